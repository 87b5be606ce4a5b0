import { describe, expect, it } from 'vitest';
import { bestMeasure } from '../contract/best-measure';
import type { Measures } from '../contract/measures';
import { squarePictures } from '../contract/picture-shape';
import { TEN_PICTURES, harness, type HarnessOptions } from '../testing/engine/session-harness';
import { aMeasureRecord } from '../testing/records';
import type { MeasuringPlan } from './run-measures';

/** Sessions over fakes that are measured: which checkpoints of them stay. */

const shape = squarePictures(4, 1);
const pictures = (count: number) => ({ shape, count, pixels: new Uint8Array(count * 16) });

/** The better, the lower. */
const measuresOf = (distance: number): Measures => ({
  ...aMeasureRecord('r', 1).measures,
  slicedMean: distance,
  colour: 0,
});

/** A run whose measures come to these distances, one after another. */
function measuring(
  distances: readonly number[],
  change: Partial<MeasuringPlan> = {},
  wait: () => Promise<void> = () => Promise.resolve(),
): MeasuringPlan {
  let taken = 0;
  return {
    counts: { training: TEN_PICTURES, heldOut: 0 },
    best: null,
    read: () =>
      Promise.resolve({
        training: pictures(TEN_PICTURES),
        heldOut: pictures(0),
        numbers: Uint32Array.from({ length: TEN_PICTURES }, (_, n) => n),
        judged: null,
      }),
    open: () => ({
      prepare: () => Promise.resolve(aMeasureRecord('r', 1).floor),
      measure: async () => {
        const distance = distances[taken++ % distances.length]!;
        await wait();
        return measuresOf(distance);
      },
      close: () => undefined,
    }),
    ...change,
  };
}

/** Long enough to be measured several times: each look at the clock takes ten seconds. */
function measuredRun(options: HarnessOptions) {
  let time = 0;
  return harness({
    monotonic: () => (time += 10_000),
    ...options,
    settings: {
      ...{ epochs: 120, sampleEvery: 1000, saveEvery: 1000 },
      ...{ checkpointSeconds: 3600, checkpointEpochs: 5 },
      ...options.settings,
    },
  });
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('a run that is measured', () => {
  it('[MEAS13] [SAVE16] saves what is measured, and keeps the best beside the two newest', async () => {
    const { session, store, only } = await measuredRun({
      measuring: measuring([9, 4, 7, 8, 6]),
      afterStep: settle,
    });
    await session.train();
    await settle();
    const measured = store.measured.map(({ step }) => step);
    expect(measured.length).toBeGreaterThan(3);
    expect(store.checkpointSteps).toEqual(expect.arrayContaining(measured));
    const best = bestMeasure(store.measured)!;
    expect(best.step).toBe(measured[1]);
    const { bestCheckpoint, checkpoint } = store.runs.get('r')!;
    expect(bestCheckpoint).toEqual({ step: best.step, epoch: best.epoch });
    const kept = store.checkpoints.map(({ step }) => step);
    expect(kept).toHaveLength(3);
    expect(kept).toContain(best.step);
    expect(kept.at(-1)).toBe(checkpoint!.step);
    expect(store.checkpoints[0]).toMatchObject({ step: best.step, epoch: best.epoch });
    expect(only('bestChanged').map((event) => event.best?.step)).toEqual(measured.slice(0, 2));
    // Whatever is told of the run from then on says so.
    expect(only('run').at(-1)!.run.bestCheckpoint).toEqual(bestCheckpoint);
  });

  it('[SAVE16] keeps a checkpoint whose measure is late until that is known', async () => {
    let know: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (know = resolve));
    const { session, store } = await measuredRun({
      measuring: measuring([5], {}, () => late),
      afterStep: async (_, steps) => {
        if (steps === 300) know();
        await settle();
      },
    });
    await session.train();
    await settle();
    const { step } = store.measured[0]!;
    // Others came between.
    const between = store.checkpointSteps.filter((other) => other > step && other < 300);
    expect(between.length).toBeGreaterThan(2);
    expect(store.runs.get('r')!.bestCheckpoint?.step).toBe(step);
    expect(store.checkpoints.map((kept) => kept.step)).toContain(step);
  });

  it('[MEAS13] [SAVE3] is not measured while a checkpoint is being written, but at the next end', async () => {
    let written: () => void = () => undefined;
    let heldAt = 0;
    const { session, store } = await measuredRun({
      measuring: measuring([5]),
      afterStep: async (running, steps) => {
        if (steps === 2) {
          store.checkpointGate = new Promise((resolve) => (written = resolve));
          running.commands.take({ type: 'save' });
        }
        if (steps === 200) {
          heldAt = store.measured.length;
          written();
        }
        await settle();
      },
    });
    await session.train();
    await settle();
    expect(heldAt).toBe(0);
    const [first] = store.measured;
    expect(first!.step).toBeGreaterThan(200);
    expect(first!.step).toBeLessThan(210);
    expect(store.checkpointSteps).toContain(first!.step);
  });

  it('[MEAS12] keeps the generator of none that is worse than what was measured before it went on', async () => {
    const run = async (best: MeasuringPlan['best']): Promise<number[]> => {
      const { session, store } = await measuredRun({
        measuring: measuring([5, 6], { best }),
        afterStep: settle,
      });
      await session.train();
      await settle();
      expect(store.measured.length).toBeGreaterThan(1);
      return store.generators.map(({ step }) => step);
    };
    // The last is kept anyway.
    expect(await run(null)).toHaveLength(2);
    expect(await run({ measures: measuresOf(3) })).toHaveLength(1);
  });

  it('[SAVE16] what is measured counts no more once the run is taken back', async () => {
    let know: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (know = resolve));
    const { session, store, only } = await measuredRun({
      measuring: measuring([5], {}, () => late),
      afterStep: settle,
    });
    await session.train();
    session.abandonMeasures();
    know();
    await settle();
    expect(store.measured).toEqual([]);
    expect(only('measured')).toEqual([]);
    expect(store.runs.get('r')!.bestCheckpoint).toBeNull();
  });
});
