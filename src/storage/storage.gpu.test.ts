import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelState, WeightTensor } from '../contract/records';
import { aCheckpoint, aDataset, aGenerator, aMetricBlock, aRun, aSample } from '../testing/records';
import { openStorage } from './open';
import type { PartRecord } from './blob-headers';
import { MIGRATIONS, migrate } from './migrations';
import type { StudioStorage } from './studio-storage';

/** What fake-indexeddb cannot show: Blobs, typed arrays and quotas of a real browser. */

const name = 'storage-in-chromium';
let storage: StudioStorage;
beforeEach(async () => {
  storage = await openStorage(name);
});
afterEach(async () => {
  storage.close();
  await deleteDB(name);
});

async function aGrid(): Promise<Blob> {
  const canvas = new OffscreenCanvas(8, 8);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no 2d context');
  pen.fillStyle = '#204060';
  pen.fillRect(0, 0, 8, 8);
  return canvas.convertToBlob({ type: 'image/webp', quality: 1 });
}

/** Two nets of one tensor each, with as many numbers as asked for, none like another. */
function aLargeState(generator: number, discriminator: number): ModelState {
  const tensors = (size: number, by: number): WeightTensor[] => [
    {
      name: '0/kernel',
      shape: [size],
      values: Float32Array.from({ length: size }, (_, i) => i / by),
    },
  ];
  const net = (name: string, size: number) => ({
    [`${name}.weights`]: tensors(size, 3),
    [`${name}.adam.first`]: tensors(size, 5),
    [`${name}.adam.second`]: tensors(size, 7),
  });
  return {
    tensors: { ...net('generator', generator), ...net('discriminator', discriminator) },
    counters: { 'generator.adam.step': 20, 'discriminator.adam.step': 20 },
  };
}

function sameBits(a: ModelState, b: ModelState): boolean {
  const [left, right] = [Object.values(a.tensors).flat(), Object.values(b.tensors).flat()];
  return left.every(({ values }, i) => values.every((value, at) => value === right[i]?.values[at]));
}

describe('storage in a real browser', () => {
  it('[RUN3] keeps compressed grids and float arrays over a new connection', async () => {
    const image = await aGrid();
    await storage.createRun(aRun('a'));
    await storage.putSample(
      aSample('a', 1, 10, { image, columns: 2, count: 2, scores: Float32Array.of(0.25, 0.75) }),
    );
    await storage.putGenerator(aGenerator('a', 1));
    await storage.putMetrics(aMetricBlock('a', 0, 3));
    storage.close();
    storage = await openStorage(name);
    const sample = await storage.newestSample('a');
    expect(sample?.image.type).toBe('image/webp');
    const bitmap = await createImageBitmap(sample!.image);
    expect([bitmap.width, bitmap.height]).toEqual([8, 8]);
    expect(sample?.scores).toEqual(Float32Array.of(0.25, 0.75));
    expect(await storage.generator('a', 1)).toEqual(aGenerator('a', 1));
    expect((await storage.metrics('a'))[0]?.rows).toEqual(aMetricBlock('a', 0, 3).rows);
    expect(await storage.runBytes('a')).toBe(image.size + 8 + 12 * 4 + 3 * 6 * 8);
  });

  it('[PIC9] keeps chunks of pixels of a view, and sweeps what was left half done', async () => {
    const pixels = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => i % 251);
    const view = new Uint8Array(pixels.length + 7);
    view.set(pixels, 7);
    await storage.putChunk({ datasetId: 'set', index: 0, pixels: view.subarray(7) });
    await storage.putChunk({ datasetId: 'lost', index: 0, pixels });
    await storage.finishDataset(aDataset('set'));
    await storage.sweepUnfinished([]);
    expect((await storage.chunk('set', 0))?.pixels).toEqual(pixels);
    expect(await storage.chunk('lost', 0)).toBeUndefined();
  });

  it('[BIG2] [SAVE4] keeps a checkpoint of the size of ARTGAN in records of 16 MB at most', async () => {
    const saved = aCheckpoint('a', 20, { state: aLargeState(3_800_000, 2_800_000) });
    await storage.createRun(aRun('a'));
    const bytes = await storage.putCheckpoint(saved);
    expect(bytes).toBe(3 * 4 * 6_600_000 + 20 * 48);
    const database = await openDB(name);
    const parts = (await database.getAll('parts')) as PartRecord[];
    expect(parts.map((part) => part.bytes.length)).toEqual([
      ...Array<number>(4).fill(16 * 2 ** 20),
      3 * 4 * 6_600_000 - 4 * 16 * 2 ** 20,
    ]);
    storage.close();
    storage = await openStorage(name);
    const found = await storage.newestCheckpoint('a');
    expect(found?.damaged).toBe(0);
    expect(sameBits(found!.checkpoint.state, saved.state)).toBe(true);
    // One bit, in the last part.
    const last = parts.at(-1)!;
    last.bytes[last.bytes.length - 1]! ^= 1;
    await database.put('parts', last);
    database.close();
    expect(await storage.newestCheckpoint('a')).toBeUndefined();
  });

  it('[WEB7] shows grids that were stored as Blobs, and makes bytes of them', async () => {
    storage.close();
    await deleteDB(name);
    const old = await openDB(name, 3, {
      upgrade: (database, from, _to, transaction) =>
        migrate(database, transaction, from, MIGRATIONS.slice(0, 3)),
    });
    const image = await aGrid();
    await old.put('runs', aRun('a'));
    for (let epoch = 0; epoch < 40; epoch++) {
      await old.put('samples', aSample('a', epoch, epoch * 10, { image }));
    }
    old.close();
    const expected = await image.arrayBuffer();
    storage = await openStorage(name);
    for (const bring of [() => undefined, () => storage.finishUpgrade()]) {
      await bring();
      const samples = await storage.samples('a');
      expect(samples).toHaveLength(40);
      for (const sample of samples) expect(await sample.image.arrayBuffer()).toEqual(expected);
      expect(samples[39]).toMatchObject({ epoch: 39, image: { type: 'image/webp' } });
    }
    const database = await openDB(name);
    const stored = (await database.getAll('samples')) as { image: unknown }[];
    database.close();
    expect(stored.every((sample) => sample.image instanceof Uint8Array)).toBe(true);
  });

  it('[RUN4] deletes a run whole', async () => {
    await storage.createRun(aRun('a'));
    await storage.putSample(aSample('a', 1, 10, { image: await aGrid() }));
    await storage.putGenerator(aGenerator('a', 1));
    await storage.deleteRun('a');
    expect(await storage.samples('a')).toEqual([]);
    expect(await storage.generatorEpochs('a')).toEqual([]);
    expect(await storage.runBytes('a')).toBe(0);
    expect(await storage.run('a')).toBeUndefined();
  });
});
