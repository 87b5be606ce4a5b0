import { squarePictures } from '../contract/picture-shape';
import { describe, expect, it, vi } from 'vitest';
import type { ChunkRecord } from '../contract/records';
import { aDataset, aPictureBlock } from '../testing/records';
import { PictureCache } from './picture-cache';

/** Four pictures of four bytes, two to a chunk. */
const set = aDataset('set', { shape: squarePictures(2, 1) });
const read = () =>
  vi.fn((datasetId: string, index: number) =>
    Promise.resolve(
      index < 2
        ? {
            datasetId,
            index,
            pixels: Uint8Array.from({ length: 8 }, (_, i) => 10 * index + Math.floor(i / 4)),
          }
        : undefined,
    ),
  );

type Read = (datasetId: string, index: number) => Promise<ChunkRecord | undefined>;
const storage = (chunk: Read) => ({
  chunk,
  pictureBlock: vi.fn((id: string, block: number) =>
    Promise.resolve(block === 0 ? aPictureBlock(id) : undefined),
  ),
});

describe('PictureCache', () => {
  it('[BIG1] gives the paths of pictures from their block, and reads a block once', async () => {
    const stored = storage(read());
    const cache = new PictureCache(stored);
    expect(await Promise.all([0, 3].map((i) => cache.path(set, i)))).toEqual(['p0.png', 'p3.png']);
    expect(await cache.path(set, 9999)).toBe('');
    expect(stored.pictureBlock.mock.calls.map(([, block]) => block)).toEqual([0, 2]);
  });

  it('gives each picture from its chunk, and reads a chunk once', async () => {
    const reads = read();
    const cache = new PictureCache(storage(reads));
    const all = await Promise.all([0, 1, 2, 3].map((i) => cache.picture(set, i)));
    expect(all.map(([first]) => first)).toEqual([0, 1, 10, 11]);
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it('keeps the chunks used last within its bytes', async () => {
    const reads = read();
    const cache = new PictureCache(storage(reads), 8);
    for (const index of [0, 1, 2, 3, 0]) await cache.picture(set, index);
    expect(reads.mock.calls.map(([, index]) => index)).toEqual([0, 1, 0]);
  });

  it('refuses what is not stored, and asks again next time', async () => {
    const reads = read();
    const cache = new PictureCache(storage(reads));
    const wanted = { kind: 'set-missing' };
    await expect(cache.picture(set, 4)).rejects.toMatchObject(wanted);
    await expect(cache.picture(set, 4)).rejects.toMatchObject(wanted);
    await expect(cache.picture(set, -1)).rejects.toMatchObject(wanted);
    expect(reads).toHaveBeenCalledTimes(3);
    const failing = new PictureCache(storage(() => Promise.reject(new Error('disk'))));
    await expect(failing.picture(set, 0)).rejects.toThrow('disk');
  });
});
