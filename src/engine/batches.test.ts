import { describe, expect, it } from 'vitest';
import { aDataset } from '../testing/records';
import { Batches } from './batches';
import { includedPictures, loadTrainingSet, type TrainingSet } from './training-set';

/** Pictures [2, 2, 1] whose first byte is their index; the others tell left from right. */
const set = (count: number): TrainingSet => ({
  count,
  imageSize: 2,
  channels: 1,
  picture: (i) => Uint8Array.of(i, 100, 150, 200),
});
const EPOCH = { batches: 'epoch', keepPartialBatch: true } as const;
const options = { batchSize: 3, mirror: false, seed: 1 };
const indices = (pixels: Float32Array): number[] =>
  [...pixels].filter((_, i) => i % 4 === 0).map((value) => Math.round((value + 1) * 127.5));

describe('batches', () => {
  it('an epoch shows each picture once, in an order of its own', () => {
    const batches = new Batches(set(8), EPOCH, options);
    expect(batches.stepsPerEpoch).toBe(3);
    const epoch = (from: number): number[] =>
      [0, 1, 2].flatMap((i) => indices(batches.at(from + i).pixels));
    const all = [0, 1, 2, 3, 4, 5, 6, 7];
    expect(epoch(0).toSorted((a, b) => a - b)).toEqual(all);
    expect(epoch(3).toSorted((a, b) => a - b)).toEqual(all);
    expect(epoch(3)).not.toEqual(epoch(0));
  });

  it('[RND2] a step has the same pictures whenever it is asked for', () => {
    const first = new Batches(set(8), EPOCH, { ...options, mirror: true });
    const later = new Batches(set(8), EPOCH, { ...options, mirror: true });
    const walked = [0, 1, 2, 3, 4].map((step) => first.at(step));
    expect(later.at(4)).toEqual(walked[4]);
    const other = new Batches(set(8), EPOCH, { ...options, mirror: true, seed: 2 });
    expect([0, 1, 2].map((step) => other.at(step))).not.toEqual(walked.slice(0, 3));
  });

  it('draws with replacement where the recipe does, from the whole set', () => {
    const drawn = { batches: 'replacement', keepPartialBatch: false } as const;
    const batches = new Batches(set(5), drawn, options);
    expect(batches.stepsPerEpoch).toBe(2);
    const seen = Array.from({ length: 40 }, (_, step) => indices(batches.at(step).pixels));
    expect(seen.every((batch) => batch.length === 3)).toBe(true);
    expect(new Set(seen.flat())).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(seen.some((batch) => new Set(batch).size < 3)).toBe(true);
  });

  it('mirrors about half of the pictures, left to right, and scales to -1..1', () => {
    const batches = new Batches(set(200), EPOCH, { batchSize: 200, mirror: true, seed: 3 });
    const { pixels } = batches.at(0);
    const third = Array.from({ length: 200 }, (_, i) => pixels[i * 4 + 2]!);
    const plain = third.filter((value) => value === Math.fround(150 / 127.5 - 1)).length;
    const turned = third.filter((value) => value === Math.fround(200 / 127.5 - 1)).length;
    expect(plain + turned).toBe(200);
    expect(plain).toBeGreaterThan(70);
    expect(turned).toBeGreaterThan(70);
  });
});

describe('the training set', () => {
  it('[PIC13] leaves out excluded pictures and folders ticked off', async () => {
    const record = aDataset('s', {
      imageSize: 1,
      channels: 1,
      excluded: [2],
      untickedFolders: [0],
    });
    expect([...includedPictures(record)]).toEqual([3]);
    const loaded = await loadTrainingSet(record, (datasetId, index) =>
      Promise.resolve({ datasetId, index, pixels: Uint8Array.of(index * 2, index * 2 + 1) }),
    );
    expect(loaded.count).toBe(1);
    expect([...loaded.picture(0)]).toEqual([3]);
  });

  it('says so when nothing is left, and when pixels are missing', async () => {
    const record = aDataset('s', { imageSize: 1, channels: 1 });
    const missing = (): Promise<undefined> => Promise.resolve(undefined);
    await expect(
      loadTrainingSet({ ...record, untickedFolders: [0, 1] }, missing),
    ).rejects.toMatchObject({ code: 'set-empty' });
    await expect(loadTrainingSet(record, missing)).rejects.toMatchObject({ code: 'set-missing' });
  });
});
