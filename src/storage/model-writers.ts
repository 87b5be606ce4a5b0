import { bestMeasure } from '../contract/best-measure';
import type { RunRecord } from '../contract/records';
import { generatorFields, generatorTensors } from '../nets/kept-generator';
import { restoreAll, restoreMeasures, restoreRun } from '../records/restore';
import { pack, packedBytes } from './blob-blocks';
import { HEADER_VERSION } from './blob-headers';
import type { Connection, WriteTransaction } from './connection';
import { putParts } from './part-store';
import { compact } from './sizes';
import { drop, placesIn, type Keep } from './stored-entry';
import type { StudioStorage } from './studio-storage';

/** Whole checkpoints of a run that stay: the newest, and one to fall back to. */
const CHECKPOINTS = 2;

/** Puts generators and checkpoints: a header, and parts with the numbers of their tensors. */
export const modelWriters = (
  keep: Keep,
): Pick<StudioStorage, 'putGenerator' | 'putCheckpoint'> => ({
  putGenerator: async (generator) => {
    const rest = generatorFields(generator);
    const { packed, bodies } = await pack(generatorTensors(generator));
    const place = [rest.epoch];
    const key = { runId: rest.runId, store: 'generators', place } as const;
    await keep({ ...key, bytes: packedBytes(packed) }, async (transaction) => {
      await putParts(transaction, { ...key, kind: 'generators' }, bodies);
      await transaction.objectStore('generators').put({ ...rest, version: HEADER_VERSION, packed });
    });
  },

  putCheckpoint: async ({ state, ...rest }, unjudged = null) => {
    const { packed, bodies } = await pack(state.tensors);
    const { runId, step, epoch, savedAt } = rest;
    const key = { runId, store: 'checkpoints', place: [step] } as const;
    const bytes = packedBytes(packed) + rest.metricTail.byteLength;
    const header = {
      ...rest,
      metricTail: compact(rest.metricTail),
      version: HEADER_VERSION,
      counters: state.counters,
      packed,
    };
    const stored = await keep(
      { ...key, bytes },
      async (transaction) => {
        await putParts(transaction, { ...key, kind: 'checkpoints' }, bodies);
        await transaction.objectStore('checkpoints').put(header);
        const run = restoreRun(await transaction.objectStore('runs').get(runId));
        await dropOlder(transaction, runId, [run?.bestCheckpoint?.step, unjudged]);
        if (!run) return;
        await transaction.objectStore('runs').put({ ...run, checkpoint: { step, epoch, savedAt } });
      },
      'strict',
    );
    return stored ? bytes : 0;
  },
});

async function dropOlder(
  transaction: WriteTransaction,
  runId: string,
  staying: readonly (number | null | undefined)[],
): Promise<void> {
  const older = (await placesIn(transaction, 'checkpoints', runId)).slice(0, -CHECKPOINTS);
  const going = older.filter(([step]) => !staying.includes(step));
  await drop(transaction, runId, 'checkpoints', going);
}

/** Marks the best checkpoint of a run; see StudioStorage. The one before goes with the next that is put. */
export const keepBestCheckpoint =
  (connection: Connection): StudioStorage['keepBestCheckpoint'] =>
  (runId) =>
    connection.write(['runs', 'checkpoints', 'measures'], async (transaction) => {
      const run = restoreRun(await transaction.objectStore('runs').get(runId));
      if (!run) return undefined;
      const measured: unknown[] = [];
      for (const [step] of await placesIn(transaction, 'checkpoints', runId)) {
        measured.push(await transaction.objectStore('measures').get([runId, step!]));
      }
      const best = bestMeasure(restoreAll(measured, restoreMeasures));
      if (!best) return run;
      const { step, epoch } = best;
      const changed: RunRecord = { ...run, bestCheckpoint: { step, epoch } };
      await transaction.objectStore('runs').put(changed);
      return changed;
    });
