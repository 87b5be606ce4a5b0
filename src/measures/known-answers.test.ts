import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { pictureLength, squarePictures, type PictureShape } from '../contract/picture-shape';
import { permutation, uniform } from '../contract/random';
import { paintPicture } from '../data/paint/painting';
import { readJpegs, shuffledJpegs } from '../testing/node-pictures';
import { measureColumns } from '../contract/measure-columns';
import type { Measures } from '../contract/measures';
import { measureFloor, measurePrepared, prepareReal, type PreparedReal } from './measure';
import { chosenPictures, mirroredPictures, pictureOf, type Pictures } from './pictures';

const OPTIONS = { seed: 3, patches: 1024, directions: 32 };
const TRAINING = 30;
const OTHERS = 30;

const numbers = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => from + n);

function painted(edge: number, channels: 1 | 3): Pictures {
  const shape = squarePictures(edge, channels);
  const count = TRAINING + 2 * OTHERS;
  const pixels = new Uint8Array(count * pictureLength(shape));
  // Shuffled: scenes follow each other in a rhythm.
  permutation(1, 99, 0, count).forEach((index, n) =>
    pixels.set(paintPicture(index, shape), n * pictureLength(shape)),
  );
  return { shape, count, pixels };
}

/** The upper half of each, which is a rectangle. */
function upperHalves(pictures: Pictures): Pictures {
  const shape = { ...pictures.shape, height: pictures.shape.height / 2 };
  const size = pictureLength(shape);
  const pixels = new Uint8Array(pictures.count * size);
  for (let n = 0; n < pictures.count; n++) {
    pixels.set(pictureOf(pictures, n).subarray(0, size), n * size);
  }
  return { shape, count: pictures.count, pixels };
}

/** Each picture changed at each place. */
function changed(
  pictures: Pictures,
  value: (at: (y: number, x: number) => number, y: number, x: number) => number,
): Pictures {
  const { height, width, channels } = pictures.shape;
  const pixels = new Uint8Array(pictures.pixels.length);
  for (let n = 0, i = 0; n < pictures.count; n++) {
    const picture = pictureOf(pictures, n);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < channels; c++, i++) {
          const inside = (v: number, size: number): number => Math.max(0, Math.min(size - 1, v));
          const at = (v: number, h: number): number =>
            picture[(inside(v, height) * width + inside(h, width)) * channels + c]!;
          pixels[i] = value(at, y, x);
        }
      }
    }
  }
  return { ...pictures, pixels };
}

const blur = (pictures: Pictures): Pictures =>
  changed(pictures, (at, y, x) => {
    let sum = 0;
    for (const v of [-1, 0, 1]) for (const h of [-1, 0, 1]) sum += at(y + v, x + h);
    return sum / 9;
  });

const shifted = (pictures: Pictures, right: number, down: number): Pictures =>
  changed(pictures, (at, y, x) => at(y - down, x - right));

const noise = (shape: PictureShape): Pictures => ({
  shape,
  count: OTHERS,
  pixels: Uint8Array.from(uniform(1, 99, 0, OTHERS * pictureLength(shape), 0, 256)),
});

const PAINTINGS = process.env.ATELIER_DATA && join(process.env.ATELIER_DATA, 'paintings');
const real = PAINTINGS && existsSync(PAINTINGS) ? PAINTINGS : null;
console.log(
  real
    ? `Measures are tested on sample pictures and on paintings of ${real}.`
    : 'Measures are tested on sample pictures; no folder of real ones is here.',
);

const SETS: readonly { name: string; load: () => Pictures | Promise<Pictures> }[] = [
  { name: 'sample pictures of 64 px', load: () => painted(64, 3) },
  { name: 'grey ones of 28 px', load: () => painted(28, 1) },
  { name: 'rectangles of 64 x 32 px', load: () => upperHalves(painted(64, 3)) },
  ...(real
    ? [
        {
          name: 'real paintings of 32 px',
          load: () => readJpegs(real, shuffledJpegs(real).slice(0, TRAINING + 2 * OTHERS), 32),
        },
      ]
    : []),
];

describe.each(SETS)('known answers for $name', { timeout: 60_000 }, ({ load }) => {
  let training: Pictures;
  let others: Pictures;
  let prepared: PreparedReal;
  let likeReal: Measures;
  const measured = (pictures: Pictures): Measures => measurePrepared(pictures, prepared);

  beforeAll(async () => {
    const all = await load();
    training = chosenPictures(all, numbers(0, TRAINING));
    others = chosenPictures(all, numbers(TRAINING, OTHERS));
    const heldOut = chosenPictures(all, numbers(TRAINING + OTHERS, OTHERS));
    prepared = prepareReal({ training, heldOut }, OPTIONS);
    likeReal = measured(others);
  }, 60_000);

  test('[MEAS2] other real pictures are at the floor', () => {
    const floor = measureFloor(prepared, OTHERS);
    expect(likeReal.slicedMean).toBeLessThan(1.8 * floor.slicedMean);
    expect(likeReal.slicedMean).toBeGreaterThan(0.55 * floor.slicedMean);
    expect(Math.abs(likeReal.kernel)).toBeLessThan(0.3);
    expect(likeReal.density).toBeGreaterThan(0.5);
    expect(likeReal.coverage).toBeGreaterThan(0.7);
    expect(likeReal.diversity).toBeGreaterThan(0.8);
    expect(likeReal.diversity).toBeLessThan(1.25);
    expect(likeReal.copies.blurred.share).toBe(0);
    expect(likeReal.copies.features.share).toBe(0);
    expect(Math.abs(likeReal.copies.blurred.z)).toBeLessThan(3);
  });

  test('noise is far from them in every way', () => {
    const found = measured(noise(others.shape));
    expect(found.slicedMean).toBeGreaterThan(2.5 * likeReal.slicedMean);
    expect(found.colour).toBeGreaterThan(3 * likeReal.colour);
    expect(found.kernel).toBeGreaterThan(10);
    expect([found.density, found.coverage]).toEqual([0, 0]);
    expect(found.diversity).toBeLessThan(0.8);
  });

  test('blur is seen at the finest level, and hardly in colour', () => {
    const found = measured(blur(blur(others)));
    expect(found.colour).toBeLessThan(2 * likeReal.colour);
    // A pyramid of one level has no finest one, which leaves the features.
    if (found.sliced.length === 1) {
      expect(found.kernel).toBeGreaterThan(likeReal.kernel + 0.05);
      return;
    }
    expect(found.sliced[0]).toBeGreaterThan(1.15 * likeReal.sliced[0]!);
    expect(found.sliced.at(-1)).toBeLessThan(1.15 * likeReal.sliced.at(-1)!);
  });

  test('darker pictures are seen in colour alone', () => {
    const found = measured(changed(others, (at, y, x) => 0.8 * at(y, x)));
    expect(found.colour).toBeGreaterThan(3 * likeReal.colour);
    found.sliced.forEach((one, level) => {
      expect(one / likeReal.sliced[level]!).toBeGreaterThan(0.95);
      expect(one / likeReal.sliced[level]!).toBeLessThan(1.05);
    });
  });

  test('[MEAS3] one picture repeated has no diversity and covers little', () => {
    const found = measured(chosenPictures(others, Array<number>(OTHERS).fill(4)));
    expect(found.diversity).toBe(0);
    expect(found.coverage).toBeLessThan(0.4);
    expect(found.kernel).toBeGreaterThan(likeReal.kernel + 0.5);
    expect(found.slicedMean).toBeGreaterThan(1.6 * likeReal.slicedMean);
  });

  test('[MEAS4] copies are found, each with its picture', () => {
    const { copies } = measured(chosenPictures(training, numbers(0, OTHERS)));
    expect([copies.blurred.share, copies.features.share]).toEqual([1, 1]);
    expect(copies.blurred.z).toBeLessThan(-5);
    expect(copies.features.z).toBeLessThan(-5);
    expect(copies.closest).toHaveLength(8);
    for (const pair of copies.closest) {
      expect(pair.training).toBe(pair.generated);
      expect(pair.mirrored).toBe(false);
      expect(pair.ratio).toBeLessThan(0.01);
    }
  });

  test('[MEAS4] mirrored copies are found', () => {
    const { copies } = measured(mirroredPictures(chosenPictures(training, numbers(0, OTHERS))));
    expect([copies.blurred.share, copies.features.share]).toEqual([1, 1]);
    for (const pair of copies.closest) {
      expect([pair.training, pair.mirrored]).toEqual([pair.generated, true]);
    }
  });

  test('[MEAS4] shifted copies are found', () => {
    const chosen = chosenPictures(training, numbers(0, OTHERS));
    const { width } = prepared.known.thumbs.plain;
    const step = others.shape.width / width;
    const { copies } = measured(shifted(chosen, step, 0));
    expect(copies.blurred.share).toBeGreaterThan(0.9);
    const near = copies.closest.filter(({ space }) => space === 'blurred');
    for (const pair of near) {
      expect([pair.training, pair.right, pair.down]).toEqual([pair.generated, -step, 0]);
    }
  });

  test('[MEAS4] where half are copies, half are told', () => {
    const pixels = others.pixels.slice();
    pixels.set(training.pixels.subarray(0, pixels.length / 2));
    const { copies } = measured({ ...others, pixels });
    expect([copies.blurred.share, copies.features.share]).toEqual([0.5, 0.5]);
    for (const pair of copies.closest) expect(pair.generated).toBeLessThan(OTHERS / 2);
  });

  test('[MEAS1] the same pictures and seed give the same numbers, as plain data', () => {
    expect(measured(others)).toEqual(likeReal);
    expect(JSON.parse(JSON.stringify(likeReal))).toEqual(likeReal);
    const columns = measureColumns(likeReal);
    expect(columns.slicedMean).toBe(likeReal.slicedMean);
    expect(Object.values(columns).every((one) => one === null || Number.isFinite(one))).toBe(true);
  });
});
