import type { Connection } from './connection';
import type { Keep } from './kept';
import { restoreAll, restoreMetricBlock, restoreSample } from './restore';
import { keysOf } from './schema';
import { compact, metricBytes, sampleBytes } from './sizes';
import type { StudioStorage } from './studio-storage';

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
    await keep(
      { runId, store: 'samples', place: [epoch, step], bytes: sampleBytes(sample) },
      (transaction) =>
        transaction.objectStore('samples').put({ ...sample, verdicts: compact(sample.verdicts) }),
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
});
