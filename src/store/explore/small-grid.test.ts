import { expect, it } from 'vitest';
import { smallGrid } from './small-grid';

/** uint8 [height, width, 4] of these reds. */
const picture = (reds: readonly number[]) =>
  Uint8ClampedArray.from(reds.flatMap((red) => [red, 0, 0, 255]));
const reds = (rgba: Uint8ClampedArray): number[] => [...rgba].filter((_, i) => i % 4 === 0);

it('[FILM12] lays cells row by row, as they are where they fit', () => {
  const cells = [1, 2, 3, 4].map((one) => picture([10 * one, 10 * one + 1]));
  const { rgba, width, height } = smallGrid(cells, { width: 2, height: 1 }, 2, 100);
  expect([width, height]).toEqual([4, 2]);
  expect(reds(rgba)).toEqual([10, 11, 20, 21, 30, 31, 40, 41]);
  expect(rgba[3]).toBe(255);
});

it('[FILM12] makes them smaller by means of squares of pixels', () => {
  const four = picture([0, 10, 100, 110, 20, 30, 120, 130]);
  const one = smallGrid([four], { width: 4, height: 2 }, 1, 2);
  expect([one.width, one.height]).toEqual([2, 1]);
  expect(reds(one.rgba)).toEqual([15, 115]);
  const least = smallGrid([four], { width: 4, height: 2 }, 1, 1);
  expect([least.width, least.height, reds(least.rgba)]).toEqual([1, 1, [65]]);
});
