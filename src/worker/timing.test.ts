import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../contract/hyperparameters';
import { HostHarness, settings } from '../testing/host-harness';

let world: HostHarness;
beforeEach(() => {
  world = new HostHarness();
});

const time = (requestId: number, chosen: Settings = settings): void =>
  world.host.handle({ type: 'timeSteps', requestId, settings: chosen, datasetId: 'set' });

describe('a trial', { timeout: 60_000 }, () => {
  it('[TIME1] [TIME2] tells what a run takes, and leaves nothing behind', async () => {
    time(1);
    const { timing, engine } = await world.seen('stepsTimed');
    expect(engine).toBe('cpu');
    expect(timing.sample).toBeGreaterThan(0);
    const { store } = world;
    expect([store.runs.size, store.samples.length, store.generators.length]).toEqual([0, 0, 0]);
    expect(world.of('run')).toEqual([]);
    const { numTensors } = tf.memory();
    time(2);
    await world.seen('stepsTimed', ({ requestId }) => requestId === 2);
    expect(tf.memory().numTensors).toBe(numTensors);

    // What a run of some length takes by the clock, as far as a busy machine keeps to it.
    world.start({ ...settings, epochs: 40, sampleEvery: 40 });
    await world.ended();
    const run = store.runs.get('r')!;
    const took = run.trainedMs / 1000 / run.step;
    expect(timing.step / took).toBeGreaterThan(0.2);
    expect(timing.step / took).toBeLessThan(5);
  });

  it('[TIME1] knows steps with a gradient penalty from those without', async () => {
    time(1, { ...settings, discriminatorNorm: 'none', penalty: 0.05, penaltyEvery: 4 });
    expect((await world.seen('stepsTimed')).timing.step).toBeGreaterThan(0);
  });

  it('[TIME2] ends for a run, which trains as if there had been none', async () => {
    time(1);
    world.start();
    await world.seen('timingEnded', ({ requestId }) => requestId === 1);
    await world.ended();
    expect(world.store.runs.get('r')).toMatchObject({ state: 'finished', step: 4 });
    expect(world.of('stepsTimed')).toEqual([]);
  });

  it('[TIME2] under way ends for a run after the step at hand', async () => {
    let asked = 0;
    const { yieldToMessages } = await import('../contract/yielding');
    world = new HostHarness({
      yieldToMessages: async () => {
        await yieldToMessages();
        // In the midst of its steps.
        if (++asked === 4) world.start();
      },
    });
    time(1);
    await world.seen('timingEnded');
    await world.ended();
    expect(world.store.runs.get('r')).toMatchObject({ state: 'finished', step: 4 });
  });

  it('[TIME2] is not begun while a run trains', async () => {
    world.start();
    time(1);
    await world.seen('timingEnded');
    await world.ended();
    expect(world.store.runs.get('r')?.state).toBe('finished');
  });

  it('[TIME2] gives way to a newer one, and ends where it is asked to', async () => {
    time(1);
    time(2);
    await world.seen('timingEnded', ({ requestId }) => requestId === 1);
    await world.seen('stepsTimed', ({ requestId }) => requestId === 2);
    time(3);
    world.host.handle({ type: 'endTiming' });
    await world.seen('timingEnded', ({ requestId }) => requestId === 3);
    expect(world.of('stepsTimed')).toHaveLength(1);
  });

  it('[TIME2] that fails says why, and the next one works', async () => {
    time(1, { ...settings, engine: 'webgl' });
    expect((await world.seen('timingFailed')).error.code).toBe('text');
    time(2, { ...settings, imageSize: 32 });
    const { error } = await world.seen('timingFailed', ({ requestId }) => requestId === 2);
    expect(error.code).toBe('set-of-other-shape');
    time(3);
    await world.seen('stepsTimed');
  });
});
