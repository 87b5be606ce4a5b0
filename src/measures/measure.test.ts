import { describe, expect, test } from 'vitest';
import { squarePictures } from '../contract/picture-shape';
import { madeSet } from '../testing/made-set';
import { mannWhitneyZ, median } from './copies';
import { measure, measureFloor, measurePrepared, prepareReal } from './measure';
import { overfitting } from './overfitting';
import { chosenPictures, firstPictures } from './pictures';

const shape = squarePictures(32, 3);
const options = { seed: 1, patches: 256, directions: 8 };
const none = firstPictures(madeSet(0, 1, shape), 0);

describe('D’s overfitting, r_v', () => {
  test.each([
    { training: 3, heldOut: 3, generated: -1, value: 0 },
    { training: 3, heldOut: 1, generated: -1, value: 0.5 },
    { training: 3, heldOut: -1, generated: -1, value: 1 },
    // Another level of all logits changes nothing.
    { training: 103, heldOut: 101, generated: 99, value: 0.5 },
    { training: -1, heldOut: -1, generated: -1, value: null },
    { training: -2, heldOut: -1, generated: -1, value: null },
  ])('of $training, $heldOut and $generated is $value', ({ value, ...logits }) => {
    expect(overfitting(logits)).toBe(value);
  });

  test('is told where logits are given', () => {
    const pictures = { training: madeSet(0, 12, shape), heldOut: madeSet(20, 8, shape) };
    const generated = madeSet(40, 8, shape);
    const logits = { training: 2, heldOut: 1, generated: 0 };
    expect(measure({ ...pictures, generated, logits }, options).overfitting).toBe(0.5);
    expect(measure({ ...pictures, generated }, options).overfitting).toBeNull();
  });
});

describe('ranks', () => {
  test('the z of Mann and Whitney, of hand-worked examples', () => {
    // U = 0 of 9 pairs: (0 - 4.5) / sqrt(9 * 7 / 12).
    expect(mannWhitneyZ([1, 2, 3], [4, 5, 6])).toBeCloseTo(-4.5 / Math.sqrt(5.25), 12);
    expect(mannWhitneyZ([4, 5, 6], [1, 2, 3])).toBeCloseTo(4.5 / Math.sqrt(5.25), 12);
    // U = 1.5 of 4, ties of two pairs: variance 4 / 12 * (5 - 12 / 12).
    expect(mannWhitneyZ([1, 2], [1, 2])).toBe(0);
    expect(mannWhitneyZ([1, 1], [1, 2])).toBeCloseTo(-1 / Math.sqrt((4 / 12) * (5 - 24 / 12)), 12);
    expect(mannWhitneyZ([3, 3], [3, 3])).toBe(0);
  });

  test('medians', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});

describe('[MEAS5] a set of which nothing is held out', () => {
  const training = madeSet(0, 16, shape);
  const prepared = prepareReal({ training, heldOut: none }, options);

  test('is compared half with half', () => {
    const floor = measureFloor(prepared, 100);
    expect([floor.generated, floor.real]).toEqual([8, 8]);
    expect(floor.slicedMean).toBeGreaterThan(0);
    expect(measurePrepared(madeSet(50, 8, shape), prepared).real).toBe(8);
  });

  test('finds copies, by how far training pictures are from each other', () => {
    const copied = measurePrepared(chosenPictures(training, [3, 5, 7, 9]), prepared);
    expect([copied.copies.blurred.share, copied.copies.features.share]).toEqual([1, 1]);
    const fresh = measurePrepared(madeSet(50, 8, shape), prepared);
    expect([fresh.copies.blurred.share, fresh.copies.features.share]).toEqual([0, 0]);
  });
});

test('five real pictures and fewer have no neighbourhoods: density and coverage are not told', () => {
  const real = { training: madeSet(0, 8, shape), heldOut: madeSet(20, 5, shape) };
  const found = measure({ ...real, generated: madeSet(40, 8, shape) }, options);
  expect([found.density, found.coverage]).toEqual([null, null]);
});

test('another shape, and too few pictures, are refused', () => {
  const real = { training: madeSet(0, 8, shape), heldOut: madeSet(20, 5, shape) };
  const prepared = prepareReal(real, options);
  expect(() => measurePrepared(madeSet(0, 4, squarePictures(28, 3)), prepared)).toThrow(RangeError);
  expect(() => measurePrepared(madeSet(0, 1, shape), prepared)).toThrow(RangeError);
  expect(() => prepareReal({ training: madeSet(0, 3, shape), heldOut: none }, options)).toThrow(
    RangeError,
  );
});
