import { describe, expect, it } from 'vitest';
import { Stream, normal } from '../contract/random';
import {
  between,
  child,
  inOne,
  lengthOf,
  moved,
  near,
  ofNewPictures,
  ofSeed,
  onMap,
  sum,
  truncated,
} from './latents';

const SIZE = 400;
const one = ofSeed(1, SIZE);
const other = ofSeed(2, SIZE);
const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((total, value, i) => total + value * b[i]!, 0) /
  (lengthOf(Float32Array.from(a)) * lengthOf(Float32Array.from(b)));
/** How far the numbers of two latents are apart, at most. */
const apart = (a: Float32Array, b: Float32Array): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
/** A drawn latent of 400 numbers has the length 20 +- 0.7. */
const asDrawn = (latent: Float32Array): void => {
  expect(lengthOf(Float32Array.from(latent))).toBeGreaterThan(17.5);
  expect(lengthOf(Float32Array.from(latent))).toBeLessThan(22.5);
};

it('[PICT3] draws pictures of "New pictures" as they were drawn together', () => {
  const together = normal(3, Stream.NewPictures, 0, 5 * 7);
  for (let place = 0; place < 5; place++) {
    const one = together.slice(place * 7, (place + 1) * 7);
    expect(ofNewPictures(3, place, 7)).toEqual(one);
  }
});

describe('latents', () => {
  it('[EXP2] are the same for the same seed, and others for another', () => {
    expect(ofSeed(1, SIZE)).toEqual(one);
    expect(cosine(one, other)).toBeLessThan(0.2);
    asDrawn(one);
    asDrawn(ofSeed(0xffffffff, SIZE));
  });

  it('[EXP3] near one are as near as was asked for', () => {
    expect(near(one, 3, 0)).toEqual(one);
    for (const distance of [0.1, 0.5, 0.9]) {
      const made = near(one, 3, distance);
      asDrawn(made);
      expect(cosine(one, made)).toBeCloseTo(Math.sqrt(1 - distance ** 2), 1);
    }
    expect(Math.abs(cosine(one, near(one, 3, 1)))).toBeLessThan(0.2);
    expect(near(one, 3, 0.5)).not.toEqual(near(one, 4, 0.5));
  });

  it('[EXP5] between two lie on their arc, its ends included', () => {
    expect(apart(between(one, other, 0), one)).toBeLessThan(1e-4);
    expect(apart(between(one, other, 1), other)).toBeLessThan(1e-4);
    const middle = between(one, other, 0.5);
    asDrawn(middle);
    expect(cosine(middle, one)).toBeCloseTo(cosine(middle, other), 2);
    // A straight line would pass at 0.7 of the length.
    expect(lengthOf(middle)).toBeCloseTo((lengthOf(one) + lengthOf(other)) / 2, 3);
  });

  it('between parallel ones there is a line', () => {
    expect(apart(between(one, one, 0.3), one)).toBeLessThan(1e-4);
  });

  it('[EXP3] of children have much of both parents', () => {
    for (const seed of [1, 2, 3]) {
      const made = child(one, other, seed);
      asDrawn(made);
      expect(cosine(made, one)).toBeGreaterThan(0.25);
      expect(cosine(made, other)).toBeGreaterThan(0.25);
    }
  });

  it('[EXP5] of A - B + C are like A and C and unlike B', () => {
    const third = ofSeed(3, SIZE);
    const made = sum(one, other, third);
    expect(lengthOf(made)).toBeCloseTo(Math.sqrt(SIZE), 3);
    expect(cosine(made, one)).toBeGreaterThan(0.4);
    expect(cosine(made, third)).toBeGreaterThan(0.4);
    expect(cosine(made, other)).toBeLessThan(-0.4);
  });

  it('that are moved keep their length', () => {
    const direction = ofSeed(9, SIZE).map((value) => value / 10);
    const made = moved(one, [{ direction, amount: 5 }]);
    expect(lengthOf(made)).toBeCloseTo(lengthOf(one), 3);
    expect(cosine(made, direction)).toBeGreaterThan(cosine(one, direction));
    expect(moved(one, [])).toEqual(one);
  });

  it('[EXP6] of a map are smooth, drawn-like and endless', () => {
    const here = onMap(1, 0.4, -0.2, SIZE);
    expect(onMap(1, 0.4, -0.2, SIZE)).toEqual(here);
    expect(lengthOf(here)).toBeCloseTo(Math.sqrt(SIZE), 3);
    expect(cosine(here, onMap(1, 0.41, -0.2, SIZE))).toBeGreaterThan(0.999);
    expect(cosine(here, onMap(1, 0.6, -0.2, SIZE))).toBeGreaterThan(0.9);
    expect(Math.abs(cosine(here, onMap(1, 5.4, 3, SIZE)))).toBeLessThan(0.25);
    expect(Math.abs(cosine(here, onMap(1, 900, 4000, SIZE)))).toBeLessThan(0.25);
    expect(onMap(2, 0.4, -0.2, SIZE)).not.toEqual(here);
    // Each number is close to normal: about two thirds lie within one.
    const within = here.filter((value) => Math.abs(value) < 1).length / SIZE;
    expect(within).toBeGreaterThan(0.58);
    expect(within).toBeLessThan(0.78);
  });

  it('are shortened by truncation, and put behind each other', () => {
    expect(lengthOf(truncated(one, 0.5))).toBeCloseTo(lengthOf(one) / 2, 4);
    expect(truncated(one, 1)).toBe(one);
    expect(inOne([Float32Array.of(1, 2), Float32Array.of(3, 4)])).toEqual(
      Float32Array.of(1, 2, 3, 4),
    );
  });
});
