import type { IDBPDatabase, IDBPTransaction } from 'idb';

/**
 * From version 3 to 4: lists the grids whose images are Blobs. An upgrade cannot read a Blob, which
 * takes longer than its transaction waits; they are read as they are until `finishUpgrade` got to them.
 */
export async function listBlobGrids(
  database: IDBPDatabase,
  transaction: IDBPTransaction<unknown, string[], 'versionchange'>,
): Promise<void> {
  database.createObjectStore('blobGrids');
  const list = transaction.objectStore('blobGrids');
  for (const key of await transaction.objectStore('samples').getAllKeys()) {
    await list.put(true, key);
  }
}
