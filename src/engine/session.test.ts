import { describe, expect, it, vi } from 'vitest';
import type { StudioError } from '../contract/errors';
import { METRIC_COLUMNS } from '../contract/records';
import { fakeMetrics } from '../testing/engine/fake-model';
import { harness } from '../testing/engine/session-harness';
import { TINY_STEP, smallestGan } from '../testing/engine/tiny-gan';
import { failingError } from '../testing/failing';

const WIDTH = METRIC_COLUMNS.length;

describe('a training session', () => {
  it('[TRN5] counts steps and epochs apart', async () => {
    const { session, store, model, only } = await harness();
    await session.train();
    // Ten pictures in batches of four: 4 + 4 + 2.
    expect(model.batches.map(({ count }) => count)).toEqual([4, 4, 2, 4, 4, 2, 4, 4, 2]);
    expect(store.runs.get('r')).toMatchObject({
      state: 'finished',
      step: 9,
      epoch: 3,
      stepsPerEpoch: 3,
    });
    const last = only('progress').at(-1)!.progress;
    expect(last).toMatchObject({ step: 9, epoch: 3, totalSteps: 9, totalEpochs: 3, tensors: 7 });
    expect(only('run').map(({ run }) => run.state)).toEqual(['preparing', 'running', 'finished']);
    expect(model.disposed).toBe(true);
  });

  it('[TRN5] leaves the partial batch out where the recipe does', async () => {
    const { session, model } = await harness({ gan: smallestGan({ batching: 'last-dropped' }) });
    await session.train();
    expect(model.batches.map(({ count }) => count)).toEqual([4, 4, 4, 4, 4, 4]);
  });

  it('[TRN5] [TRN10] ends epochs within steps where what is left over is carried on', async () => {
    const gan = smallestGan({ batching: 'carried-over' });
    const { session, store, model, only } = await harness({ gan, settings: { epochs: 5 } });
    model.holds = 'places';
    await session.train();
    // Ten pictures in batches of four: epochs end with the steps 3 (of 2.5), 5, 8, 10, 13.
    expect(model.batches.map(({ count }) => count)).toEqual(Array(13).fill(4));
    expect(store.samples.map(({ epoch, step }) => [epoch, step])).toEqual([
      [0, 0],
      [1, 3],
      [2, 5],
      [3, 8],
      [4, 10],
      [5, 13],
    ]);
    const numbers = model.batches.flatMap((batch) =>
      batch.kind === 'places' ? [...batch.places] : [],
    );
    for (let epoch = 0; epoch < 5; epoch++) {
      const ofEpoch = numbers.slice(10 * epoch, 10 * epoch + 10);
      expect(ofEpoch.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    const rows = store.blocks.get(0)!.rows;
    const epochs = Array.from({ length: 13 }, (_, row) => rows[row * WIDTH + 1]);
    expect(epochs).toEqual([0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5]);
    expect(store.runs.get('r')).toMatchObject({ state: 'finished', epoch: 5, stepsPerEpoch: 2.5 });
    expect(only('progress').at(-1)!.progress).toMatchObject({
      step: 13,
      epoch: 5,
      totalSteps: 13,
      stepsPerEpoch: 2.5,
    });
  });

  it('[BIG3] names the pictures of a batch where the model holds them', async () => {
    const { session, model } = await harness();
    model.holds = 'places';
    await session.train();
    const numbers = model.batches.map((batch) =>
      batch.kind === 'places' ? [...batch.places] : [],
    );
    expect(numbers.slice(0, 3).flat().sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('[RUN5] paints the first grid before the first step, then at the cadence and at the end', async () => {
    const { session, events, store } = await harness({ settings: { sampleEvery: 2, epochs: 5 } });
    await session.train();
    const order = events.map(({ type }) => type);
    expect(order.indexOf('samples')).toBeLessThan(order.indexOf('metrics'));
    expect(store.samples.map(({ epoch, step }) => [epoch, step])).toEqual([
      [0, 0],
      [2, 6],
      [4, 12],
      [5, 15],
    ]);
    expect(store.samples[0]).toMatchObject({
      columns: 3,
      rows: 2,
      count: 5,
      shape: { height: 4, width: 4 },
    });
  });

  it('[RUN6] keeps a generator at the cadence and at the end', async () => {
    const { session, store, only } = await harness({ settings: { epochs: 5, saveEvery: 2 } });
    await session.train();
    expect(store.generators.map(({ epoch, step }) => [epoch, step])).toEqual([
      [2, 6],
      [4, 12],
      [5, 15],
    ]);
    expect(only('generatorSaved').map(({ epoch, bytes }) => [epoch, bytes])).toEqual([
      [2, 4],
      [4, 4],
      [5, 4],
    ]);
  });

  it('[TRN7] [RUN6] Stop ends after the step at hand and keeps what was learnt', async () => {
    const { session, store, model } = await harness({
      afterStep: (running, steps) => {
        if (steps === 5) running.commands.take({ type: 'stop' });
      },
    });
    await session.train();
    expect(model.steps).toEqual([0, 1, 2, 3, 4]);
    expect(store.runs.get('r')).toMatchObject({ state: 'stopped', step: 5, epoch: 1 });
    expect(store.generators.map(({ epoch, step }) => [epoch, step])).toEqual([[1, 5]]);
    expect(store.blocks.get(0)!.rows).toHaveLength(5 * WIDTH);
  });

  it('[TRN7] Pause waits after the step at hand; Resume goes on from it', async () => {
    let resume = (): void => undefined;
    const paused = new Promise<void>((resolve) => (resume = resolve));
    const { session, store, model, only } = await harness({
      afterStep: (running, steps) => {
        if (steps !== 4) return;
        running.commands.take({ type: 'pause' });
        resume();
      },
    });
    const end = session.train();
    await paused;
    await settle();
    expect(model.steps).toHaveLength(4);
    expect(store.runs.get('r')).toMatchObject({ state: 'paused', step: 4 });
    expect(store.blocks.get(0)!.rows).toHaveLength(4 * WIDTH);
    const before = store.runs.get('r')!.trainedMs;
    session.commands.take({ type: 'sample' });
    await settle();
    expect(store.samples.at(-1)).toMatchObject({ step: 4, epoch: 1 });
    session.commands.take({ type: 'resume' });
    await end;
    expect(model.steps).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(only('run').map(({ run }) => run.state)).toEqual([
      'preparing',
      'running',
      'paused',
      'running',
      'finished',
    ]);
    expect(store.runs.get('r')!.trainedMs).toBeGreaterThan(before);
  });

  it('[WEB8] tells a step once, also where it pauses or ends right after', async () => {
    let time = 0;
    const { session, only } = await harness({
      // Every step is due to be told.
      monotonic: () => (time += 1_000),
      afterStep: (running, steps) => {
        if (steps !== 4) return;
        running.commands.take({ type: 'pause' });
        setTimeout(() => running.commands.take({ type: 'resume' }));
      },
    });
    await session.train();
    const told = only('progress').map(({ progress }) => progress.step);
    expect(told).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('[TRN7] Stop ends a paused run', async () => {
    const { session, store } = await harness({
      afterStep: (running, steps) => {
        if (steps === 2) running.commands.take({ type: 'pause' });
      },
    });
    const end = session.train();
    await settle();
    expect(store.runs.get('r')!.state).toBe('paused');
    session.commands.take({ type: 'stop' });
    await end;
    expect(store.runs.get('r')).toMatchObject({ state: 'stopped', step: 2 });
  });

  it('[TRN6] hands new learning rates on before the next step', async () => {
    const { session, model, only } = await harness({
      afterStep: (running, steps) => {
        if (steps === 3)
          running.commands.take({ type: 'setLearningRates', generator: 0.5, discriminator: 0.25 });
      },
    });
    await session.train();
    expect(model.rates.slice(1)).toEqual([{ atStep: 3, generator: 0.5, discriminator: 0.25 }]);
    expect(only('run').at(-1)!.run.learningRates).toEqual({ generator: 0.5, discriminator: 0.25 });
  });

  it('paints a grid on demand between two steps', async () => {
    const { session, store } = await harness({
      settings: { sampleEvery: 100 },
      afterStep: (running, steps) => {
        if (steps === 4) running.commands.take({ type: 'sample' });
      },
    });
    await session.train();
    expect(store.samples.map(({ epoch, step }) => [epoch, step])).toEqual([
      [0, 0],
      [1, 4],
      [3, 9],
    ]);
  });

  it('[RUN3] sends and keeps one metric row for each step, in order', async () => {
    const { session, store, only } = await harness();
    await session.train();
    const sent = only('metrics').flatMap(({ rows }) => [...rows]);
    expect(sent.filter((_, i) => i % WIDTH === 0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(sent.filter((_, i) => i % WIDTH === 1)).toEqual([0, 0, 1, 1, 1, 2, 2, 2, 3]);
    expect([...store.blocks.get(0)!.rows]).toEqual(sent);
  });

  it('a full disk is said once and does not stop training', async () => {
    const { session, store, model, only } = await harness({
      afterStep: (_, steps) => {
        if (steps === 2) store.full = true;
      },
    });
    await session.train();
    expect(model.steps).toHaveLength(9);
    expect(only('notice').map(({ error }) => error.code)).toEqual(['run-not-kept']);
    expect(only('generatorSaved')).toEqual([]);
    expect(only('run').at(-1)!.run.state).toBe('finished');
  });

  it('[SAVE9] a lost device ends a wait that would never end, and not the run', async () => {
    let lose!: (loss: StudioError) => void;
    const lost = new Promise<StudioError>((resolve) => (lose = resolve));
    const { session, store, model, only } = await harness({ lost });
    model.answer = (step) =>
      step < 3 ? Promise.resolve(fakeMetrics(step)) : new Promise(() => undefined);
    model.dispose = () => {
      throw new Error('The backend is gone.');
    };
    const end = session.train();
    await settle();
    const loss = failingError('device-lost', 'The graphics card was lost.', 'Start again.');
    lose(loss);
    expect(await end).toEqual({ kind: 'lost', error: loss, completed: 3 });
    expect(only('failed')).toEqual([]);
    expect(store.runs.get('r')!.state).toBe('running');
  });

  it('[SAVE9] what fails a moment before the loss is told counts as the loss', async () => {
    const loss = failingError('device-lost', 'The graphics card was lost.');
    const lost = new Promise<StudioError>((resolve) => setTimeout(() => resolve(loss), 50));
    const { session, model } = await harness({ lost });
    model.answer = () => Promise.reject(new Error('mapAsync: Instance dropped'));
    expect(await session.train()).toMatchObject({ kind: 'lost', error: loss });
  });

  it('[SAVE9] an engine that answers no more is given up after two minutes, or twenty steps', async () => {
    vi.useFakeTimers();
    try {
      let time = 0;
      const { session, model } = await harness({
        settings: { epochs: 10 },
        monotonic: () => time,
        afterStep: (_, steps) => void (time = steps * 10_000),
      });
      model.answer = (step) =>
        step < 5 ? Promise.resolve(fakeMetrics(step)) : new Promise(() => undefined);
      let end: unknown = null;
      void session.train().then((how) => (end = how));
      await vi.advanceTimersByTimeAsync(195_000);
      expect(end).toBeNull();
      await vi.advanceTimersByTimeAsync(220_000);
      expect(end).toMatchObject({ kind: 'lost', error: { kind: 'device-lost' }, completed: 5 });
    } finally {
      vi.useRealTimers();
    }
  });

  it('too little memory is said with what to do', async () => {
    const { session, model, only } = await harness();
    model.answer = () => Promise.reject(new RangeError('Array buffer allocation failed'));
    await session.train();
    const { error } = only('failed')[0]!;
    expect(error.code).toBe('step-out-of-memory');
  });

  it('a run deleted while it trains ends, and keeps nothing more', async () => {
    const { session, store, model } = await harness({
      settings: { epochs: 1000, sampleEvery: 10_000, saveEvery: 10_000 },
      afterStep: (_, steps) => {
        if (steps === 2) store.runs.clear();
      },
    });
    await session.train();
    expect(model.steps.length).toBeLessThan(3000);
    expect(store.generators).toEqual([]);
  });

  it('takes over a name given while it trains', async () => {
    const { session, store, only } = await harness({
      afterStep: (_, steps) => {
        if (steps === 2) void store.updateRun('r', { name: 'Nightly' });
      },
    });
    await session.train();
    expect(store.runs.get('r')!.name).toBe('Nightly');
    expect(only('run').at(-1)!.run.name).toBe('Nightly');
  });

  it('[SET5] a batch larger than the set is refused', async () => {
    const gan = smallestGan({ batching: 'last-dropped' });
    await expect(harness({ gan, settings: { batchSize: 11 } })).rejects.toMatchObject({
      code: 'batch-above-set',
      params: { batchSize: 11, pictures: 10 },
    });
    expect(TINY_STEP.batching).toBe('last-smaller');
  });
});

/** Lets everything that is ready happen. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
