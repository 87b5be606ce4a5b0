import 'fake-indexeddb/auto';
import { afterAll, expect, it } from 'vitest';
import { bestMeasure } from '../contract/best-measure';
import { includedPictures } from '../contract/choice';
import { splitForMeasuring } from '../contract/held-out';
import type { Settings } from '../contract/hyperparameters';
import { MOST_GENERATED, type Measurer } from '../contract/measuring';
import { squarePictures } from '../contract/picture-shape';
import { uniform } from '../contract/random';
import { HASH_BYTES } from '../contract/records';
import { LOOK_STEPS, MOVE } from '../nets/augmentation-chance';
import { measurerHere } from '../measures/measurer';
import { openStorage } from '../storage/open';
import { HostHarness, SIZE, goOn, settings } from '../testing/host-harness';
import { aDataset, startCommand } from '../testing/records';
import type { HostPorts } from './host-ports';

/** Runs of sixty pictures that keep some back, trained for real on WASM, in the real storage. */

const COUNT = 60;
const set = aDataset('sixty', {
  shape: squarePictures(SIZE, 1),
  ...{ count: COUNT, chunkPictures: 32, folders: [{ path: '', count: COUNT }] },
  ...{ folderOf: new Uint32Array(COUNT), bytes: COUNT * SIZE * SIZE },
});
const pixels = Uint8Array.from(uniform(1, 90, 0, COUNT * SIZE * SIZE, 0, 256));
const storage = await openStorage('measured-run');
afterAll(() => storage.close());
for (const index of [0, 1]) {
  const part = pixels.slice(index * 32 * SIZE * SIZE, (index + 1) * 32 * SIZE * SIZE);
  await storage.putChunk({ datasetId: 'sixty', index, pixels: part });
}
const hashes = Uint8Array.from(uniform(1, 91, 0, COUNT * HASH_BYTES, 0, 256));
const paths = Array.from({ length: COUNT }, (_, n) => `${n}.png`);
await storage.putPictureBlock({ datasetId: 'sixty', block: 0, paths, hashes });
await storage.finishDataset(set);

const measured: Settings = {
  ...settings,
  ...{ keepBack: true, batchSize: 8, epochs: 4, sampleEvery: 2, saveEvery: 2 },
  ...{ checkpointEpochs: 1, averageGenerator: true },
};

/** A clock that goes half a second ahead at each look: budgets are soon there. */
const fastClock = (): (() => number) => {
  let ms = 0;
  return () => (ms += 500);
};

const hostOf = (change: Partial<HostPorts> = {}): HostHarness =>
  new HostHarness({
    openStorage: () => Promise.resolve(storage),
    monotonic: fastClock(),
    ...change,
  });

const start = (host: HostHarness, id: string, chosen = measured, from = set): void =>
  host.host.handle(startCommand(from, chosen, { id }));

async function kept(id: string) {
  const samples = await storage.samples(id);
  return {
    metrics: (await storage.metrics(id)).map(({ rows }) => rows),
    scores: samples.map(({ epoch, scores }) => [epoch, scores]),
    state: (await storage.newestCheckpoint(id))!.checkpoint.state,
  };
}

it(
  '[MEAS7] [MEAS8] [MEAS9] a run is measured on its way, and trains as it does without, to the bit',
  { timeout: 240_000 },
  async () => {
    const plain = hostOf();
    start(plain, 'plain');
    await plain.ended();
    expect(await storage.measures('plain')).toEqual([]);

    const host = hostOf({ openMeasurer: measurerHere });
    start(host, 'measured');
    await host.ended();
    await host.seen('measured', ({ record }) => record.epoch === measured.epochs);
    expect(await kept('measured')).toEqual(await kept('plain'));

    const run = (await storage.run('measured'))!;
    expect([run.datasetCount, run.choice?.keptBack?.length]).toEqual([54, 6]);
    // 54 pictures in batches of 8, the rest carried on.
    expect(run.step).toBe(27);
    const told = host.of('measured').map(({ record }) => record);
    expect(told.length).toBeGreaterThan(1);
    await expect.poll(() => storage.measures('measured')).toHaveLength(told.length);
    const records = await storage.measures('measured');
    expect(records.map(({ step }) => step)).toEqual(told.map(({ step }) => step));
    for (const record of records) {
      const { measures, floor } = record;
      expect([record.heldOut, measures.real, measures.generated, floor.generated]).toEqual([
        6, 6, 54, 54,
      ]);
      expect(record.picturesSeen).toBe(8 * record.step);
      expect(measures.overfitting).not.toBeNull();
      expect(floor).toEqual(records[0]!.floor);
    }
    // The generator that measures best is kept, at whatever epoch that is.
    const best = bestMeasure(records.slice(0, -1));
    expect(await storage.generatorEpochs('measured')).toContain(best!.epoch);
    // Pairs are told by the run's own numbers, and shown from the newest record.
    const last = records.at(-1)!;
    const { closest } = last.measures.copies;
    expect(closest).toHaveLength(8);
    expect(last.closest?.pixels).toHaveLength(8 * SIZE * SIZE);
    const learnt = includedPictures(set, run.choice!);
    for (const { training } of closest) {
      expect(run.choice!.keptBack).not.toContain(learnt[training]);
    }
    expect(records.slice(0, -1).every((record) => !record.closest)).toBe(true);
    expect(host.of('notice')).toEqual([]);
  },
);

it(
  '[MEAS7] [SAVE5] a run that keeps pictures back goes on to the same bits',
  { timeout: 240_000 },
  async () => {
    const first = hostOf({ openMeasurer: measurerHere });
    start(first, 'halves', { ...measured, epochs: 2 });
    await first.ended();
    const second = hostOf({ openMeasurer: measurerHere });
    second.host.handle({ ...goOn, runId: 'halves', epochs: measured.epochs });
    await second.ended();
    const { state, metrics } = await kept('plain');
    expect((await kept('halves')).state).toEqual(state);
    expect((await kept('halves')).metrics).toEqual(metrics);
  },
);

it(
  '[TRN20] [MEAS9] [SAVE5] augmentation that goes by what is kept back goes on to the same bits, measured or not',
  { timeout: 240_000 },
  async () => {
    // Those that are kept back are grey, as what an untrained generator paints: D takes them for that.
    const grey = { ...set, id: 'grey' };
    const { heldOut } = splitForMeasuring(hashes, measured.seed);
    const shown = pixels.slice();
    for (const place of heldOut) {
      shown.fill(128, place * SIZE * SIZE, (place + 1) * SIZE * SIZE);
    }
    for (const index of [0, 1]) {
      const part = shown.slice(index * 32 * SIZE * SIZE, (index + 1) * 32 * SIZE * SIZE);
      await storage.putChunk({ datasetId: 'grey', index, pixels: part });
    }
    await storage.putPictureBlock({ datasetId: 'grey', block: 0, paths, hashes });
    await storage.finishDataset(grey);
    const adaptive: Settings = {
      ...measured,
      ...{ augmentation: 'adaptive', batchSize: 4, epochs: 40, sampleEvery: 50, saveEvery: 50 },
    };
    const whole = hostOf();
    start(whole, 'adaptive', adaptive, grey);
    await whole.ended();
    const before = await kept('adaptive');
    // 54 pictures in batches of 4: 540 steps, and a look after 256 and after 512.
    const run = (await storage.run('adaptive'))!;
    expect([run.adaptsBy, run.step]).toEqual(['held-out', 540]);
    const chance = before.state.counters['augmentation.chance']!;
    const ofOneLook = Math.floor((LOOK_STEPS * 4 * MOVE) / 1000);
    expect(chance).toBe(2 * ofOneLook);

    const first = hostOf({ openMeasurer: measurerHere });
    start(first, 'adaptive halves', { ...adaptive, epochs: 23 }, grey);
    await first.ended();
    const second = hostOf({ openMeasurer: measurerHere });
    second.host.handle({ ...goOn, runId: 'adaptive halves', epochs: adaptive.epochs });
    await second.ended();
    const after = await kept('adaptive halves');
    expect(after.state).toEqual(before.state);
    expect(after.metrics).toEqual(before.metrics);
    for (const id of ['adaptive', 'adaptive halves']) await storage.deleteRun(id);
  },
);

/** Whatever is painted, each measure is worse than the one before. */
const everWorse = (): Measurer => {
  const measurer = measurerHere();
  let taken = 0;
  return {
    ...measurer,
    measure: async (...what) => {
      const measures = await measurer.measure(...what);
      return { ...measures, slicedMean: ++taken, colour: 0 };
    },
  };
};

it(
  '[SAVE16] [SAVE5] a run that goes back to its best goes on from there, to the same bits',
  { timeout: 240_000 },
  async () => {
    const host = hostOf({ openMeasurer: everWorse });
    start(host, 'back');
    await host.ended();
    await host.seen('measured', ({ record }) => record.epoch === measured.epochs);
    const first = host.of('measured')[0]!.record;
    const finished = (await storage.run('back'))!;
    expect(finished.bestCheckpoint).toEqual({ step: first.step, epoch: first.epoch });
    expect(first.epoch).toBeLessThan(measured.epochs);
    // With the rates of before it is the same run again, which is why that is never offered.
    const again = hostOf();
    again.host.handle({ ...goOn, runId: 'back', from: 'best' });
    const { run } = await again.seen('run', ({ preparing }) => preparing?.code === 'going-on-from');
    expect(run).toMatchObject({ step: first.step, epoch: first.epoch });
    expect((await storage.measures('back')).map(({ step }) => step)).toEqual([first.step]);
    await again.ended();
    expect(await kept('back')).toEqual(await kept('plain'));
    expect((await storage.run('back'))!.bestCheckpoint).toEqual(finished.bestCheckpoint);

    const slower = hostOf();
    const learningRates = { generator: 1e-5, discriminator: 1e-5 };
    slower.host.handle({ ...goOn, runId: 'back', from: 'best', learningRates });
    await slower.ended();
    expect(await storage.run('back')).toMatchObject({ state: 'finished', learningRates });
    expect((await kept('back')).state).not.toEqual((await kept('plain')).state);
    expect([...again.of('notice'), ...slower.of('notice')]).toEqual([]);
  },
);

it('[SAVE16] a best checkpoint that is gone is told, changes nothing else and is not offered again', async () => {
  const before = (await storage.run('plain'))!;
  await storage.updateRun('plain', { bestCheckpoint: { step: 3, epoch: 1 } });
  const host = hostOf();
  host.host.handle({ ...goOn, runId: 'plain', from: 'best' });
  const { error } = await host.seen('failed');
  expect(error).toMatchObject({ code: 'best-checkpoint-gone' });
  const { updatedAt, ...same } = before;
  expect(await storage.run('plain')).toMatchObject(same);
  expect(updatedAt).toBeGreaterThan(0);
  expect(same.bestCheckpoint).toBeNull();
});

it('[MEAS8] a run is measured when it is asked for, also while it is paused', async () => {
  const host = hostOf({ openMeasurer: measurerHere, monotonic: () => performance.now() });
  start(host, 'asked', { ...measured, epochs: 50 });
  await host.seen('progress', ({ progress }) => progress.step > 2);
  host.host.handle({ type: 'pause' });
  await host.seen('run', ({ run }) => run.state === 'paused');
  host.host.handle({ type: 'measure' });
  const { record } = await host.seen('measured');
  await host.seen('measuring', ({ underWay }) => !underWay);
  expect(record.step).toBe((await storage.run('asked'))!.step);
  // The same step again tells nothing new.
  host.host.handle({ type: 'measure' });
  host.host.handle({ type: 'stop' });
  await host.ended();
  expect(host.of('measured')).toHaveLength(1);
  expect(MOST_GENERATED).toBeGreaterThan(record.measures.generated);
});

it('[MEAS8] what fails is said once, and the run trains to its end', async () => {
  const broken = (): Measurer => ({
    prepare: () => Promise.reject(new Error('no memory')),
    measure: () => Promise.reject(new Error('not prepared')),
    close: () => undefined,
  });
  const host = hostOf({ openMeasurer: broken });
  start(host, 'broken');
  await host.ended();
  expect((await storage.run('broken'))!.state).toBe('finished');
  expect(host.of('notice').map(({ error }) => error.code)).toEqual(['not-measured']);
  expect(host.of('measuring').at(-1)?.underWay).toBe(false);
  expect(await storage.measures('broken')).toEqual([]);
});

it('[MEAS7] runs that do not ask for it learn from all pictures', async () => {
  const host = hostOf();
  start(host, 'whole', { ...measured, keepBack: false, epochs: 1 });
  await host.ended();
  const run = (await storage.run('whole'))!;
  expect([run.datasetCount, run.choice]).toEqual([60, { excluded: [], untickedFolders: [] }]);
});
