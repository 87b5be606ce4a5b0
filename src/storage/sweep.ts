import type { Connection } from './connection';
import { RUN_STORES, SET_STORES, keysOf } from './schema';
import type { StudioStorage } from './studio-storage';

/** Deletes what has no record to belong to; see StudioStorage. */
export const sweepUnfinished =
  (connection: Connection): StudioStorage['sweepUnfinished'] =>
  async (keep) => {
    await sweep(connection, 'datasets', SET_STORES, keep);
    await sweep(connection, 'runs', [...RUN_STORES, 'sizes'], keep);
  };

const sweep = (
  connection: Connection,
  owners: 'datasets' | 'runs',
  stores: readonly ((typeof SET_STORES)[number] | (typeof RUN_STORES)[number] | 'sizes')[],
  keep: readonly string[],
): Promise<void> =>
  connection.write([owners, ...stores], async (transaction) => {
    const finished = await transaction.objectStore(owners).getAllKeys();
    const known = new Set<string>([...finished, ...keep]);
    for (const name of stores) {
      const store = transaction.objectStore(name);
      // From owner to owner: [id, []] lies behind all of one.
      let from: IDBKeyRange | null = null;
      for (;;) {
        const [key] = await store.getAllKeys(from, 1);
        if (!key) break;
        const id = key[0];
        if (!known.has(id)) await store.delete(keysOf(id));
        from = IDBKeyRange.lowerBound([id, []], true);
      }
    }
  });
