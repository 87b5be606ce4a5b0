import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { squarePictures } from '../contract/picture-shape';
import { HASH_BYTES } from '../contract/records';
import { paintPicture } from '../data/paint/painting';
import { openStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import { aDataset } from '../testing/records';
import { findLookAlikes } from './find-look-alikes';

const SHAPE = squarePictures(16, 3);
const CHUNK = 3;
let storage: StudioStorage;
let serial = 0;
beforeEach(async () => {
  storage = await openStorage(`look-alikes-${serial++}`);
});
afterEach(() => storage.close());

/** Stores a set of sample pictures by their numbers, each of a file of that name. */
async function store(numbers: readonly number[], names = numbers.map((_, n) => `${n}.png`)) {
  const size = 16 * 16 * 3;
  for (let begin = 0; begin < numbers.length; begin += CHUNK) {
    const some = numbers.slice(begin, begin + CHUNK);
    const pixels = new Uint8Array(some.length * size);
    some.forEach((number, n) => pixels.set(paintPicture(number, SHAPE), n * size));
    await storage.putChunk({ datasetId: 's', index: begin / CHUNK, pixels });
  }
  const hashes = new Uint8Array(numbers.length * HASH_BYTES);
  await storage.putPictureBlock({ datasetId: 's', block: 0, paths: names, hashes });
  await storage.finishDataset(
    aDataset('s', {
      shape: SHAPE,
      count: numbers.length,
      chunkPictures: CHUNK,
      folders: [{ path: '', count: numbers.length }],
      folderOf: new Uint32Array(numbers.length),
    }),
  );
}

it('[PIC25] looks through a stored set, over all of its chunks', async () => {
  await store([5, 6, 7, 8, 5, 9, 6, 5]);
  expect(await findLookAlikes(storage, 's')).toEqual([
    [0, 4, 7],
    [1, 6],
  ]);
});

it('[PIC25] knows crops of one file by its path', async () => {
  await store([5, 5, 6, 5], ['a.png', 'a.png', 'b.png', 'a.png']);
  expect(await findLookAlikes(storage, 's')).toEqual([]);
});

it('says what is missing', async () => {
  await expect(findLookAlikes(storage, 'none')).rejects.toMatchObject({ code: 'set-not-stored' });
  await store([1, 2, 3, 4]);
  await storage.putChunk({ datasetId: 's', index: 1, pixels: new Uint8Array(5) });
  await expect(findLookAlikes(storage, 's')).rejects.toMatchObject({
    code: 'set-part-wrong',
    params: { part: 2, bytes: 5, expected: 768 },
  });
});
