import { expect, it } from 'vitest';
import { PortionSize } from './portion-size';

/** Sizes of portions after each other, where a portion of so many pictures takes so long. */
function sizes(takes: (count: number) => number, portions: number): number[] {
  const size = new PortionSize();
  return Array.from({ length: portions }, () => {
    const { now } = size;
    size.took(now, takes(now));
    return now;
  });
}

it('[EXP10] portions grow on a fast engine, and shrink to what one that is slow paints in a moment', () => {
  expect(sizes((count) => 2 * count, 4)).toEqual([4, 16, 16, 16]);
  expect(sizes((count) => 400 * count, 4)).toEqual([4, 1, 1, 1]);
  expect(sizes((count) => 50 * count, 4)).toEqual([4, 3, 3, 3]);
});

it('[EXP10] portions are whole where each costs the same, and shrink again where that was a delay', () => {
  expect(sizes(() => 300, 5)).toEqual([4, 2, 16, 16, 16]);
  const short = [400, 390];
  expect(sizes((count) => short.shift() ?? 100 * count, 6)).toEqual([4, 1, 16, 1, 1, 1]);
});

it('the rest of a request says little of a whole portion', () => {
  const size = new PortionSize();
  size.took(4, 8);
  expect(size.now).toBe(16);
  size.took(1, 20);
  expect(size.now).toBe(16);
  size.reset();
  expect(size.now).toBe(4);
});
