import { errorText } from '../words';
import { failing } from '../testing/failing';
import 'fake-indexeddb/auto';
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../contract/hyperparameters';
import type { WeightTensor } from '../contract/records';
import { aGenerator, aRun } from '../testing/records';
import { openStorage } from './open';
import { MIGRATIONS, VERSION, migrate } from './migrations';
import type { StudioStorage } from './studio-storage';

/** A set as version 1 kept it: more pictures than one block of today's takes. */
const OLD_SET = {
  id: 'old',
  name: 'landscapes',
  createdAt: 5,
  imageSize: 16,
  channels: 1,
  crop: 'centre',
  background: '#ffffff',
  count: 5000,
  chunkPictures: 5000,
  folders: [
    { path: '', count: 4999 },
    { path: 'hills', count: 1 },
  ],
  pictures: Array.from({ length: 5000 }, (_, i) => ({
    path: i === 4999 ? 'hills/4999.png' : `${i}.png`,
    folder: i === 4999 ? 1 : 0,
    hash: i.toString(16).padStart(64, '0'),
  })),
  skipped: [{ path: 'a.heic', reason: 'HEIC' }],
  excluded: [3],
  untickedFolders: [1],
  bytes: 5000 * 256,
};

/** A generator as versions 1 and 2 kept it: more numbers than one part of today's takes. */
const OLD_GENERATOR = {
  ...aGenerator('with weights', 3),
  weights: [
    { name: '0/kernel', shape: [2, 2_200_000], values: new Float32Array(4_400_000).fill(0.25) },
    { name: '0/bias', shape: [2], values: Float32Array.of(-1, 7) },
  ],
};
/** A run as versions 1 and 2 kept it. */
const OLD_RUN = {
  id: 'with weights',
  name: 'Old',
  settings: { ...DEFAULT_SETTINGS, generatorLearningRate: 0.001 },
  datasetId: 'old',
  datasetName: 'landscapes',
  datasetCount: 5000,
  device: 'CPU',
  createdAt: 1,
  updatedAt: 2,
  state: 'finished',
  step: 30,
  epoch: 3,
  stepsPerEpoch: 10,
  trainedMs: 10,
  failure: null,
};
/** A grid as versions 1 to 3 kept it. */
const OLD_SAMPLE = {
  runId: 'with weights',
  epoch: 3,
  step: 30,
  columns: 2,
  rows: 1,
  count: 2,
  imageSize: 4,
  image: new Blob([Uint8Array.of(1, 2, 3)], { type: 'image/webp' }),
  verdicts: Float32Array.of(0.25, 0.75),
};
/** What is kept of a run by hand, as version 11 kept it. */
const OLD_FAVOURITE = {
  ...{ runId: 'with weights', keptAt: 4, name: 'Dusk', epoch: 3, weights: 'weights' },
  ...{ origin: 'seed(4)', latent: Float32Array.of(0.5, -1.25) },
};
/** Bytes of the numbers from `first` on, each one more than the one before. */
const numbersFrom = (first: number, count: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Float32Array.from({ length: count }, (_, i) => first + i).buffer);
const oldTensor = (name: string, ...shape: number[]) => ({ name, shape });
const oldPart = (kind: string, place: number, bytes: Uint8Array) => ({
  ...{ runId: 'with weights', kind, place: [place], part: 0, bytes },
});
const packedAs = (groups: object[][], bytes: Uint8Array) => ({
  version: 1,
  packed: { groups, parts: [{ bytes: bytes.length, sha256: null }] },
});
/** Headers of versions 3 to 5: groups of tensors in an order that only the studio knew. */
const OLD_HEADERS = (() => {
  const [kernel, bias] = [oldTensor('0/kernel', 2, 2), oldTensor('0/bias', 2)];
  const gamma = oldTensor('1/gamma', 2);
  const means = [oldTensor('1/movingMean', 2), oldTensor('1/movingVariance', 2)];
  const weights = [kernel, gamma, ...means];
  const ofGenerator = numbersFrom(100, 10);
  const ofCheckpoint = numbersFrom(0, 10 + 6 + 6 + 2 + 2 + 2);
  const { spec } = OLD_GENERATOR;
  return {
    generator: {
      header: {
        ...{ runId: 'with weights', epoch: 3, step: 30, createdAt: 1000, spec },
        ...packedAs([weights], ofGenerator),
      },
      part: oldPart('generators', 3, ofGenerator),
    },
    checkpoint: {
      header: {
        ...{ runId: 'with weights', step: 1024, epoch: 3, savedAt: 7, engine: 'cpu' },
        settings: OLD_RUN.settings,
        learningRates: { generator: 0.001, discriminator: 0.002 },
        trainedMs: 9,
        metricTail: new Float64Array(),
        adamSteps: { generator: 1024, discriminator: 1023 },
        ...packedAs(
          [weights, [kernel, gamma], [kernel, gamma], [bias], [bias], [bias]],
          ofCheckpoint,
        ),
      },
      part: oldPart('checkpoints', 1024, ofCheckpoint),
    },
  };
})();

async function putOldHeaders(database: IDBPDatabase): Promise<void> {
  const { generator, checkpoint } = OLD_HEADERS;
  await database.put('generators', generator.header);
  await database.put('parts', generator.part);
  await database.put('checkpoints', checkpoint.header);
  await database.put('parts', checkpoint.part);
}

async function putOldRun(database: IDBPDatabase): Promise<void> {
  await database.put('runs', OLD_RUN);
  await database.put('generators', OLD_GENERATOR);
  await database.put('generators', { runId: 'with weights', epoch: 4, weights: 'none' });
  await database.put('samples', OLD_SAMPLE);
}

/** What a database of each released version holds; entry i is of version i and is brought up to
 *  today's. A new migration needs the fixture of the version it starts from. */
const FIXTURES: readonly ((database: IDBPDatabase) => Promise<void>)[] = [
  // Version 0: nothing was ever stored.
  () => Promise.resolve(),
  // Version 1: a set's record held its pictures.
  async (database) => {
    await database.put('datasets', OLD_SET);
    await putOldRun(database);
  },
  // Version 2: a generator's record held its weights.
  putOldRun,
  // Version 3: the image of a grid was a Blob.
  async (database) => {
    await database.put('runs', OLD_RUN);
    await database.put('samples', OLD_SAMPLE);
  },
  // Version 4: nothing was known of a set that was deleted. The image of a grid was bytes.
  async (database) => {
    await database.put('runs', OLD_RUN);
    const image = new Uint8Array(await OLD_SAMPLE.image.arrayBuffer());
    await database.put('samples', { ...OLD_SAMPLE, image, type: OLD_SAMPLE.image.type });
  },
  // Version 5: sets and grids told the edge of a square.
  async (database) => {
    await database.put('runs', OLD_RUN);
    const image = new Uint8Array(await OLD_SAMPLE.image.arrayBuffer());
    await database.put('samples', { ...OLD_SAMPLE, image, type: OLD_SAMPLE.image.type });
    await putOldHeaders(database);
  },
  // Version 6: tensors in headers were known by their places.
  async (database) => {
    await database.put('runs', OLD_RUN);
    const image = new Uint8Array(await OLD_SAMPLE.image.arrayBuffer());
    await database.put('samples', { ...OLD_SAMPLE, image, type: OLD_SAMPLE.image.type });
    await putOldHeaders(database);
  },
  // Version 7: failures, and why files were left out, were kept as sentences.
  async (database) => {
    await database.put('runs', { ...OLD_RUN, id: 'told', ...TOLD });
    await database.put('runs', OLD_RUN);
    const image = new Uint8Array(await OLD_SAMPLE.image.arrayBuffer());
    await database.put('samples', { ...OLD_SAMPLE, image, type: OLD_SAMPLE.image.type });
  },
  // Version 8: nothing was measured.
  async (database) => {
    await database.put('runs', OLD_RUN);
    const image = new Uint8Array(await OLD_SAMPLE.image.arrayBuffer());
    await database.put('samples', { ...OLD_SAMPLE, image, type: OLD_SAMPLE.image.type });
  },
  // Version 9: what a run was trained on was kept in words; '' of a run that never began.
  async (database) => {
    await database.put('runs', OLD_RUN);
    await database.put('runs', { ...OLD_RUN, id: 'never begun', device: '' });
    const image = new Uint8Array(await OLD_SAMPLE.image.arrayBuffer());
    await database.put('samples', { ...OLD_SAMPLE, image, type: OLD_SAMPLE.image.type });
  },
  // Version 10: nothing was kept of what was found with a generator.
  async (database) => {
    await database.put('runs', { ...OLD_RUN, device: { kind: 'told', text: OLD_RUN.device } });
    const image = new Uint8Array(await OLD_SAMPLE.image.arrayBuffer());
    await database.put('samples', { ...OLD_SAMPLE, image, type: OLD_SAMPLE.image.type });
  },
  // Version 11: nobody signed.
  async (database) => {
    await database.put('runs', { ...OLD_RUN, device: { kind: 'told', text: OLD_RUN.device } });
    const image = new Uint8Array(await OLD_SAMPLE.image.arrayBuffer());
    await database.put('samples', { ...OLD_SAMPLE, image, type: OLD_SAMPLE.image.type });
    await database.put('favourites', OLD_FAVOURITE);
  },
];

const TOLD = {
  state: 'failed',
  failure: 'The generator loss was NaN.',
  failureCode: 'numbers-bad',
  incidents: 1,
  lastIncident: 'The graphics card was lost.',
};

describe('migrations', () => {
  it('has a fixture for the version each migration starts from', () => {
    expect(FIXTURES).toHaveLength(MIGRATIONS.length);
    expect(VERSION).toBe(MIGRATIONS.length);
  });

  it.each(FIXTURES.map((fill, version) => ({ fill, version })))(
    '[SAVE15] brings version $version to today, exercising every migration on the way',
    async ({ fill, version }) => {
      const name = `migration-test-${version}`;
      if (version > 0) {
        const old = await openDB(name, version, {
          upgrade: (database, from, _to, transaction) => {
            migrate(database, transaction, from, MIGRATIONS.slice(0, version));
          },
        });
        await fill(old);
        old.close();
      }
      const ran: number[] = [];
      const counted = MIGRATIONS.map(
        (step, i): (typeof MIGRATIONS)[number] =>
          (database, transaction) => {
            ran.push(i);
            return step(database, transaction);
          },
      );
      const upgraded = await openDB(name, VERSION, {
        upgrade: (database, from, _to, transaction) =>
          migrate(database, transaction, from, counted),
      });
      upgraded.close();
      expect(ran).toEqual(MIGRATIONS.map((_, i) => i).slice(version));

      // The result is a database that the storage of today works on.
      const storage = await openStorage(name);
      await storage.createRun(aRun('after'));
      expect((await storage.runs()).map((run) => run.id)).toContain('after');
      if (version === 1) await expectOldSet(storage);
      if (version === 1 || version === 2) await expectOldGenerators(storage);
      if (version >= 1) await expectOldRun(storage);
      if (version === 5 || version === 6) await expectOldHeaders(storage);
      if (version === 7) await expectOldSentences(storage);
      if (version === 9) expect((await storage.run('never begun'))?.device).toBeNull();
      if (version === 11) {
        expect(await storage.favourites('with weights')).toEqual([OLD_FAVOURITE]);
      }
      expect(await storage.signature()).toBeUndefined();
      expect(await storage.goneSets()).toEqual([]);
      storage.close();
      await deleteDB(name);
    },
  );

  it('runs only what is missing', async () => {
    const steps: string[] = [];
    const list = ['one', 'two', 'three'].map((label): (typeof MIGRATIONS)[number] => (database) => {
      steps.push(label);
      database.createObjectStore(label);
    });
    const first = await openDB('only-missing', 1, {
      upgrade: (database, from, _to, transaction) =>
        migrate(database, transaction, from, list.slice(0, 1)),
    });
    first.close();
    const second = await openDB('only-missing', 3, {
      upgrade: (database, from, _to, transaction) => migrate(database, transaction, from, list),
    });
    expect(steps).toEqual(['one', 'two', 'three']);
    expect([...second.objectStoreNames]).toEqual(['one', 'three', 'two']);
    second.close();
  });
});

/** [BIG2] Weights have moved into parts, and read as they did. */
async function expectOldGenerators(storage: StudioStorage): Promise<void> {
  expect(await storage.generatorEpochs('with weights')).toEqual([3, 4]);
  // Compared number by number, not as objects: that takes seconds for so many.
  const { weights, ...rest } = (await storage.generator('with weights', 3))!;
  const { weights: old, ...same } = OLD_GENERATOR;
  expect(rest).toEqual(same);
  expect(weights.map(({ name, shape }) => [name, shape])).toEqual(
    old.map(({ name, shape }) => [name, shape]),
  );
  old.forEach(({ values }, i) => {
    expect(weights[i]!.values.length).toBe(values.length);
    expect(values.every((value, at) => value === weights[i]!.values[at])).toBe(true);
  });
  await expect(storage.generator('with weights', 4)).rejects.toMatchObject({
    kind: 'model-missing',
  });
}

/** Each tensor is found under the name of its group, with just the numbers that were its own. */
async function expectOldHeaders(storage: StudioStorage): Promise<void> {
  const told = (tensors: readonly WeightTensor[] | undefined) =>
    tensors?.map(({ name, values }) => [name, ...values]);
  expect(told((await storage.generator('with weights', 3))?.weights)).toEqual([
    ['0/kernel', 100, 101, 102, 103],
    ['1/gamma', 104, 105],
    ['1/movingMean', 106, 107],
    ['1/movingVariance', 108, 109],
  ]);
  const found = (await storage.newestCheckpoint('with weights'))!;
  expect(found.damaged).toBe(0);
  const { state, ...rest } = found.checkpoint;
  expect(state.counters).toEqual({
    'generator.adam.step': 1024,
    'discriminator.adam.step': 1023,
  });
  const groups = Object.entries(state.tensors).map(([group, all]) => [group, told(all)]);
  expect(Object.fromEntries(groups)).toEqual({
    'generator.weights': [
      ['0/kernel', 0, 1, 2, 3],
      ['1/gamma', 4, 5],
    ],
    'generator.statistics': [
      ['1/movingMean', 6, 7],
      ['1/movingVariance', 8, 9],
    ],
    'generator.adam.first': [
      ['0/kernel', 10, 11, 12, 13],
      ['1/gamma', 14, 15],
    ],
    'generator.adam.second': [
      ['0/kernel', 16, 17, 18, 19],
      ['1/gamma', 20, 21],
    ],
    'discriminator.weights': [['0/bias', 22, 23]],
    'discriminator.adam.first': [['0/bias', 24, 25]],
    'discriminator.adam.second': [['0/bias', 26, 27]],
  });
  expect(rest).toMatchObject({ step: 1024, epoch: 3, savedAt: 7, engine: 'cpu', trainedMs: 9 });
}

/** [WORD4] What was kept as a sentence still reads so, and is of the kind that it was. */
async function expectOldSentences(storage: StudioStorage): Promise<void> {
  const run = await storage.run('told');
  expect(run).toMatchObject({
    failure: failing('numbers-bad', TOLD.failure),
    lastIncident: failing('unexpected', TOLD.lastIncident),
  });
  expect(errorText(run!.failure!).message).toBe(TOLD.failure);
}

/** [WEB7] The run takes its defaults; its grid is there before and after it was made bytes. */
async function expectOldRun(storage: StudioStorage): Promise<void> {
  for (const bring of [() => undefined, () => storage.finishUpgrade()]) {
    await bring();
    const [sample] = await storage.samples('with weights');
    const { image, imageSize, verdicts, ...same } = OLD_SAMPLE;
    expect(sample).toMatchObject({
      ...same,
      shape: { height: imageSize, width: imageSize },
      scores: verdicts,
    });
    expect(sample?.image.type).toBe(image.type);
    expect(await sample?.image.arrayBuffer()).toEqual(await image.arrayBuffer());
  }
  expect(await storage.measures('with weights')).toEqual([]);
  expect(await storage.run('with weights')).toEqual({
    ...OLD_RUN,
    device: { kind: 'told', text: OLD_RUN.device },
    batching: 'last-dropped',
    recipe: 'atelier',
    learningRates: { generator: 0.001, discriminator: DEFAULT_SETTINGS.discriminatorLearningRate },
    choice: null,
    checkpoint: null,
    bestCheckpoint: null,
    incidents: 0,
    lastIncident: null,
  });
}

/** [BIG2] Paths and hashes have moved into blocks, and the choices are as they were. */
async function expectOldSet(storage: StudioStorage): Promise<void> {
  const { pictures, skipped, imageSize, channels, ...same } = OLD_SET;
  expect(pictures).toHaveLength(same.count);
  const [set] = await storage.datasets();
  expect(set).toMatchObject({
    ...same,
    shape: { height: imageSize, width: imageSize, channels },
    skipped: skipped.map(({ path, reason }) => ({
      path,
      reason: { code: 'text', params: { text: reason } },
    })),
    skippedCount: 1,
  });
  expect(set).not.toHaveProperty('pictures');
  expect([set!.folderOf.length, set!.folderOf[0], set!.folderOf[4999]]).toEqual([5000, 0, 1]);
  const first = await storage.pictureBlock('old', 0);
  const second = await storage.pictureBlock('old', 1);
  expect(first?.paths).toHaveLength(4096);
  expect(second?.paths[0]).toBe('4096.png');
  expect(second?.paths.at(-1)).toBe('hills/4999.png');
  // 4999 = 0x1387, in the last two bytes of its hash.
  expect([...second!.hashes.slice(-2)]).toEqual([0x13, 0x87]);
}
