import { beforeEach, describe, expect, it } from 'vitest';
import type { GeneratorGroup } from '../contract/records';
import { kindOf } from '../contract/errors';
import { Stream, normal } from '../contract/random';
import { HostHarness, PICTURES, SIZE, settings } from '../testing/host-harness';
import { failing } from '../testing/failing';

let world: HostHarness;
beforeEach(() => {
  world = new HostHarness();
});

interface Asked {
  readonly seed: number;
  readonly epoch: number;
  readonly count?: number;
}
const asking = (requestId: number, { seed, epoch, count = 3 }: Asked) => {
  const latents = normal(seed, Stream.NewPictures, 0, count * settings.latentSize);
  return {
    type: 'paint',
    requestId,
    runId: 'r',
    epoch,
    weights: 'weights',
    engine: 'cpu',
    latents,
  } as const;
};
const paint = (request: number, asked: Asked) => {
  world.host.handle(asking(request, asked));
  return world.seen('painted', ({ requestId }) => requestId === request);
};

describe('the training host', { timeout: 60_000 }, () => {
  it('[RUN1] trains a run from its start command to its end', async () => {
    world.start();
    await world.ended();
    expect(world.store.runs.get('r')).toMatchObject({
      name: 'First',
      state: 'finished',
      step: 4,
      epoch: 2,
      device: { kind: 'engine', engine: 'cpu', adapter: { code: 'javascript' } },
      datasetName: 'paintings',
      datasetCount: PICTURES,
    });
    expect(world.store.samples.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
    expect(world.store.generators.map(({ epoch }) => epoch)).toEqual([1, 2]);
    const told = world.events.flatMap((event) => (event.type === 'run' ? event.preparing : []));
    expect(told).toContainEqual({ code: 'reading-pictures', params: { pictures: 8 } });
    expect(told).toContainEqual({ code: 'first-grid', params: {} });
    expect(world.opened).toEqual(['cpu']);
  });

  it('[OUT3] new pictures are decided by generator, number and seed', async () => {
    // Long enough for the running statistics to follow: before, all pictures are the same grey.
    const longer = { ...settings, epochs: 15, saveEvery: 15, generatorLearningRate: 2e-3 };
    world.start(longer);
    await world.ended();
    const first = await paint(1, { seed: 5, epoch: 15 });
    const second = await paint(2, { seed: 5, epoch: 15 });
    const third = await paint(3, { seed: 6, epoch: 15 });
    expect(first.shape.height).toBe(SIZE);
    expect(first.pictures.map(({ rgba }) => rgba.length)).toEqual(Array(3).fill(SIZE * SIZE * 4));
    expect(second.pictures).toEqual(first.pictures);
    expect(third.pictures).not.toEqual(first.pictures);
    // One painter served all.
    expect(world.painters).toBe(1);
  });

  it('[AVG5] new pictures are painted with the weights that are asked for', async () => {
    const rates = { generatorLearningRate: 1e-2, discriminatorLearningRate: 1e-2 };
    world.start({ ...settings, ...rates, epochs: 6, saveEvery: 6, averageGenerator: true });
    await world.ended();
    const by = async (requestId: number, weights: GeneratorGroup) => {
      world.host.handle({ ...asking(requestId, { seed: 5, epoch: 6 }), weights });
      return (await world.seen('painted', (event) => event.requestId === requestId)).pictures;
    };
    const averaged = await by(1, 'averaged');
    const trained = await by(2, 'weights');
    expect(trained).not.toEqual(averaged);
    expect(await by(3, 'averaged')).toEqual(averaged);
    expect(world.painters).toBe(3);
    const kept = world.store.generators.at(-1)!;
    expect(kept.averaged!.map(({ name }) => name)).toEqual(kept.weights.map(({ name }) => name));
  });

  it('[AVG5] weights that were never made are refused in words', async () => {
    world.start();
    await world.ended();
    world.host.handle({ ...asking(1, { seed: 5, epoch: 1 }), weights: 'averaged' });
    expect((await world.seen('paintFailed')).error.code).toBe('generator-without-weights');
  });

  it('[OUT6] a painter is opened ahead, and tells the size of its latents', async () => {
    world.start();
    await world.ended();
    world.host.handle({
      type: 'openPainter',
      runId: 'r',
      epoch: 1,
      weights: 'weights',
      engine: 'cpu',
    });
    const { latentSize } = await world.seen('painterOpened');
    expect(latentSize).toBe(settings.latentSize);
    await paint(1, { seed: 5, epoch: 1 });
    expect(world.painters).toBe(1);
    world.host.handle({ type: 'closePainter' });
    await paint(2, { seed: 5, epoch: 1 });
    expect(world.painters).toBe(2);
    await paint(3, { seed: 5, epoch: 2 });
    expect(world.painters).toBe(3);
    world.host.handle({
      type: 'openPainter',
      runId: 'r',
      epoch: 9,
      weights: 'weights',
      engine: 'cpu',
    });
    expect((await world.seen('painterFailed')).error.code).toBe('generator-not-kept');
  });

  it('[OUT6] the latest request wins; each older one is told as cancelled', async () => {
    world.start();
    await world.ended();
    for (const requestId of [1, 2, 3]) world.host.handle(asking(requestId, { seed: 5, epoch: 1 }));
    await world.seen('painted', ({ requestId }) => requestId === 3);
    expect(world.of('paintCancelled').map(({ requestId }) => requestId)).toEqual([1, 2]);
    world.host.handle(asking(4, { seed: 5, epoch: 1, count: 200 }));
    await world.seen('painting', ({ requestId }) => requestId === 4);
    world.host.handle({ type: 'closePainter' });
    await world.seen('paintCancelled', ({ requestId }) => requestId === 4);
    expect(world.of('painted').map(({ requestId }) => requestId)).toEqual([3]);
  });

  it('makes new pictures while a run trains, without touching its engine', async () => {
    world.start({ ...settings, epochs: 200 });
    await world.seen('generatorSaved');
    world.host.handle({ ...asking(1, { seed: 1, epoch: 1, count: 2 }), engine: 'webgl' });
    expect((await world.seen('painted')).pictures).toHaveLength(2);
    expect(world.opened).toEqual(['cpu']);
    world.host.handle({ type: 'stop' });
    await world.ended();
    expect(world.store.runs.get('r')!.state).toBe('stopped');
  });

  it('a probe never disturbs a run, and is answered when the run has ended', async () => {
    world.start({ ...settings, epochs: 200 });
    await world.seen('metrics');
    world.host.handle({ type: 'probe', choice: 'cpu' });
    await world.seen('engine', ({ choice }) => choice === 'cpu');
    world.host.handle({ type: 'probe', choice: 'automatic' });
    await world.seen('engineFailed', ({ choice }) => choice === 'automatic');
    expect(world.opened).toEqual(['cpu']);
    world.host.handle({ type: 'stop' });
    await world.seen('engine', ({ choice }) => choice === 'automatic');
    expect(world.opened).toEqual(['cpu', 'automatic']);
  });

  it('[TRN8] an engine that is asked for and missing ends the run with what to do', async () => {
    world.start({ ...settings, engine: 'webgl' });
    const { error, runId } = await world.seen('failed');
    expect([runId, error]).toEqual(['r', failing('engine-unavailable', 'No webgl.', 'Use CPU.')]);
    expect(world.store.runs.get('r')).toMatchObject({
      state: 'failed',
      failure: error,
    });
    world.host.handle({ type: 'probe', choice: 'webgl' });
    expect((await world.seen('engineFailed')).error.params).toMatchObject({
      kind: 'engine-unavailable',
    });
    // The way is free for another run.
    world.start(settings, { id: 'r2' });
    await world.seen('run', ({ run }) => run.id === 'r2' && run.state === 'finished');
  });

  it('[FAST10] nets that the compiled engine cannot make train on the next, and that is said', async () => {
    world.refusing.add('automatic');
    world.start({ ...settings, engine: 'automatic' });
    const { error } = await world.seen('notice');
    expect(error).toMatchObject({
      code: 'nets-not-compiled',
      params: { error: { params: { text: 'The driver refused.' } } },
    });
    await world.ended();
    expect(world.opened).toEqual(['automatic', 'webgpu']);
    expect(world.of('engine').map(({ report }) => report.engine)).toEqual(['compiled', 'cpu']);
    expect(world.store.runs.get('r')).toMatchObject({
      state: 'finished',
      device: { kind: 'engine', engine: 'cpu', adapter: { code: 'javascript' } },
    });
  });

  it.each([
    { engine: 'compiled', gone: [], opened: ['compiled'] },
    { engine: 'automatic', gone: ['webgpu'], opened: ['automatic', 'webgpu'] },
  ] as const)(
    '[FAST10] they fail where $engine was asked for and $gone is missing',
    async ({ engine, gone, opened }) => {
      world.refusing.add(engine);
      for (const name of gone) world.missing.add(name);
      world.start({ ...settings, engine });
      expect((await world.seen('failed')).error.params).toMatchObject({
        text: 'The driver refused.',
      });
      expect(world.opened).toEqual(opened);
    },
  );

  it('stop given while a run is prepared is kept', async () => {
    world.start();
    world.host.handle({ type: 'stop' });
    await world.ended();
    expect(world.store.runs.get('r')).toMatchObject({ state: 'stopped', step: 0 });
  });

  it('says what is missing: set, generator, a free trainer', async () => {
    world.start(settings, { datasetId: 'gone' });
    expect(await world.seen('failed')).toMatchObject({
      runId: 'r',
      error: { code: 'set-to-train-gone' },
    });
    world.host.handle(asking(9, { seed: 1, epoch: 7 }));
    expect((await world.seen('paintFailed')).error.code).toBe('generator-not-kept');
    world.start({ ...settings, epochs: 200 });
    world.start(settings, { id: 'second' });
    const { error } = await world.seen('failed', ({ runId }) => runId === 'second');
    expect(error.code).toBe('run-already-trains');
    world.host.handle({ type: 'stop' });
    await world.ended();
  });

  it('refuses a set of another size than the nets expect', async () => {
    world.start({ ...settings, imageSize: 32 });
    expect((await world.seen('failed')).error).toMatchObject({ code: 'set-of-other-shape' });
    expect(world.store.runs.get('r')!.state).toBe('failed');
  });

  it('a run that cannot be kept trains all the same, and that is said', async () => {
    world.store.full = true;
    world.start();
    await world.ended();
    expect(world.events.filter(({ type }) => type === 'metrics').length).toBeGreaterThan(0);
    expect(world.events.filter(({ type }) => type === 'samples')).toHaveLength(3);
    const notices = world.events.flatMap((event) => (event.type === 'notice' ? event.error : []));
    expect(new Set(notices.map(({ code }) => code))).toEqual(
      new Set(['run-not-created', 'run-not-kept']),
    );
    expect(new Set(notices.map(kindOf))).toEqual(new Set(['storage-full']));
    expect(notices.length).toBeLessThanOrEqual(2);
    expect(world.store.runs.size).toBe(0);
  });

  it('[TRN6] rates and grids asked for reach the run', async () => {
    world.start({ ...settings, epochs: 300, sampleEvery: 300 });
    await world.seen('metrics');
    world.host.handle({ type: 'setLearningRates', generator: 0, discriminator: 0 });
    world.host.handle({ type: 'sample' });
    await world.seen('samples', ({ sample }) => sample.step > 0);
    world.host.handle({ type: 'stop' });
    await world.ended();
    expect(world.store.samples.length).toBe(2);
  });
});
