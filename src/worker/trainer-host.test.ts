import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../contract/commands';
import { StudioError } from '../contract/errors';
import type { EngineReport, TrainerEvent } from '../contract/events';
import { DEFAULT_SETTINGS, type Settings } from '../contract/hyperparameters';
import { uniform } from '../contract/random';
import { openCpu } from '../engine/tfjs/backends/cpu';
import { yieldToMessages } from '../engine/yielding';
import { lazyStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import { FakeStore } from '../testing/engine/fake-store';
import { aDataset } from '../testing/records';
import type { HostPorts } from './host-ports';
import { TrainerHost } from './trainer-host';

const PICTURES = 8;
const SIZE = 16;
const settings: Settings = {
  ...DEFAULT_SETTINGS,
  preset: 'atelier',
  imageSize: SIZE,
  channels: 1,
  width: 8,
  latentSize: 4,
  batchSize: 4,
  epochs: 2,
  sampleCount: 3,
  saveEvery: 1,
  engine: 'cpu',
};
const start: Command = { type: 'start', runId: 'r', name: 'First', datasetId: 'set', settings };
const REPORT: EngineReport = {
  engine: 'cpu',
  adapter: 'JavaScript',
  software: false,
  reason: '',
  maxBufferBytes: null,
};

/** All of the storage is there, the parts that training needs in memory. */
function storageOver(store: FakeStore): StudioStorage {
  const rest = lazyStorage('unused');
  return {
    ...rest,
    dataset: (id) => store.dataset(id),
    chunk: (id, index) => store.chunk(id, index),
    createRun: (run) => store.createRun(run),
    updateRun: (id, change) => store.updateRun(id, change),
    putMetrics: (block) => store.putMetrics(block),
    putSample: (sample) => store.putSample(sample),
    putGenerator: (generator) => store.putGenerator(generator),
    generator: (id, epoch) => store.generator(id, epoch),
  };
}

let store: FakeStore;
let opened: string[];
let events: TrainerEvent[];
let host: TrainerHost;
let waiting: (() => void)[];

function makeHost(change: Partial<HostPorts> = {}): TrainerHost {
  const ports: HostPorts = {
    openStorage: () => Promise.resolve(storageOver(store)),
    openEngine: async (choice, onDetail) => {
      opened.push(choice);
      if (choice === 'webgl') throw new StudioError('engine-unavailable', 'No WebGL.', 'Use CPU.');
      onDetail('Starting CPU');
      await openCpu();
      return REPORT;
    },
    engineLost: () => null,
    encodeGrid: () => Promise.resolve(new Blob(['grid'])),
    now: Date.now,
    yieldToMessages,
    ...change,
  };
  return new TrainerHost(ports, (event) => {
    events.push(event);
    for (const check of [...waiting]) check();
  });
}

/** The first event, past or to come, that fits. */
function seen<T extends TrainerEvent['type']>(
  type: T,
  fits: (event: Extract<TrainerEvent, { type: T }>) => boolean = () => true,
): Promise<Extract<TrainerEvent, { type: T }>> {
  return new Promise((resolve) => {
    const check = (): void => {
      const found = events.find(
        (event): event is Extract<TrainerEvent, { type: T }> =>
          event.type === type && fits(event as Extract<TrainerEvent, { type: T }>),
      );
      if (found) resolve(found);
    };
    waiting.push(check);
    check();
  });
}
const ended = (): Promise<unknown> =>
  seen('run', ({ run }) => ['finished', 'stopped', 'failed'].includes(run.state));

// TensorFlow.js recommends its Node package, which is not what is tested here.
tf.env().set('IS_TEST', true);

beforeEach(() => {
  store = new FakeStore();
  store.sets.set(
    'set',
    aDataset('set', {
      imageSize: SIZE,
      channels: 1,
      count: PICTURES,
      chunkPictures: PICTURES,
      folderOf: new Uint32Array(PICTURES),
    }),
  );
  const pixels = Uint8Array.from(uniform(1, 90, 0, PICTURES * SIZE * SIZE, 0, 256));
  store.chunks.push({ datasetId: 'set', index: 0, pixels });
  opened = [];
  events = [];
  waiting = [];
  host = makeHost();
});

describe('the training host', () => {
  it('[RUN1] trains a run from its start command to its end', async () => {
    host.handle(start);
    await ended();
    expect(store.runs.get('r')).toMatchObject({
      name: 'First',
      state: 'finished',
      step: 4,
      epoch: 2,
      device: 'CPU, JavaScript',
      datasetName: 'paintings',
      datasetCount: PICTURES,
    });
    expect(store.samples.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
    expect(store.generators.map(({ epoch }) => epoch)).toEqual([1, 2]);
    const details = events.flatMap((event) => (event.type === 'run' ? event.detail : []));
    expect(details).toContain('Reading 8 pictures');
    expect(details).toContain('Painting the first grid');
    expect(opened).toEqual(['cpu']);
  });

  it('[OUT3] new pictures are decided by generator, number and seed', async () => {
    // Long enough for the running statistics to follow: before, all pictures are the same grey.
    const longer = { ...settings, epochs: 15, saveEvery: 15, generatorLearningRate: 2e-3 };
    host.handle({ ...start, settings: longer });
    await ended();
    const ask = { type: 'generate', runId: 'r', epoch: 15, count: 3, engine: 'cpu' } as const;
    host.handle({ ...ask, requestId: 1, seed: 5 });
    host.handle({ ...ask, requestId: 2, seed: 5 });
    host.handle({ ...ask, requestId: 3, seed: 6 });
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map((id) => seen('generated', ({ requestId }) => requestId === id)),
    );
    expect(first!.imageSize).toBe(SIZE);
    expect(first!.pictures.map(({ rgba }) => rgba.length)).toEqual(Array(3).fill(SIZE * SIZE * 4));
    expect(second!.pictures).toEqual(first!.pictures);
    expect(third!.pictures).not.toEqual(first!.pictures);
  });

  it('makes new pictures while a run trains, without touching its engine', async () => {
    host.handle({ ...start, settings: { ...settings, epochs: 200 } });
    await seen('generatorSaved');
    host.handle({
      type: 'generate',
      requestId: 1,
      runId: 'r',
      epoch: 1,
      count: 2,
      seed: 1,
      engine: 'webgl',
    });
    expect((await seen('generated')).pictures).toHaveLength(2);
    expect(opened).toEqual(['cpu']);
    host.handle({ type: 'stop' });
    await ended();
    expect(store.runs.get('r')!.state).toBe('stopped');
  });

  it('a probe never disturbs a run, and is answered when the run has ended', async () => {
    host.handle({ ...start, settings: { ...settings, epochs: 200 } });
    await seen('metrics');
    host.handle({ type: 'probe', choice: 'cpu' });
    await seen('engine', ({ choice }) => choice === 'cpu');
    host.handle({ type: 'probe', choice: 'automatic' });
    await seen('engineFailed', ({ choice }) => choice === 'automatic');
    expect(opened).toEqual(['cpu']);
    host.handle({ type: 'stop' });
    await seen('engine', ({ choice }) => choice === 'automatic');
    expect(opened).toEqual(['cpu', 'automatic']);
  });

  it('[TRN8] an engine that is asked for and missing ends the run with what to do', async () => {
    host.handle({ ...start, settings: { ...settings, engine: 'webgl' } });
    const { error, runId } = await seen('failed');
    expect([runId, error.code, error.hint]).toEqual(['r', 'engine-unavailable', 'Use CPU.']);
    expect(store.runs.get('r')).toMatchObject({ state: 'failed', failure: 'No WebGL.' });
    host.handle({ type: 'probe', choice: 'webgl' });
    expect((await seen('engineFailed')).error.code).toBe('engine-unavailable');
    // The way is free for another run.
    host.handle({ ...start, runId: 'r2' });
    await seen('run', ({ run }) => run.id === 'r2' && run.state === 'finished');
  });

  it('stop given while a run is prepared is kept', async () => {
    host.handle(start);
    host.handle({ type: 'stop' });
    await ended();
    expect(store.runs.get('r')).toMatchObject({ state: 'stopped', step: 0 });
  });

  it('says what is missing: set, generator, a free trainer', async () => {
    host.handle({ ...start, datasetId: 'gone' });
    expect(await seen('failed')).toMatchObject({ runId: null, error: { code: 'set-missing' } });
    host.handle({
      type: 'generate',
      requestId: 9,
      runId: 'r',
      epoch: 7,
      count: 1,
      seed: 1,
      engine: 'cpu',
    });
    expect((await seen('generateFailed')).error.code).toBe('model-missing');
    host.handle({ ...start, settings: { ...settings, epochs: 200 } });
    host.handle({ ...start, runId: 'second' });
    expect((await seen('failed', ({ runId }) => runId === 'second')).error.message).toContain(
      'one trains at a time',
    );
    host.handle({ type: 'stop' });
    await ended();
  });

  it('refuses a set of another size than the nets expect', async () => {
    host.handle({ ...start, settings: { ...settings, imageSize: 32 } });
    expect((await seen('failed')).error).toMatchObject({ code: 'settings-invalid' });
    expect(store.runs.get('r')!.state).toBe('failed');
  });

  it('a run that cannot be kept trains all the same, and that is said', async () => {
    store.full = true;
    host.handle(start);
    await ended();
    expect(events.filter(({ type }) => type === 'metrics').length).toBeGreaterThan(0);
    expect(events.filter(({ type }) => type === 'samples')).toHaveLength(3);
    const notices = events.flatMap((event) => (event.type === 'notice' ? event.error.code : []));
    expect(new Set(notices)).toEqual(new Set(['storage-full']));
    expect(notices.length).toBeLessThanOrEqual(2);
    expect(store.runs.size).toBe(0);
  });

  it('[TRN6] rates and grids asked for reach the run', async () => {
    host.handle({ ...start, settings: { ...settings, epochs: 300, sampleEvery: 300 } });
    await seen('metrics');
    host.handle({ type: 'setLearningRates', generator: 0, discriminator: 0 });
    host.handle({ type: 'sample' });
    await seen('samples', ({ sample }) => sample.step > 0);
    host.handle({ type: 'stop' });
    await ended();
    expect(store.samples.length).toBe(2);
  });
});
