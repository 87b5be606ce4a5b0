import type { SampleRecord } from '../contract/records';
import type { Connection, WriteTransaction } from './connection';
import { toStored, withBlob } from './grids';
import type { Keep } from './stored-entry';
import { restoreAll, restoreMeasures, restoreMetricBlock, restoreSample } from '../records/restore';
import { keysOf } from './schema';
import { compact, measureBytes, metricBytes, sampleBytes } from './sizes';
import type { StudioStorage } from './studio-storage';

/** Grids read at one go: their bytes are in this thread's memory until a Blob holds them. */
const AT_ONCE = 32;

/** Puts metric blocks, grids of samples and measures. */
export const curveWriters = (
  keep: Keep,
): Pick<StudioStorage, 'putMetrics' | 'putSample' | 'putMeasures'> => ({
  putMetrics: async (block) => {
    const { runId } = block;
    await keep(
      { runId, store: 'metrics', place: [block.block], bytes: metricBytes(block) },
      (transaction) =>
        transaction.objectStore('metrics').put({ ...block, rows: compact(block.rows) }),
    );
  },

  putSample: async (sample) => {
    const { runId, epoch, step } = sample;
    const stored = await toStored(sample);
    await keep(
      { runId, store: 'samples', place: [epoch, step], bytes: sampleBytes(sample) },
      (transaction) => transaction.objectStore('samples').put(stored),
    );
  },

  putMeasures: async (record) => {
    const { runId, step } = record;
    await keep(
      { runId, store: 'measures', place: [step], bytes: measureBytes(record) },
      async (transaction) => {
        await dropClosest(transaction, runId);
        await transaction.objectStore('measures').put(record);
      },
    );
  },
});

/** Pictures of pairs that are the closest no longer. */
async function dropClosest(transaction: WriteTransaction, runId: string): Promise<void> {
  const store = transaction.objectStore('measures');
  for (const { closest, ...rest } of await store.getAll(keysOf(runId))) {
    if (!closest) continue;
    await store.put(rest);
    const size = { runId, store: 'measures', place: [rest.step] } as const;
    await transaction.objectStore('sizes').put({ ...size, bytes: measureBytes(rest) });
  }
}

/** What a run measured and painted: metrics, grids of samples and measures. */
export const curveMethods = (
  connection: Connection,
): Pick<StudioStorage, 'metrics' | 'samples' | 'newestSample' | 'measures'> => ({
  metrics: async (runId) => {
    const all = await connection.read(['metrics'], (transaction) =>
      transaction.objectStore('metrics').getAll(keysOf(runId)),
    );
    return restoreAll(all, restoreMetricBlock);
  },

  samples: async (runId) => {
    const samples: SampleRecord[] = [];
    await connection.read(['samples'], async (transaction) => {
      const store = transaction.objectStore('samples');
      let range = keysOf(runId);
      for (;;) {
        const keys = await store.getAllKeys(range, AT_ONCE);
        const some: unknown[] = await store.getAll(range, AT_ONCE);
        samples.push(...restoreAll(some.map(withBlob), restoreSample));
        const last = keys.at(-1);
        if (keys.length < AT_ONCE || !last) return;
        range = IDBKeyRange.bound(last, range.upper, true);
      }
    });
    return samples;
  },

  measures: async (runId) => {
    const all = await connection.read(['measures'], (transaction) =>
      transaction.objectStore('measures').getAll(keysOf(runId)),
    );
    return restoreAll(all, restoreMeasures);
  },

  newestSample: async (runId) =>
    restoreSample(
      await connection.read(['samples'], async (transaction) => {
        const newest = await transaction.objectStore('samples').openCursor(keysOf(runId), 'prev');
        return withBlob(newest?.value);
      }),
    ),
});
