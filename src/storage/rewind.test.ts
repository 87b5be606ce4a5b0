import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { METRIC_BLOCK_ROWS, METRIC_COLUMNS, type MetricBlockRecord } from '../contract/records';
import { aCheckpoint, aGenerator, aMeasureRecord, aRun, aSample } from '../testing/records';
import { openStorage } from './open';
import type { StudioStorage } from './studio-storage';
import { failing } from '../testing/failing';

let name = '';
let serial = 0;
let storage: StudioStorage;

/** Rows of the steps of a block, from the block's first up to `last`. */
const block = (index: number, last: number): MetricBlockRecord => {
  const first = index * METRIC_BLOCK_ROWS + 1;
  const rows = last - first + 1;
  return {
    runId: 'a',
    block: index,
    rows: Float64Array.from({ length: rows * METRIC_COLUMNS.length }, (_, i) =>
      i % METRIC_COLUMNS.length === 0 ? first + i / METRIC_COLUMNS.length : 1,
    ),
  };
};

const stepsOfCurve = async (): Promise<number[]> => {
  const blocks = await storage.metrics('a');
  return blocks.flatMap(({ rows }) => [...rows].filter((_, i) => i % METRIC_COLUMNS.length === 0));
};
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

/** A run of ten steps an epoch that is at step 2100, with checkpoints at 2060 and 2090. */
beforeEach(async () => {
  name = `rewind-test-${serial++}`;
  storage = await openStorage(name);
  const at = { state: 'running', step: 2100, epoch: 210, trainedMs: 77 } as const;
  await storage.createRun(aRun('a', at));
  await storage.putMetrics(block(0, 1024));
  await storage.putMetrics(block(1, 2048));
  await storage.putMetrics(block(2, 2100));
  // The second of epoch 206 is one on demand, of a step after the checkpoint.
  for (const [epoch, step] of [
    [0, 0],
    [100, 1000],
    [206, 2060],
    [206, 2065],
    [207, 2070],
  ] as const) {
    await storage.putSample(aSample('a', epoch, step));
  }
  for (const epoch of [100, 206, 207]) await storage.putGenerator(aGenerator('a', epoch));
  for (const step of [2060, 2090]) await storage.putCheckpoint(aCheckpoint('a', step));
});
afterEach(async () => {
  vi.restoreAllMocks();
  storage.close();
  await deleteDB(name);
});

const kept = async () => ({
  curve: (await stepsOfCurve()).length,
  samples: (await storage.samples('a')).map(({ step }) => step),
  generators: await storage.generatorEpochs('a'),
  checkpoint: (await storage.newestCheckpoint('a'))?.checkpoint.step,
});

/** Bytes of aGenerator and of a grid of aSample. */
const GENERATOR = 48;
const GRID = 14;
const bytesAt = (step: number): number => 2 * 28 * 4 + (step % METRIC_BLOCK_ROWS) * 48;

describe('taking a run back', () => {
  it('[SAVE4] [SAVE5] to a checkpoint: all of later steps goes, and the curve ends there', async () => {
    const to = aCheckpoint('a', 2060);
    const run = await storage.rewindRun('a', to, { state: 'preparing', trainedMs: to.trainedMs });
    expect(run).toMatchObject({
      name: 'run a',
      state: 'preparing',
      step: 2060,
      epoch: 206,
      trainedMs: to.trainedMs,
      checkpoint: { step: 2060, epoch: 206, savedAt: to.savedAt },
    });
    expect(await storage.run('a')).toEqual(run);
    expect(await stepsOfCurve()).toEqual(upTo(2060));
    expect(await kept()).toEqual({
      curve: 2060,
      samples: [0, 1000, 2060],
      generators: [100, 206],
      checkpoint: 2060,
    });
    expect(await storage.runBytes('a')).toBe(2060 * 48 + 3 * GRID + 2 * GENERATOR + bytesAt(2060));
  });

  it('[SAVE5] to one at the end of a block, whose rows all lie in full blocks', async () => {
    await storage.rewindRun('a', aCheckpoint('a', 2048), {});
    expect(await stepsOfCurve()).toEqual(upTo(2048));
    expect(await storage.metrics('a')).toHaveLength(2);
  });

  it('[SAVE5] writes the curve of a part block that was not yet stored', async () => {
    await storage.rewindRun('a', null, {});
    await storage.putMetrics(block(0, 1024));
    // A browser was killed between the checkpoint and the next writing of the curve.
    await storage.putMetrics(block(1, 1030));
    await storage.rewindRun('a', aCheckpoint('a', 1050), {});
    expect(await stepsOfCurve()).toEqual(upTo(1050));
  });

  it('[SAVE4] to its beginning: what was before the first step stays', async () => {
    const run = await storage.rewindRun('a', null, {
      state: 'failed',
      failure: failing('numbers-bad', 'It failed.'),
    });
    expect(run).toMatchObject({
      state: 'failed',
      failure: { params: { kind: 'numbers-bad' } },
      step: 0,
      epoch: 0,
      checkpoint: null,
    });
    expect(await kept()).toEqual({
      curve: 0,
      samples: [0],
      generators: [],
      checkpoint: undefined,
    });
    expect(await storage.runBytes('a')).toBe(GRID);
  });

  it('[SAVE4] happens whole or not at all, and not to a run that was deleted', async () => {
    const before = await kept();
    const bytes = await storage.runBytes('a');
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
    ): never {
      this.transaction.abort();
      throw new DOMException('', 'AbortError');
    });
    await expect(storage.rewindRun('a', null, {})).rejects.toMatchObject({
      kind: 'storage-unavailable',
    });
    vi.restoreAllMocks();
    expect(await kept()).toEqual(before);
    expect(await storage.runBytes('a')).toBe(bytes);
    expect(await storage.run('a')).toMatchObject({ step: 2100, checkpoint: { step: 2090 } });
    expect(await storage.rewindRun('gone', null, {})).toBeUndefined();
  });
});

describe('[DISK2] making room', () => {
  it('[SAVE16] lets the best checkpoint go after the other older ones, and says so', async () => {
    await storage.putMeasures(aMeasureRecord('a', 2060));
    await storage.keepBestCheckpoint('a');
    for (const step of [2100, 2110]) await storage.putCheckpoint(aCheckpoint('a', step));
    const checkpoints = async (): Promise<unknown[]> => [
      ...(await Promise.all(
        [2060, 2100, 2110].map(async (step) => (await storage.checkpoint('a', step))?.step),
      )),
      (await storage.run('a'))?.bestCheckpoint?.step,
    ];
    expect(await checkpoints()).toEqual([2060, 2100, 2110, 2060]);
    // Generators and grids first.
    let freed = await storage.thinRun('a');
    while (freed !== bytesAt(2100)) freed = await storage.thinRun('a');
    expect(await checkpoints()).toEqual([2060, undefined, 2110, 2060]);
    expect(await storage.thinRun('a')).toBe(bytesAt(2060));
    expect(await checkpoints()).toEqual([undefined, undefined, 2110, undefined]);
    expect((await storage.run('a'))?.bestCheckpoint).toBeNull();
    expect(await storage.thinRun('a')).toBe(0);
  });

  it('lets generators go first, then grids, then the older checkpoint, and says how much', async () => {
    for (const epoch of [120, 140, 160, 180]) await storage.putGenerator(aGenerator('a', epoch));
    const all = await storage.runBytes('a');
    const before = await kept();

    expect(await storage.thinRun('a')).toBe(3 * GENERATOR);
    expect((await kept()).generators).toEqual([100, 140, 180, 207]);
    expect(await storage.runBytes('a')).toBe(all - 3 * GENERATOR);
    expect((await storage.generator('a', 140))?.weights).toEqual(aGenerator('a', 140).weights);

    expect(await storage.thinRun('a')).toBe(GENERATOR);
    expect(await storage.thinRun('a')).toBe(GENERATOR);
    expect((await kept()).generators).toEqual([100, 207]);
    expect((await kept()).samples).toEqual(before.samples);

    expect(await storage.thinRun('a')).toBe(2 * GRID);
    expect((await kept()).samples).toEqual([0, 1000, 2070]);
    expect(await storage.thinRun('a')).toBe(GRID);
    expect((await kept()).samples).toEqual([0, 2070]);

    expect(await storage.thinRun('a')).toBe(bytesAt(2060));
    expect(await storage.thinRun('a')).toBe(0);
    expect(await kept()).toEqual({
      curve: 2100,
      samples: [0, 2070],
      generators: [100, 207],
      checkpoint: 2090,
    });
    expect(await storage.newestCheckpoint('a')).toEqual({
      checkpoint: aCheckpoint('a', 2090),
      damaged: 0,
    });
  });
});
