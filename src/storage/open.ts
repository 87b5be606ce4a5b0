import { Connection } from './connection';
import { runMethods } from './runs';
import { setMethods } from './sets';
import type { StudioStorage } from './studio-storage';

/** The studio's storage; the database is opened at the first call. `name` is for tests. */
export function lazyStorage(name?: string): StudioStorage {
  const connection = new Connection(name);
  return {
    ...setMethods(connection),
    ...runMethods(connection),
    close: () => connection.close(),
  };
}

/**
 * The studio's storage with its database open, in the page or in a worker.
 * @throws StudioError `storage-unavailable` where the browser gives no storage or another tab
 *   blocks it.
 */
export async function openStorage(name?: string): Promise<StudioStorage> {
  const connection = new Connection(name);
  await connection.open();
  return {
    ...setMethods(connection),
    ...runMethods(connection),
    close: () => connection.close(),
  };
}
