import { expect, it } from 'vitest';
import { byScore, type JudgedSeed } from './by-score';

const of = (seed: number, logit: number, score = 0): JudgedSeed => ({ seed, logit, score });
const seeds = (judged: readonly JudgedSeed[]): number[] => judged.map(({ seed }) => seed);

it('[VERD4] sorts by score either way: of equal ones the smaller seed first, what has no number last', () => {
  const judged = [
    of(7, 1),
    of(3, NaN),
    of(5, -2),
    of(2, 1),
    of(9, Infinity),
    of(1, NaN),
    of(4, Infinity),
    of(8, -Infinity),
  ];
  const before = [...judged];
  expect(seeds(byScore(judged, 'real'))).toEqual([4, 9, 2, 7, 5, 8, 1, 3]);
  expect(seeds(byScore(judged, 'generated'))).toEqual([8, 5, 2, 7, 4, 9, 1, 3]);
  expect(judged, 'as it was').toEqual(before);
  expect(byScore([], 'real')).toEqual([]);
});

it('[VERD4] tells apart by the logit what has the same score', () => {
  expect(seeds(byScore([of(1, 40, 1), of(2, 50, 1)], 'real'))).toEqual([2, 1]);
});
