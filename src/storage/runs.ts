import type { RunRecord } from '../contract/records';
import type { Connection } from './connection';
import { GONE_STORES, forgetUnused, setOf } from './gone';
import { restoreAll, restoreRun } from '../records/restore';
import { RUN_STORES, keysOf } from './schema';
import type { StudioStorage } from './studio-storage';

type RunMethods = Pick<
  StudioStorage,
  'createRun' | 'updateRun' | 'reconnectRun' | 'runs' | 'run' | 'deleteRun' | 'runBytes'
>;

const newestFirst = (a: RunRecord, b: RunRecord): number => b.createdAt - a.createdAt;

/** Records of runs; what they keep is in curves.ts and model-*.ts. */
export const runMethods = (connection: Connection): RunMethods => ({
  createRun: (run) =>
    connection.write(['runs'], async (transaction) => {
      await transaction.objectStore('runs').put(run);
    }),

  updateRun: (id, change) =>
    connection.write(['runs'], async (transaction) => {
      const store = transaction.objectStore('runs');
      const record = restoreRun(await store.get(id));
      if (!record) return undefined;
      const changed = { ...record, ...change, id };
      await store.put(changed);
      return changed;
    }),

  reconnectRun: (id, change) =>
    connection.write([...GONE_STORES], async (transaction) => {
      const store = transaction.objectStore('runs');
      const record = restoreRun(await store.get(id));
      if (!record) return undefined;
      const changed = { ...record, ...change, id };
      await store.put(changed);
      await forgetUnused(transaction, record.datasetId);
      return changed;
    }),

  runs: async () => {
    const all = await connection.read(['runs'], (transaction) =>
      transaction.objectStore('runs').getAll(),
    );
    return restoreAll(all, restoreRun).sort(newestFirst);
  },

  run: async (id) =>
    restoreRun(
      await connection.read(['runs'], (transaction) => transaction.objectStore('runs').get(id)),
    ),

  deleteRun: (id) =>
    connection.write([...GONE_STORES, 'sizes', ...RUN_STORES], async (transaction) => {
      const set = setOf(await transaction.objectStore('runs').get(id));
      await Promise.all([
        transaction.objectStore('runs').delete(id),
        transaction.objectStore('sizes').delete(keysOf(id)),
        ...RUN_STORES.map((store) => transaction.objectStore(store).delete(keysOf(id))),
      ]);
      if (set !== null) await forgetUnused(transaction, set);
    }),

  runBytes: async (id) => {
    const sizes = await connection.read(['sizes'], (transaction) =>
      transaction.objectStore('sizes').getAll(keysOf(id)),
    );
    return sizes.reduce((sum, size) => sum + (Number(size.bytes) || 0), 0);
  },
});
