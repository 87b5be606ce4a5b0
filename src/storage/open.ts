import { Connection } from './connection';
import { curveMethods, curveWriters } from './curves';
import { blobsToBytes } from './grids';
import { keepsakeMethods, keepsakeWriters } from './keepsakes';
import { keeper } from './stored-entry';
import { modelReaders } from './model-readers';
import { keepBestCheckpoint, modelWriters } from './model-writers';
import { rewindRun } from './rewind';
import { runMethods } from './runs';
import { setMethods } from './sets';
import { signatureMethods } from './signature';
import type { StudioStorage } from './studio-storage';
import { sweepUnfinished } from './sweep';
import { thinRun } from './thin';

/** The studio's storage; the database is opened at the first call. `name` is for tests. */
export const lazyStorage = (name?: string): StudioStorage => storageOver(new Connection(name));

/**
 * The studio's storage with its database open, in the page or in a worker.
 * @throws StudioError `storage-unavailable` where the browser gives no storage or another tab
 *   blocks it.
 */
export async function openStorage(name?: string): Promise<StudioStorage> {
  const connection = new Connection(name);
  await connection.open();
  return storageOver(connection);
}

function storageOver(connection: Connection): StudioStorage {
  const writers = (staging: boolean) => {
    const keep = keeper(connection, staging);
    return { ...curveWriters(keep), ...modelWriters(keep), ...keepsakeWriters(keep) };
  };
  return {
    ...setMethods(connection),
    sweepUnfinished: sweepUnfinished(connection),
    finishUpgrade: blobsToBytes(connection),
    ...runMethods(connection),
    ...curveMethods(connection),
    ...modelReaders(connection),
    ...keepsakeMethods(connection),
    ...signatureMethods(connection),
    ...writers(false),
    keepBestCheckpoint: keepBestCheckpoint(connection),
    rewindRun: rewindRun(connection),
    thinRun: thinRun(connection),
    staging: writers(true),
    close: () => connection.close(),
  };
}
