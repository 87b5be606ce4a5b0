import type { RunRecord } from '../contract/records';
import type { Connection, WriteTransaction } from './connection';
import {
  restoreAll,
  restoreGenerator,
  restoreMetricBlock,
  restoreRun,
  restoreSample,
} from './restore';
import { RUN_STORES, keysOf, type RunStore } from './schema';
import { compact, generatorBytes, metricBytes, sampleBytes } from './sizes';
import type { StudioStorage } from './studio-storage';

type RunMethods = Pick<
  StudioStorage,
  | 'createRun'
  | 'updateRun'
  | 'runs'
  | 'run'
  | 'deleteRun'
  | 'runBytes'
  | 'putMetrics'
  | 'metrics'
  | 'putSample'
  | 'samples'
  | 'newestSample'
  | 'putGenerator'
  | 'generatorEpochs'
  | 'generator'
>;

const newestFirst = (a: RunRecord, b: RunRecord): number => b.createdAt - a.createdAt;

/** Runs, and what they keep: metrics, grids of samples, generators. */
export function runMethods(connection: Connection): RunMethods {
  /** Stores one kept thing and its size, unless its run is gone. */
  const keep = (
    store: RunStore,
    runId: string,
    place: readonly number[],
    bytes: number,
    put: (transaction: WriteTransaction) => Promise<unknown>,
  ): Promise<void> =>
    connection.write(['runs', 'sizes', store], async (transaction) => {
      if ((await transaction.objectStore('runs').getKey(runId)) === undefined) return;
      await Promise.all([
        put(transaction),
        transaction.objectStore('sizes').put({ runId, store, place, bytes }),
      ]);
    });

  return {
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
      connection.write(['runs', 'sizes', ...RUN_STORES], async (transaction) => {
        await Promise.all([
          transaction.objectStore('runs').delete(id),
          transaction.objectStore('sizes').delete(keysOf(id)),
          ...RUN_STORES.map((store) => transaction.objectStore(store).delete(keysOf(id))),
        ]);
      }),

    runBytes: async (id) => {
      const sizes = await connection.read(['sizes'], (transaction) =>
        transaction.objectStore('sizes').getAll(keysOf(id)),
      );
      return sizes.reduce((sum, size) => sum + (Number(size.bytes) || 0), 0);
    },

    putMetrics: (block) =>
      keep('metrics', block.runId, [block.block], metricBytes(block), (transaction) =>
        transaction.objectStore('metrics').put({ ...block, rows: compact(block.rows) }),
      ),

    metrics: async (runId) => {
      const all = await connection.read(['metrics'], (transaction) =>
        transaction.objectStore('metrics').getAll(keysOf(runId)),
      );
      return restoreAll(all, restoreMetricBlock);
    },

    putSample: (sample) =>
      keep(
        'samples',
        sample.runId,
        [sample.epoch, sample.step],
        sampleBytes(sample),
        (transaction) =>
          transaction.objectStore('samples').put({ ...sample, verdicts: compact(sample.verdicts) }),
      ),

    samples: async (runId) => {
      const all = await connection.read(['samples'], (transaction) =>
        transaction.objectStore('samples').getAll(keysOf(runId)),
      );
      return restoreAll(all, restoreSample);
    },

    newestSample: async (runId) =>
      restoreSample(
        await connection.read(['samples'], async (transaction) => {
          const newest = await transaction.objectStore('samples').openCursor(keysOf(runId), 'prev');
          return newest?.value;
        }),
      ),

    putGenerator: (generator) =>
      keep(
        'generators',
        generator.runId,
        [generator.epoch],
        generatorBytes(generator),
        (transaction) =>
          transaction.objectStore('generators').put({
            ...generator,
            weights: generator.weights.map((weight) => ({
              ...weight,
              values: compact(weight.values),
            })),
          }),
      ),

    generatorEpochs: async (runId) => {
      const keys = await connection.read(['generators'], (transaction) =>
        transaction.objectStore('generators').getAllKeys(keysOf(runId)),
      );
      return keys.map(([, epoch]) => epoch);
    },

    generator: async (runId, epoch) =>
      restoreGenerator(
        await connection.read(['generators'], (transaction) =>
          transaction.objectStore('generators').get([runId, epoch]),
        ),
      ),
  };
}
