import type { Connection, WriteTransaction } from './connection';
import { partsOf } from './part-store';
import { keysOf, type RunStore, type SizeRecord } from './schema';

/**
 * Stores one thing that a run keeps, and its size, in one transaction over its store, `runs`,
 * `sizes` and `parts`. What is kept for a run that was deleted meanwhile is dropped.
 * @returns whether it was stored.
 */
export type Keep = (
  kept: SizeRecord,
  put: (transaction: WriteTransaction) => Promise<unknown>,
  durability?: IDBTransactionDurability,
) => Promise<boolean>;

/** @param staging true where the run's record comes last, when all it keeps is there. */
export const keeper =
  (connection: Connection, staging: boolean): Keep =>
  (kept, put, durability) =>
    connection.write(
      ['runs', 'sizes', 'parts', kept.store],
      async (transaction) => {
        const owner = await transaction.objectStore('runs').getKey(kept.runId);
        if (owner === undefined && !staging) return false;
        await put(transaction);
        await transaction.objectStore('sizes').put(kept);
        return true;
      },
      durability,
    );

/** Deletes things that a run kept in one store, with their parts and sizes. */
export async function drop(
  transaction: WriteTransaction,
  runId: string,
  store: RunStore,
  places: readonly (readonly number[])[],
): Promise<void> {
  // One after another: what is still under way when a transaction fails would fail unheard.
  for (const place of places) {
    await transaction.objectStore(store).delete(IDBKeyRange.only([runId, ...place]));
    await transaction.objectStore('sizes').delete([runId, store, [...place]]);
    await transaction.objectStore('parts').delete(partsOf(runId, store, place));
  }
}

/** Places in a store of all that a run keeps there, in order of their keys. */
export async function placesIn(
  transaction: WriteTransaction,
  store: Exclude<RunStore, 'parts'>,
  runId: string,
): Promise<number[][]> {
  const keys = await transaction.objectStore(store).getAllKeys(keysOf(runId));
  return keys.map(([, ...place]) => place);
}
