import { describe, expect, it } from 'vitest';
import type { CheckpointRecord, ModelState } from '../contract/records';
import { fakeMetrics, fakeState } from '../testing/engine/fake-model';
import { harness, type HarnessOptions } from '../testing/engine/session-harness';
import { failingError } from '../testing/failing';

/** Lets everything that is ready happen. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** A cadence that saves at the ends alone, and one that saves whenever it may. */
const NEVER = { checkpointSeconds: 3600, checkpointEpochs: 10_000 };
const OFTEN = { checkpointSeconds: 1, checkpointEpochs: 1 };

describe('checkpoints of a session', () => {
  it('[SAVE1] [SAVE2] hold the whole state and the place in the metrics, at Stop and at the end', async () => {
    const { session, store, model, only } = await harness({
      settings: NEVER,
      afterStep: (running, steps) => {
        if (steps === 2)
          running.commands.take({ type: 'setLearningRates', generator: 0.5, discriminator: 0.25 });
        if (steps === 5) running.commands.take({ type: 'stop' });
      },
    });
    await session.train();
    expect(store.checkpointSteps).toEqual([5]);
    const [kept] = store.checkpoints;
    expect(kept).toMatchObject({
      runId: 'r',
      step: 5,
      epoch: 1,
      engine: 'cpu',
      settings: { batchSize: 4 },
      learningRates: { generator: 0.5, discriminator: 0.25 },
      state: fakeState(5),
    });
    expect(kept!.metricTail).toEqual(store.blocks.get(0)!.rows);
    expect(kept!.trainedMs).toBe(store.runs.get('r')!.trainedMs);
    expect(model.exports).toEqual([5]);
    expect(only('checkpointSaved')).toMatchObject([{ runId: 'r', step: 5, epoch: 1, bytes: 6 }]);
    expect(only('run').at(-1)!.run).toMatchObject({ state: 'stopped', checkpoint: { step: 5 } });
    const types = only('run').map(({ run }) => run.checkpoint?.step ?? null);
    expect(types).toEqual([null, null, 5]);
  });

  it('[SAVE2] are written after so many seconds', async () => {
    const { session, store } = await harness({
      settings: { epochs: 30, checkpointSeconds: 10, checkpointEpochs: 10_000 },
    });
    await session.train();
    const run = store.runs.get('r')!;
    const steps = store.checkpointSteps;
    expect(steps.length).toBeGreaterThan(run.trainedMs / 20_000);
    expect(steps.length).toBeLessThan(run.trainedMs / 9_000 + 1);
    expect(steps.at(-1)).toBe(90);
  });

  it('[SAVE2] are written after so many epochs', async () => {
    let time = 0;
    const { session, store } = await harness({
      settings: { epochs: 20, checkpointSeconds: 3600, checkpointEpochs: 5 },
      monotonic: () => time,
      afterStep: (_, steps) => void (time = steps * 100),
    });
    await session.train();
    expect(store.checkpointSteps).toEqual([15, 30, 45, 60]);
  });

  it('[SAVE2] are written when the page is hidden, whatever the cadence', async () => {
    const { session, store } = await harness({
      settings: NEVER,
      afterStep: (running, steps) => {
        if (steps === 4) running.commands.take({ type: 'save' });
      },
    });
    await session.train();
    expect(store.checkpointSteps).toEqual([4, 9]);
  });

  it('[SAVE2] Pause is told once the run is saved, and rates changed meanwhile are saved too', async () => {
    let open!: () => void;
    const { session, store, model } = await harness({
      settings: NEVER,
      afterStep: (running, steps) => {
        if (steps === 4) running.commands.take({ type: 'pause' });
      },
    });
    store.checkpointGate = new Promise((resolve) => (open = resolve));
    const end = session.train();
    await settle();
    expect(store.runs.get('r')!.state).toBe('running');
    open();
    await settle();
    expect(store.runs.get('r')).toMatchObject({ state: 'paused', checkpoint: { step: 4 } });
    session.commands.take({ type: 'setLearningRates', generator: 0.5, discriminator: 0.25 });
    await settle();
    expect(store.checkpointSteps).toEqual([4, 4]);
    const learningRates = { generator: 0.5, discriminator: 0.25 };
    expect(store.checkpoints.at(-1)!.learningRates).toEqual(learningRates);
    expect(store.runs.get('r')!.learningRates).toEqual(learningRates);
    session.commands.take({ type: 'stop' });
    await end;
    expect(model.exports).toEqual([4, 4]);
    expect(store.runs.get('r')!.state).toBe('stopped');
  });

  it('[SAVE3] steps go on while a state is read and written', async () => {
    let read!: (state: ModelState) => void;
    let written!: () => void;
    const seen: number[] = [];
    const { session, store, model } = await harness({
      settings: { ...NEVER, epochs: 20 },
      afterStep: async (running, steps) => {
        if (steps === 4) running.commands.take({ type: 'save' });
        if (steps === 20 && seen.length === 0) {
          seen.push(...model.exports);
          read(fakeState(4));
          model.answerState = (at) => Promise.resolve(fakeState(at));
        }
        if (steps === 40) written();
        await settle1();
      },
    });
    model.answerState = () => new Promise((resolve) => (read = resolve));
    store.checkpointGate = new Promise((resolve) => (written = resolve));
    await session.train();
    // Read for sixteen steps and written for twenty more, none of which waited.
    expect(seen).toEqual([4]);
    expect(store.checkpointSteps).toEqual([4, 60]);
    expect(store.checkpoints[0]!.state).toEqual(fakeState(4));
  });

  it('[SAVE3] none begins while one is being written, nor soon after a dear one', async () => {
    let time = 0;
    const busy: string[] = [];
    const { session, store, model } = await harness({
      settings: { ...OFTEN, epochs: 60, sampleEvery: 10_000, saveEvery: 10_000 },
      monotonic: () => time,
      afterStep: () => void (time += 1000),
    });
    const { answerState } = model;
    model.answerState = (steps) => {
      busy.push(`read ${steps}`);
      // Two seconds in which nothing else happens: two steps' time.
      time += 2000;
      return answerState(steps);
    };
    await session.train();
    const gaps = store.checkpointSteps
      .slice(1, -1)
      .map((step, i) => step - store.checkpointSteps[i]!);
    expect(store.checkpointSteps.length).toBeGreaterThan(5);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(18);
  });

  it('[SAVE11] are written only once the metrics of their step are in', async () => {
    const { session, store, model } = await harness({
      settings: NEVER,
      afterStep: (running, steps) => {
        if (steps === 4) running.commands.take({ type: 'save' });
      },
    });
    model.answer = async (step) => {
      // By then the state after step 4 was read, and would have been written.
      if (step === 3) await settle();
      return fakeMetrics(step, step === 3 ? { generatorLoss: NaN } : {});
    };
    await session.train();
    expect(model.exports).toEqual([4]);
    expect(store.checkpoints).toEqual([]);
    expect(store.runs.get('r')).toMatchObject({ state: 'failed', step: 0, checkpoint: null });
  });

  it.each(['weights', 'adam.first', 'adam.second'] as const)(
    '[SAVE11] none with a number that is not finite is ever written: %s',
    async (where) => {
      const { session, store, model, only } = await harness({
        settings: { ...NEVER, epochs: 10 },
        afterStep: (running, steps) => {
          if (steps === 4 || steps === 8) running.commands.take({ type: 'save' });
        },
      });
      model.answerState = (steps) => {
        const state = fakeState(steps);
        const tensors = state.tensors[`discriminator.${where}`]!;
        if (steps === 8) tensors[0]!.values[0] = where === 'adam.second' ? Infinity : NaN;
        return Promise.resolve(state);
      };
      await session.train();
      expect(store.checkpointSteps).toEqual([4]);
      expect(store.metricSteps).toEqual([1, 2, 3, 4]);
      expect(only('failed')[0]!.error).toMatchObject({ code: 'numbers-bad' });
    },
  );

  it('[SAVE9] nothing but zeros is what a lost device answers: never kept', async () => {
    const { session, store, model } = await harness({
      settings: NEVER,
      afterStep: (running, steps) => {
        if (steps === 4) running.commands.take({ type: 'save' });
      },
    });
    model.answerState = (steps) => {
      const state = fakeState(steps);
      state.tensors['generator.weights']![0]!.values[0] = 0;
      return Promise.resolve(state);
    };
    expect(await session.train()).toMatchObject({ kind: 'lost', error: { kind: 'device-lost' } });
    expect(store.checkpoints).toEqual([]);
  });

  it('[SAVE2] too little memory to read a state costs the checkpoint, not the run', async () => {
    const { session, store, model, only } = await harness({ settings: NEVER });
    model.answerState = () => Promise.reject(new RangeError('Array buffer allocation failed'));
    await session.train();
    expect(store.runs.get('r')).toMatchObject({ state: 'finished', checkpoint: null });
    expect(only('notice')[0]!.error).toMatchObject({
      code: 'run-not-kept',
      params: { error: { code: 'checkpoint-not-saved' } },
    });
  });
});

describe('numbers that are not finite', () => {
  const badAt = async (bad: Parameters<typeof fakeMetrics>[1], saveAt = 4) => {
    const one = await harness({
      settings: { ...NEVER, epochs: 10, saveEvery: 1 },
      afterStep: (running, steps) => {
        if (steps === saveAt) running.commands.take({ type: 'save' });
      },
    });
    one.model.answer = (step) => Promise.resolve(fakeMetrics(step, step === 10 ? bad : {}));
    await one.session.train();
    return one;
  };

  it.each([{ discriminatorLoss: NaN }, { generatorLoss: Infinity }, { weights: 'bad' as const }])(
    '[SAVE11] halt the run where it was last saved, and lower rates are offered: %o',
    async (bad) => {
      const { store, only, model } = await badAt(bad);
      const { error } = only('failed')[0]!;
      expect(error.code).toBe('numbers-bad');
      expect(error.params).toMatchObject({ step: 11, epoch: 3, back: { step: 4, epoch: 1 } });
      expect(store.runs.get('r')).toMatchObject({
        state: 'failed',
        failure: error,
        step: 4,
        epoch: 1,
        checkpoint: { step: 4 },
        trainedMs: store.checkpoints[0]!.trainedMs,
      });
      expect(store.metricSteps).toEqual([1, 2, 3, 4]);
      expect(store.generators.map(({ epoch }) => epoch)).toEqual([1]);
      expect(store.samples.map(({ epoch }) => epoch)).toEqual([0, 1]);
      expect(only('run').at(-1)!.run).toEqual(store.runs.get('r'));
      expect(model.disposed).toBe(true);
    },
  );

  it('[SAVE11] tell that what is kept has changed before they tell the end', async () => {
    const { events } = await badAt({ generatorLoss: NaN });
    expect(events.slice(-3).map(({ type }) => type)).toEqual(['keptChanged', 'run', 'failed']);
  });

  it('[SAVE11] take a run that was never saved back to its beginning', async () => {
    const { store, only } = await badAt({ generatorLoss: NaN }, 1000);
    expect(only('failed')[0]!.error).toMatchObject({ code: 'numbers-bad', params: { back: null } });
    expect(store.runs.get('r')).toMatchObject({ step: 0, checkpoint: null, trainedMs: 0 });
    expect(store.samples.map(({ epoch }) => epoch)).toEqual([0]);
    expect(store.metricSteps).toEqual([]);
  });

  it('[SAVE9] weights that are nothing but zeros are a lost device, not bad numbers', async () => {
    const { store, only } = await badAt({ weights: 'zero' });
    expect(only('failed')).toEqual([]);
    expect(store.runs.get('r')!.state).toBe('running');
  });
});

describe('going on from a checkpoint', () => {
  /** A run that stopped at step 4, and what it kept. */
  async function stopped(settings: HarnessOptions['settings'] = {}) {
    const first = await harness({
      settings: { ...NEVER, ...settings },
      afterStep: (running, steps) => {
        if (steps === 4) running.commands.take({ type: 'stop' });
      },
    });
    await first.session.train();
    const { checkpoint } = (await first.store.newestCheckpoint('r'))!;
    return { ...first, checkpoint };
  }
  const goOn = (
    store: HarnessOptions['store'] & object,
    from: CheckpointRecord,
    options: HarnessOptions = {},
  ) =>
    harness({
      store,
      from,
      run: { ...store.runs.get('r')!, state: 'preparing' },
      ...options,
      settings: { ...NEVER, ...options.settings },
    });

  it('[SAVE5] begins at its step, with its state, rates, time and rows', async () => {
    const { store, checkpoint } = await stopped();
    const { trainedMs } = store.runs.get('r')!;
    const learningRates = { generator: 0.5, discriminator: 0.25 };
    const run = { ...store.runs.get('r')!, learningRates };
    const { session, model, only } = await goOn(store, checkpoint, { run });
    await session.train();
    expect(model.imported).toEqual([fakeState(4)]);
    expect(model.rates).toEqual([{ atStep: 0, ...learningRates }]);
    expect(model.steps).toEqual([4, 5, 6, 7, 8]);
    expect(store.metricSteps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const end = store.runs.get('r')!;
    expect(end).toMatchObject({ state: 'finished', step: 9, epoch: 3, checkpoint: { step: 9 } });
    expect(end.trainedMs).toBeGreaterThan(trainedMs);
    expect(store.samples.map(({ step }) => step)).toEqual([0, 3, 6, 9]);
    expect(only('run').map(({ run, preparing }) => [run.state, preparing])).toEqual([
      ['preparing', { code: 'going-on-from', params: { step: 4 } }],
      ['running', null],
      ['finished', null],
    ]);
    expect(only('progress')[0]!.progress.step).toBe(4);
  });

  it('[SAVE7] trains more epochs than were set at first', async () => {
    const { store, checkpoint } = await stopped();
    const { session, model } = await goOn(store, checkpoint, { settings: { epochs: 4 } });
    const run = store.runs.get('r')!;
    expect(run.settings.epochs).toBe(3);
    await session.train();
    expect(model.steps).toEqual([4, 5, 6, 7, 8]);
    const { session: longer, model: more } = await harness({
      store,
      from: (await store.newestCheckpoint('r'))!.checkpoint,
      run: { ...run, state: 'preparing', settings: { ...run.settings, epochs: 5 } },
    });
    await longer.train();
    expect(more.steps).toEqual([9, 10, 11, 12, 13, 14]);
    expect(store.runs.get('r')).toMatchObject({ state: 'finished', step: 15, epoch: 5 });
  });

  it('[SAVE5] a run at its last step just finishes, once', async () => {
    const { store, session } = await harness({ settings: NEVER });
    await session.train();
    const { checkpoint } = (await store.newestCheckpoint('r'))!;
    const again = await goOn(store, checkpoint);
    await again.session.train();
    expect(again.model.steps).toEqual([]);
    expect(again.only('run').map(({ run }) => run.state)).toEqual(['preparing', 'finished']);
    expect(store.checkpointSteps).toEqual([9]);
    expect(store.samples.map(({ step }) => step)).toEqual([0, 3, 6, 9]);
  });

  it('[SAVE5] a checkpoint at the end of an epoch comes after its grid, which is painted once', async () => {
    const { session, store } = await harness({
      settings: { ...NEVER, saveEvery: 1 },
      afterStep: (running, steps) => {
        if (steps === 3) running.commands.take({ type: 'save' });
      },
    });
    store.putCheckpoint = (checkpoint) => {
      expect(store.samples.map(({ step }) => step)).toContain(checkpoint.step);
      expect(store.generators.map(({ step }) => step)).toContain(checkpoint.step);
      return Promise.resolve(1);
    };
    await session.train();
    expect(store.samples.map(({ step }) => step)).toEqual([0, 3, 6, 9]);
  });

  it('[SAVE11] bad numbers later take it back to where it went on from', async () => {
    const { store, checkpoint } = await stopped();
    const { session, model } = await goOn(store, checkpoint);
    model.answer = (step) =>
      Promise.resolve(fakeMetrics(step, step === 6 ? { generatorLoss: NaN } : {}));
    await session.train();
    expect(store.runs.get('r')).toMatchObject({ state: 'failed', step: 4, epoch: 1 });
    expect(store.metricSteps).toEqual([1, 2, 3, 4]);
  });

  it('[SAVE4] a checkpoint that cannot be written leaves the one before, and the run goes on', async () => {
    const { store, checkpoint } = await stopped();
    const { session, only } = await goOn(store, checkpoint);
    store.putCheckpoint = () => Promise.reject(failingError('storage-full', 'Full.'));
    await session.train();
    expect(store.runs.get('r')).toMatchObject({ state: 'finished', checkpoint: { step: 4 } });
    expect(only('run').at(-1)!.run.checkpoint).toMatchObject({ step: 4 });
    expect(only('checkpointSaved')).toEqual([]);
  });
});

/** One turn of the event loop. */
const settle1 = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
