import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { runToldByCodes, setToldByCodes } from '../../records/restore-message';

/** Failures of runs, and why files of sets were left out, were kept as sentences: each becomes a
 *  code, `text`, that holds its sentence. */
export async function messagesByCode(
  _: IDBPDatabase,
  transaction: IDBPTransaction<unknown, string[], 'versionchange'>,
): Promise<void> {
  for (const [store, toldByCodes] of [
    ['runs', runToldByCodes],
    ['datasets', setToldByCodes],
  ] as const) {
    let cursor = await transaction.objectStore(store).openCursor();
    while (cursor) {
      await cursor.update(toldByCodes(cursor.value));
      cursor = await cursor.continue();
    }
  }
}
