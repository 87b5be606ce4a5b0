import type { Connection } from './connection';
import { setOf } from './gone';
import { RUN_STORES, SET_STORES, keysOf } from './schema';
import type { StudioStorage } from './studio-storage';

/** Deletes what has no record to belong to; see StudioStorage. */
export const sweepUnfinished =
  (connection: Connection): StudioStorage['sweepUnfinished'] =>
  async (keep) => {
    const gone = await sweepGone(connection, keep);
    await sweep(connection, 'datasets', SET_STORES, [...keep, ...gone]);
    await sweep(connection, 'runs', [...RUN_STORES, 'sizes'], keep);
  };

/** What is known of sets that no run learnt from goes. @returns ids of those that stay. */
const sweepGone = (connection: Connection, keep: readonly string[]): Promise<string[]> =>
  connection.write(['gone', 'runs'], async (transaction) => {
    const runs = await transaction.objectStore('runs').getAll();
    const needed = new Set([...keep, ...runs.map(setOf)]);
    const gone = await transaction.objectStore('gone').getAllKeys();
    for (const id of gone) if (!needed.has(id)) await transaction.objectStore('gone').delete(id);
    return gone.filter((id) => needed.has(id));
  });

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
