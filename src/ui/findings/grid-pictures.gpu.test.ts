import { expect, it } from 'vitest';
import { pictureLength, squarePictures } from '../../contract/picture-shape';
import type { SampleRecord } from '../../contract/records';
import { paintPicture } from '../../data/paint/painting';
import { lookAtGrid, lookAtSet } from '../../findings/looks/looks';
import { pictureOf, type Pictures } from '../../measures/pictures';
import { encodeGrid } from '../../worker/encode-grid';
import { gridPictures } from './grid-pictures';
import { sparing } from './sparing';

const noPause = (): Promise<void> => Promise.resolve();

function landscapes(first: number, count: number, size: number, channels: 1 | 3): Pictures {
  const shape = squarePictures(size, channels);
  const pixels = new Uint8Array(count * pictureLength(shape));
  for (let n = 0; n < count; n++) {
    pixels.set(paintPicture(first + n, shape), n * pictureLength(shape));
  }
  return { shape, count, pixels };
}

/** The pictures as a run stores them: compressed, in one image, the last row part empty. */
async function storedGrid({ shape, count, pixels }: Pictures): Promise<SampleRecord> {
  const columns = 4;
  const rows = Math.ceil(count / columns);
  const image = await encodeGrid(pixels, columns, rows, shape);
  const scores = new Float32Array(count);
  return { runId: 'r', epoch: 2, step: 20, columns, rows, count, shape, image, scores };
}

it.each([
  [16, 3],
  [28, 1],
  [64, 3],
  [128, 3],
] as const)(
  'a stored grid of %d px and %d channels tells what its pictures do [FIND4]',
  async (size, channels) => {
    const set = landscapes(0, 20, size, channels);
    const others = landscapes(100, 10, size, channels);
    const read = (n: number) => Promise.resolve(pictureOf(set, n));
    const places = Array.from({ length: set.count }, (_, n) => n);
    const look = (await lookAtSet(set.shape, places, read, noPause))!;
    const pause = sparing(new AbortController().signal);
    const factsOf = async (pictures: Pictures) => {
      const grid = await storedGrid(pictures);
      return lookAtGrid(grid, await gridPictures(grid, channels), look, pause);
    };

    const plain = await lookAtGrid(
      { epoch: 2, step: 20 },
      Array.from({ length: 10 }, (_, n) => ({ shape: others.shape, pixels: pictureOf(others, n) })),
      look,
      noPause,
    );
    const stored = await factsOf(others);
    expect(stored).toMatchObject({ epoch: 2, step: 20, pictures: 10, copies: plain!.copies });
    expect(stored!.diversity).toBeCloseTo(plain!.diversity, 1);
    // Those of the set itself are known again.
    expect((await factsOf(set))!.copies).toBe(1);
  },
);

it('a look that is not wanted any more ends [FIND4]', async () => {
  const set = landscapes(0, 8, 16, 3);
  const ended = new AbortController();
  const read = (n: number) => {
    if (n === 3) ended.abort();
    return Promise.resolve(pictureOf(set, n));
  };
  const places = Array.from({ length: set.count }, (_, n) => n);
  await expect(lookAtSet(set.shape, places, read, sparing(ended.signal))).rejects.toThrow();
});
