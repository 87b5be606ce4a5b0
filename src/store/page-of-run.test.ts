import { expect, it } from 'vitest';
import { evenly } from './page-of-run';

it('[SHARE2] takes grids at equal distances, the first and the last among them', () => {
  const all = Array.from({ length: 100 }, (_, i) => i);
  expect(evenly(all, 200)).toEqual(all);
  const some = evenly(all, 12);
  expect(some).toHaveLength(12);
  expect([some[0], some.at(-1)]).toEqual([0, 99]);
  const gaps = some.slice(1).map((value, i) => value - some[i]!);
  expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
});
