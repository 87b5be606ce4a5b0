import { METRIC_BLOCK_ROWS, type CheckpointRecord, type RunRecord } from '../contract/records';
import type { Connection, WriteTransaction } from './connection';
import { drop, placesIn } from './stored-entry';
import { restoreRun } from '../records/restore';
import { RUN_STORES, keysOf } from './schema';
import { compact, metricBytes } from './sizes';
import type { StudioStorage } from './studio-storage';

type Place = Parameters<StudioStorage['rewindRun']>[1];

/** Takes a run back to a checkpoint; see StudioStorage. */
export const rewindRun =
  (connection: Connection): StudioStorage['rewindRun'] =>
  (runId, to, change) =>
    connection.write(['runs', 'sizes', ...RUN_STORES], async (transaction) => {
      const record = restoreRun(await transaction.objectStore('runs').get(runId));
      if (!record) return undefined;
      const step = to?.step ?? 0;
      const best = record.bestCheckpoint;
      await cutMetrics(transaction, runId, step, to?.metricTail ?? new Float64Array());
      const later = async (store: 'samples' | 'measures' | 'checkpoints', at: number) => {
        const places = await placesIn(transaction, store, runId);
        return places.filter((place) => place[at]! > step);
      };
      await drop(transaction, runId, 'samples', await later('samples', 1));
      await drop(transaction, runId, 'measures', await later('measures', 0));
      await drop(transaction, runId, 'checkpoints', await later('checkpoints', 0));
      await drop(transaction, runId, 'generators', await laterGenerators(transaction, runId, to));
      const changed: RunRecord = {
        ...record,
        ...change,
        id: runId,
        step,
        epoch: to?.epoch ?? 0,
        checkpoint: to && { step, epoch: to.epoch, savedAt: to.savedAt },
        bestCheckpoint: best && best.step <= step ? best : null,
      };
      await transaction.objectStore('runs').put(changed);
      return changed;
    });

/** Blocks before the one of `step` are full and stay; that one becomes the tail, or goes. */
async function cutMetrics(
  transaction: WriteTransaction,
  runId: string,
  step: number,
  tail: CheckpointRecord['metricTail'],
): Promise<void> {
  const block = Math.floor(step / METRIC_BLOCK_ROWS);
  const store = 'metrics';
  const places = await placesIn(transaction, store, runId);
  await drop(
    transaction,
    runId,
    store,
    places.filter((place) => place[0]! >= block),
  );
  if (tail.length === 0) return;
  const cut = { runId, block, rows: compact(tail) };
  const size = { runId, store, place: [block], bytes: metricBytes(cut) } as const;
  await transaction.objectStore('metrics').put(cut);
  await transaction.objectStore('sizes').put(size);
}

/** Epochs of generators of later steps: their steps are in their headers, not in their keys. */
async function laterGenerators(
  transaction: WriteTransaction,
  runId: string,
  to: Place,
): Promise<number[][]> {
  const headers = await transaction.objectStore('generators').getAll(keysOf(runId));
  return headers
    .filter(({ step, epoch }) => step > (to?.step ?? 0) || epoch > (to?.epoch ?? 0))
    .map(({ epoch }) => [epoch]);
}
