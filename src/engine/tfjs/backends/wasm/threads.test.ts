import { expect, test } from 'vitest';
import { threadsFor } from './threads';

test.each([
  [1, 1],
  [2, 2],
  [4, 3],
  [8, 7],
  [9, 8],
  [64, 8],
  [0, 1],
  [NaN, 1],
])('%i processors give %i threads', (cores, threads) => {
  expect(threadsFor(cores)).toBe(threads);
});
