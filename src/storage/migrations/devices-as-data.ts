import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { runWithDevice } from '../../records/restore-device';

/** What a run was trained on was kept as words: they become a device that is `told`. */
export async function devicesAsData(
  _: IDBPDatabase,
  transaction: IDBPTransaction<unknown, string[], 'versionchange'>,
): Promise<void> {
  let cursor = await transaction.objectStore('runs').openCursor();
  while (cursor) {
    await cursor.update(runWithDevice(cursor.value));
    cursor = await cursor.continue();
  }
}
