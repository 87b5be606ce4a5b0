import type { SampleRecord } from '../contract/records';
import type { Connection } from './connection';
import { toStored, withBlob } from './grids';
import type { Keep } from './stored-entry';
import { restoreAll, restoreMetricBlock, restoreSample } from '../records/restore';
import { keysOf } from './schema';
import { compact, metricBytes, sampleBytes } from './sizes';
import type { StudioStorage } from './studio-storage';

/** Grids read at one go: their bytes are in this thread's memory until a Blob holds them. */
const AT_ONCE = 32;

/** Puts metric blocks and grids of samples. */
export const curveWriters = (keep: Keep): Pick<StudioStorage, 'putMetrics' | 'putSample'> => ({
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
});

/** What a run measured and painted: metrics and grids of samples. */
export const curveMethods = (
  connection: Connection,
): Pick<StudioStorage, 'metrics' | 'samples' | 'newestSample'> => ({
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

  newestSample: async (runId) =>
    restoreSample(
      await connection.read(['samples'], async (transaction) => {
        const newest = await transaction.objectStore('samples').openCursor(keysOf(runId), 'prev');
        return withBlob(newest?.value);
      }),
    ),
});
