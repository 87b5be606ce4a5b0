import { describe, expect, it } from 'vitest';
import { METRIC_COLUMNS } from '../contract/records';
import { fakeMetrics } from '../testing/engine/fake-model';
import { harness, type HarnessOptions } from '../testing/engine/session-harness';
import { smallestGan } from '../testing/engine/tiny-gan';

const WIDTH = METRIC_COLUMNS.length;
/** Ten steps an epoch. */
const SINGLE_PICTURES = { batchSize: 1, epochs: 2, sampleEvery: 100, saveEvery: 100 };
const NEVER = { checkpointSeconds: 3600, checkpointEpochs: 10_000 };

/** Lets everything that is ready happen. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

async function grouped(together: number, options: HarnessOptions) {
  const world = await harness(options);
  world.model.together = together;
  return world;
}

describe('steps that are submitted together', () => {
  /** All that is kept of a run, times apart. */
  async function trained(together: number): Promise<unknown> {
    let time = 0;
    const { session, store, model } = await grouped(together, {
      settings: { epochs: 20, checkpointSeconds: 3600, checkpointEpochs: 5, sampleEvery: 3 },
      monotonic: () => time,
      afterStep: (_, steps) => void (time = steps * 100),
    });
    await session.train();
    const run = store.runs.get('r')!;
    return {
      steps: model.steps,
      counts: model.batches.map(({ count }) => count),
      rows: [...store.blocks.values()].map(({ block, rows }) => [block, [...rows]]),
      checkpoints: store.checkpoints.map(({ step, epoch, metricTail, state }) => [
        step,
        epoch,
        [...metricTail],
        state,
      ]),
      samples: store.samples.map(({ epoch, step }) => [epoch, step]),
      generators: store.generators.map(({ epoch, step, weights }) => [epoch, step, weights]),
      run: [run.state, run.step, run.epoch, run.checkpoint?.step],
    };
  }

  it.each([2, 3, 100])(
    '[FAST3] leave the same rows, grids, generators and checkpoints, %d at once',
    async (together) => expect(await trained(together)).toEqual(await trained(1)),
  );

  it('[TRN5] never go beyond an epoch', async () => {
    const { session, model } = await grouped(4, { settings: SINGLE_PICTURES });
    await session.train();
    expect(model.submits).toEqual([4, 4, 2, 4, 4, 2]);
  });

  it('[TRN5] [TRN10] never beyond the step that an epoch ends in, nor beyond an order', async () => {
    const gan = smallestGan({ batching: 'carried-over' });
    // 2.5 steps an epoch: ends after 3, 5, 8, 10. Orders are for 3 steps each: 3, 6, 9.
    const { session, model } = await grouped(100, { gan, settings: { epochs: 4 } });
    await session.train();
    expect(model.submits).toEqual([3, 2, 1, 2, 1, 1]);
  });

  it('[SAVE5] go on in mid-epoch to its end, and no further', async () => {
    const settings = { ...SINGLE_PICTURES, ...NEVER };
    const first = await grouped(3, {
      settings,
      afterStep: (running, steps) => {
        if (steps === 3) running.commands.take({ type: 'stop' });
      },
    });
    await first.session.train();
    const from = first.store.checkpoints.at(-1)!;
    expect(from.step).toBe(3);
    const second = await grouped(4, { settings, from, store: first.store });
    await second.session.train();
    expect(second.model.submits).toEqual([4, 3, 4, 4, 2]);
    expect(second.model.steps[0]).toBe(3);
  });

  it('[TRN7] [TRN6] [SAVE2] meet what was asked for after the group at hand', async () => {
    const { session, store, model } = await grouped(4, {
      settings: { ...SINGLE_PICTURES, ...NEVER },
      afterStep: (running, steps) => {
        if (steps === 4) running.commands.take({ type: 'sample' });
        if (steps === 8) running.commands.take({ type: 'save' });
        if (steps === 14)
          running.commands.take({ type: 'setLearningRates', generator: 0.5, discriminator: 0.25 });
        if (steps === 18) running.commands.take({ type: 'pause' });
      },
    });
    const end = session.train();
    await settle();
    expect(store.runs.get('r')).toMatchObject({ state: 'paused', step: 18, epoch: 1 });
    expect(store.blocks.get(0)!.rows).toHaveLength(18 * WIDTH);
    session.commands.take({ type: 'resume' });
    await end;
    expect(store.samples.map(({ step }) => step)).toEqual([0, 4, 20]);
    expect(store.checkpointSteps).toEqual([8, 18, 20]);
    expect(model.rates.at(-1)).toEqual({ atStep: 14, generator: 0.5, discriminator: 0.25 });
    expect(model.steps).toEqual(Array.from({ length: 20 }, (_, step) => step));
  });

  it('tell how fast the run goes by steps, not by submits', async () => {
    let time = 0;
    const { session, only } = await grouped(5, {
      settings: { ...SINGLE_PICTURES, ...NEVER, batchSize: 2, epochs: 40 },
      monotonic: () => time,
      // Five steps of two pictures a second.
      afterStep: (_, steps) => void (time = steps * 200),
    });
    await session.train();
    const { progress } = only('progress').at(-1)!;
    expect(progress.imagesPerSecond).toBeCloseTo(10, 0);
    expect(progress.secondsPerEpoch).toBeCloseTo(1, 1);
  });

  it('[SAVE11] halt at the step whose numbers are not finite, where the run was last saved', async () => {
    const { session, store, model } = await grouped(5, {
      settings: { ...SINGLE_PICTURES, ...NEVER },
      afterStep: (running, steps) => {
        if (steps === 5) running.commands.take({ type: 'save' });
      },
    });
    model.answer = (step) =>
      Promise.resolve(fakeMetrics(step, step === 12 ? { generatorLoss: NaN } : {}));
    await session.train();
    const run = store.runs.get('r')!;
    expect(run).toMatchObject({
      state: 'failed',
      failure: { code: 'numbers-bad', params: { step: 13, epoch: 1 } },
      step: 5,
    });
    expect(store.checkpointSteps).toEqual([5]);
  });
});
