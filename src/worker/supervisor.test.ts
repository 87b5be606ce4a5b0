import { describe, expect, it } from 'vitest';
import type { CheckpointRecord, RunRecord } from '../contract/records';
import { yieldToMessages } from '../contract/yielding';
import { HostHarness, PICTURES, goOn, settings } from '../testing/host-harness';
import { failing } from '../testing/failing';

/** Two epochs of two steps each would be over before anything can happen to them. */
const EPOCHS = 8;
const long = { ...settings, epochs: EPOCHS, saveEvery: 3, sampleEvery: 3, checkpointEpochs: 1 };
const error = failing('worker-lost', 'The worker died.');

/** All of a finished run that must not depend on what happened to it. */
function outcome({ store }: HostHarness): unknown {
  const { step, epoch, state } = store.checkpoints.at(-1)!;
  return {
    place: [step, epoch],
    state,
    metrics: [...store.blocks.values()].map(({ rows }) => rows),
    scores: store.samples.map((sample) => [sample.epoch, sample.scores]),
    generators: store.generators.map(({ epoch: at, weights }) => [at, weights]),
  };
}

let once: Promise<unknown> | null = null;
const undisturbed = (): Promise<unknown> => (once ??= inOneGo());

async function inOneGo(): Promise<unknown> {
  const world = new HostHarness();
  world.start(long);
  await world.ended();
  expect(run(world)).toMatchObject({ state: 'finished', step: 2 * EPOCHS, incidents: 0 });
  return outcome(world);
}

const run = (world: HostHarness): RunRecord => world.store.runs.get('r')!;

/** A checkpoint of at least this step is stored. */
const saved = (world: HostHarness, step: number): Promise<unknown> =>
  world.seen('checkpointSaved', (event) => event.step >= step);

/** Trains some epochs, then is gone, as with a closed tab. */
async function abandoned(): Promise<HostHarness> {
  const world = new HostHarness();
  world.start(long);
  await world.seen('samples', ({ sample }) => sample.epoch === 3);
  // It stops where it is; then its record says what a killed worker's would say.
  world.host.handle({ type: 'stop' });
  await world.ended();
  await world.store.updateRun('r', { state: 'running', step: 7 });
  world.events.length = 0;
  world.newHost();
  return world;
}

describe('a run that goes on', { timeout: 60_000 }, () => {
  it('[SAVE5] from its newest checkpoint gives what one go would have given', async () => {
    const world = await abandoned();
    world.host.handle(goOn);
    await world.ended();
    expect(run(world)).toMatchObject({
      state: 'finished',
      step: 2 * EPOCHS,
      epoch: EPOCHS,
      incidents: 0,
    });
    const one = await undisturbed();
    // The grid and the generator of the Stop lie between those of the cadence.
    const kept = outcome(world) as Record<string, unknown>;
    expect(kept).toMatchObject({ place: [2 * EPOCHS, EPOCHS], ...pick(one, ['state', 'metrics']) });
    expect(world.of('keptChanged')).toHaveLength(1);
    expect(world.opened.at(-1)).toBe('cpu');
  });

  it('begins again where it has no checkpoint, and ends up the same', async () => {
    const world = await abandoned();
    world.store.checkpoints = [];
    await world.store.updateRun('r', { checkpoint: null });
    world.host.handle(goOn);
    await world.ended();
    expect(outcome(world)).toEqual(await undisturbed());
  });

  it('[SAVE7] with other rates and more epochs', async () => {
    const world = await abandoned();
    const learningRates = { generator: 1e-5, discriminator: 2e-5 };
    world.host.handle({ ...goOn, learningRates, epochs: 7 });
    await world.ended();
    expect(run(world)).toMatchObject({
      state: 'finished',
      epoch: 7,
      learningRates,
      settings: { ...long, epochs: 7 },
    });
    // A finished run can learn on as well.
    world.events.length = 0;
    world.host.handle({ ...goOn, epochs: 8 });
    await world.ended();
    expect(run(world)).toMatchObject({ state: 'finished', epoch: 8, learningRates });
  });

  it('refuses fewer epochs than it has behind it, and stays what it was', async () => {
    const world = await abandoned();
    await world.store.updateRun('r', { state: 'stopped', failure: null });
    const before = structuredClone(run(world));
    world.host.handle({ ...goOn, epochs: 1 });
    expect((await world.seen('failed')).error.code).toBe('epochs-behind');
    expect(run(world)).toEqual({ ...before, updatedAt: expect.any(Number) as number });
  });

  it('[SAVE4] passes over a damaged checkpoint, and says how far back the one before is', async () => {
    const world = await abandoned();
    const older = world.store.checkpoints[0]!;
    const newest = world.store.checkpoints.at(-1)!;
    world.store.newestCheckpoint = () => Promise.resolve({ checkpoint: older, damaged: 1 });
    world.host.handle(goOn);
    const notice = await world.seen('notice');
    expect(notice.error).toMatchObject({
      code: 'checkpoints-skipped',
      params: { step: older.step, epoch: older.epoch, stepsBack: newest.step - older.step },
    });
    await world.ended();
    expect(run(world)).toMatchObject({ state: 'finished', step: 2 * EPOCHS });
  });

  it('[SAVE4] nothing is deleted where no checkpoint is whole', async () => {
    const world = await abandoned();
    const kept = [world.store.samples.length, world.store.generators.length];
    world.store.newestCheckpoint = () => Promise.resolve(undefined);
    world.host.handle(goOn);
    expect((await world.seen('failed')).error.code).toBe('checkpoints-damaged');
    expect([world.store.samples.length, world.store.generators.length]).toEqual(kept);
    expect(run(world)).toMatchObject({ state: 'interrupted', step: 7 });
  });

  it.each(['stopped', 'finished', 'interrupted'] as const)(
    'a set that is gone leaves a %s run what it was, with what it kept',
    async (state) => {
      const world = await abandoned();
      await world.store.updateRun('r', { state });
      const before = outcome(world);
      world.store.sets.clear();
      world.host.handle(goOn);
      const { runId, error } = await world.seen('failed');
      expect([runId, error.code]).toEqual(['r', 'set-to-train-gone']);
      expect(run(world)).toMatchObject({ state, step: 7 });
      expect(outcome(world)).toEqual(before);
    },
  );

  it('says so where the run is gone, and is free for another', async () => {
    const world = new HostHarness();
    world.host.handle({ ...goOn, runId: 'gone' });
    expect(await world.seen('failed')).toMatchObject({
      runId: 'gone',
      error: { code: 'run-to-train-gone' },
    });
    world.start();
    await world.ended();
    expect(run(world).state).toBe('finished');
  });

  it('[SAVE5] opens the engine of the checkpoint; where that is missing, its settings, and says so', async () => {
    const world = await abandoned();
    const trainedOn = (engine: CheckpointRecord['engine']): void => {
      world.store.checkpoints = world.store.checkpoints.map((kept) => ({ ...kept, engine }));
    };
    trainedOn('wasm');
    world.host.handle(goOn);
    await world.ended();
    expect(world.opened.slice(-1)).toEqual(['wasm']);

    trainedOn('webgl');
    world.events.length = 0;
    world.host.handle({ ...goOn, epochs: EPOCHS + 1 });
    await world.ended();
    expect(world.opened.slice(-2)).toEqual(['webgl', 'cpu']);
    expect(world.of('notice')[0]!.error).toMatchObject({
      code: 'engine-changed',
      params: { trainedOn: 'webgl', goesOnOn: 'cpu' },
    });
  });

  it('[SAVE8] learns from the pictures that were chosen when it began', async () => {
    const world = new HostHarness();
    const set = world.store.sets.get('set')!;
    world.store.sets.set('set', { ...set, excluded: [0, 1] });
    world.start({ ...long, batchSize: 3 });
    await saved(world, 2);
    world.host.handle({ type: 'stop' });
    await world.ended();
    expect(run(world)).toMatchObject({
      choice: { excluded: [0, 1], untickedFolders: [] },
      datasetCount: PICTURES - 2,
    });
    // Everything is chosen otherwise now.
    world.store.sets.set('set', { ...set, excluded: [5, 6, 7], untickedFolders: [1] });
    world.events.length = 0;
    world.newHost().handle(goOn);
    await world.ended();
    const stopped = outcome(world) as { metrics: unknown; state: unknown };

    const other = new HostHarness();
    other.store.sets.set('set', { ...set, excluded: [0, 1] });
    other.start({ ...long, batchSize: 3 });
    await other.ended();
    expect(stopped).toMatchObject(pick(outcome(other), ['metrics', 'state']));
  });
});

describe('a run whose engine is lost', { timeout: 60_000 }, () => {
  it('[SAVE9] goes on from its newest checkpoint, counted, and ends up the same', async () => {
    const world = new HostHarness();
    world.start(long);
    await saved(world, 2);
    world.loseEngine();
    await world.seen('run', ({ preparing }) => preparing?.code === 'going-on-from');
    world.loseEngine('It is gone again.');
    await world.ended();
    expect(run(world)).toMatchObject({
      state: 'finished',
      step: 2 * EPOCHS,
      incidents: 2,
      lastIncident: { params: { text: 'It is gone again.' } },
    });
    expect(world.closed).toBe(2);
    expect(world.of('failed')).toEqual([]);
    expect(world.of('recovering').map(({ lost }) => lost)).toEqual(['engine', 'engine']);
    expect(outcome(world)).toEqual(await undisturbed());
  });

  it('[SAVE9] halts as interrupted, with advice, after three losses without a checkpoint between', async () => {
    const world = new HostHarness();
    const never = { ...long, epochs: 5000, checkpointEpochs: 5000, checkpointSeconds: 3600 };
    world.start(never);
    for (const loss of [1, 2, 3]) {
      while (world.of('keptChanged').length < loss - 1) await yieldToMessages();
      await stepsOf(world);
      world.loseEngine(`Loss ${loss}.`);
    }
    const { error } = await world.seen('failed');
    expect(error.code).toBe('engine-lost-again');
    expect(run(world)).toMatchObject({
      state: 'interrupted',
      failure: { code: 'engine-lost-again', params: { last: { params: { text: 'Loss 3.' } } } },
      incidents: 3,
      lastIncident: { params: { text: 'Loss 3.' } },
    });
    // And it does.
    world.events.length = 0;
    world.host.handle({ ...goOn, epochs: 2 });
    await world.ended();
    expect(run(world)).toMatchObject({ state: 'finished', failure: null });
  });

  it('[SAVE9] an engine that cannot be opened again counts as lost again', async () => {
    const world = new HostHarness();
    world.start(long);
    await saved(world, 2);
    world.missing.add('cpu');
    world.loseEngine();
    expect((await world.seen('failed')).error.code).toBe('engine-lost-again');
    expect(world.opened).toEqual(['cpu', 'cpu', 'cpu']);
    expect(run(world)).toMatchObject({ state: 'interrupted', incidents: 3 });
  });

  it('[SAVE7] [SAVE9] rates that it was to go on with outlive a loss before the first checkpoint', async () => {
    const world = await abandoned();
    const learningRates = { generator: 1e-5, discriminator: 2e-5 };
    world.host.handle({ ...goOn, learningRates });
    await world.seen('run', ({ preparing }) => preparing?.code === 'going-on-from');
    world.loseEngine();
    await world.ended();
    expect(world.of('recovering')).toHaveLength(1);
    expect(run(world)).toMatchObject({ state: 'finished', learningRates });
  });

  it('[SAVE9] losses of workers before count as well', async () => {
    const world = await abandoned();
    world.host.handle({ ...goOn, incident: { error, losses: 2 } });
    await world.seen('run', ({ preparing }) => preparing?.code === 'going-on-from');
    world.loseEngine();
    expect((await world.seen('failed')).error.code).toBe('engine-lost-again');
    expect(run(world)).toMatchObject({ state: 'interrupted', incidents: 2 });
  });

  it('what was ordered stands: pause, rates, and what is ordered meanwhile', async () => {
    let openAgain = (): void => undefined;
    const gate = new Promise<void>((resolve) => (openAgain = resolve));
    const world = new HostHarness({ rest: () => gate });
    world.start({ ...long, epochs: 5000 });
    await saved(world, 2);
    world.host.handle({ type: 'setLearningRates', generator: 1e-6, discriminator: 2e-6 });
    world.host.handle({ type: 'pause' });
    await world.seen('run', ({ run }) => run.state === 'paused');
    world.host.handle({ type: 'resume' });
    await stepsOf(world);
    world.loseEngine();
    await world.seen('recovering');
    world.host.handle({ type: 'pause' });
    world.host.handle({ type: 'sample' });
    const grids = world.of('samples').length;
    world.events.length = 0;
    openAgain();
    await world.seen('run', ({ run }) => run.state === 'paused');
    await world.seen('samples');
    expect(world.of('samples').length).toBeLessThan(grids + 1);
    expect(run(world).learningRates).toEqual({ generator: 1e-6, discriminator: 2e-6 });
    world.host.handle({ type: 'stop' });
    await world.ended();
    expect(run(world)).toMatchObject({ state: 'stopped', incidents: 1 });
  });

  it('a Stop while the engine is opened again stops', async () => {
    let openAgain = (): void => undefined;
    const gate = new Promise<void>((resolve) => (openAgain = resolve));
    const world = new HostHarness({ rest: () => gate });
    world.start({ ...long, epochs: 5000 });
    await saved(world, 2);
    world.loseEngine();
    await world.seen('recovering');
    world.host.handle({ type: 'stop' });
    world.missing.add('cpu');
    openAgain();
    await world.ended();
    expect(run(world)).toMatchObject({ state: 'stopped', incidents: 3 });
    expect(world.of('failed')).toEqual([]);
  });

  it('a run that is not kept begins again and is trained to its end', async () => {
    const world = new HostHarness();
    world.store.full = true;
    world.start(long);
    await stepsOf(world);
    world.loseEngine();
    await world.ended();
    expect(world.of('run').at(-1)!.run).toMatchObject({
      state: 'finished',
      step: 2 * EPOCHS,
      incidents: 1,
    });
  });
});

describe('the host', { timeout: 60_000 }, () => {
  it('[SAVE10] counts what a run outlived with its last worker', async () => {
    const world = await abandoned();
    world.host.handle({ ...goOn, incident: { error, losses: 1 } });
    // Asked twice, it goes on once.
    world.host.handle({ ...goOn, incident: { error, losses: 1 } });
    await world.ended();
    expect(run(world)).toMatchObject({
      state: 'finished',
      incidents: 1,
      lastIncident: error,
    });
    expect(world.of('failed')).toEqual([]);
  });

  it('[SAVE2] saves at once where that is asked for', async () => {
    const world = new HostHarness();
    world.host.handle({ type: 'save' });
    const never = { ...long, epochs: 5000, checkpointEpochs: 5000, checkpointSeconds: 3600 };
    world.start(never);
    await stepsOf(world);
    expect(world.of('checkpointSaved')).toEqual([]);
    world.host.handle({ type: 'save' });
    await world.seen('checkpointSaved');
    world.host.handle({ type: 'stop' });
    await world.ended();
  });

  it('[SAVE10] answers pings, and says how long it was busy in one go', async () => {
    const world = new HostHarness();
    world.start(long);
    await stepsOf(world);
    world.host.handle({ type: 'ping' });
    const { longestMs } = await world.seen('pong');
    expect(longestMs).toBeGreaterThan(0);
    expect(longestMs).toBeLessThan(30_000);
    await world.ended();
  });
});

/** Some steps from here on. */
async function stepsOf(world: HostHarness): Promise<void> {
  const before = world.events.length;
  await world.seen('metrics', (event) => world.events.indexOf(event) >= before);
}

function pick(from: unknown, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from as object).filter(([key]) => keys.includes(key)));
}
