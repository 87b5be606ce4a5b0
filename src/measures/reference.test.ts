import { describe, expect, test } from 'vitest';
import { pictureLength } from '../contract/picture-shape';
import fixture from '../testing/fixtures/measures.json';
import { madeSet } from '../testing/made-set';
import { nearestThumb, thumbsOf } from './thumbs';
import type { Likeness } from '../contract/measures';
import { measureFloor, measurePrepared, prepareReal } from './measure';
import { firstPictures, mirroredPictures, pictureOf } from './pictures';

/** Numbers of the order of 100, to seven digits; float32 sums differ by no more. */
function expectLikeness(found: Likeness, wanted: (typeof fixture.cases)[number]['measures']): void {
  expect(found.sliced.length).toBe(wanted.sliced.length);
  wanted.sliced.forEach((one, level) => expect(found.sliced[level]).toBeCloseTo(one, 3));
  expect(found.colour).toBeCloseTo(wanted.colour, 3);
  expect(found.kernel).toBeCloseTo(wanted.kernel, 4);
  expect(found.density).toBeCloseTo(wanted.density, 6);
  expect(found.coverage).toBeCloseTo(wanted.coverage, 6);
  expect(found.diversity).toBeCloseTo(wanted.diversity, 5);
}

describe('[MEAS1] every measure equals the reference in numpy', { timeout: 60_000 }, () => {
  test.each(fixture.cases)('at $shape', ({ shape, measures, floor, copies }) => {
    const training = madeSet(0, 12, shape);
    const heldOut = madeSet(100, 8, shape);
    const generated = madeSet(200, 10, shape);
    const size = pictureLength(shape);
    generated.pixels.forEach((byte, i) => (generated.pixels[i] = (byte >> 1) + 32));
    generated.pixels.set(training.pixels.subarray(0, 2 * size));
    generated.pixels.set(pictureOf(mirroredPictures(training), 5), 2 * size);

    const prepared = prepareReal({ training, heldOut }, fixture.options);
    const found = measurePrepared(generated, prepared);
    expectLikeness(found, measures);
    expectLikeness(measureFloor(prepared, 10), floor);
    for (const space of ['blurred', 'features'] as const) {
      const { median, realMedian, z } = found.copies[space];
      const [wantedMedian, wantedReal, wantedZ] = copies[space];
      expect(median).toBeCloseTo(wantedMedian!, 4);
      expect(realMedian).toBeCloseTo(wantedReal!, 4);
      // Distances of copies are zero but for rounding, so that they share their ranks or do not.
      expect(z).toBeCloseTo(wantedZ!, 1);
    }
    const thumbs = thumbsOf(firstPictures(generated, 10));
    const nearest = Array.from({ length: 10 }, (_, n) => {
      const near = nearestThumb(thumbs, n, prepared.known.thumbs, null);
      return [near.picture, near.mirrored, near.right, near.down];
    });
    expect(nearest).toEqual(copies.nearest);
  });
});
