import { describe, expect, it } from 'vitest';
import { thinned } from './thinning';

const range = (from: number, to: number, by = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);

const thin = (places: readonly number[]): number[] => {
  const gone = new Set(thinned(places));
  return places.filter((_, i) => !gone.has(i));
};

/** Largest gap between neighbours over the smallest. */
const unevenness = (places: readonly number[]): number => {
  const gaps = places.slice(1).map((place, i) => place - places[i]!);
  return Math.max(...gaps) / Math.min(...gaps);
};

describe('[DISK2] thinning', () => {
  it('takes every other one, and never the first or the last', () => {
    expect(thin(range(0, 8))).toEqual([0, 2, 4, 6, 8]);
    expect(thin([0, 2, 4, 6, 8])).toEqual([0, 4, 8]);
    expect(thin([0, 4, 8])).toEqual([0, 8]);
    for (const places of [[0, 8], [5], []]) expect(thinned(places)).toEqual([]);
  });

  it.each([5, 6, 7, 10, 33, 100, 301])(
    'leaves %i evenly spaced ones even, time after time, to the last two',
    (count) => {
      let places = range(1, count);
      while (places.length > 2) {
        const next = thin(places);
        expect(next.length).toBe(places.length - Math.floor((places.length - 1) / 2));
        expect([next[0], next.at(-1)]).toEqual([1, count]);
        expect(unevenness(next)).toBeLessThanOrEqual(3);
        places = next;
      }
      expect(places).toEqual([1, count]);
    },
  );

  it('stays even over a long run that goes on adding after each thinning', () => {
    let places: number[] = [];
    for (let epoch = 0; epoch <= 2000; epoch++) {
      places.push(epoch);
      if (places.length === 40) places = thin(places);
    }
    // Whatever is left spans the run, and no stretch of it is bare: 40 places over 2000 epochs.
    expect([places[0], places.at(-1)]).toEqual([0, 2000]);
    const gaps = places.slice(1).map((place, i) => place - places[i]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * (2000 / 20));
  });

  it('takes from where they lie closest, as on-demand grids do', () => {
    expect(thin([0, 10, 20, 21, 22, 23, 24, 30, 40])).toEqual([0, 10, 20, 30, 40]);
    expect(thin([0, 4, 8, 9, 10, 11, 12])).toEqual([0, 4, 8, 12]);
  });

  it('copes with a run of very many grids', () => {
    // Looking for the closest one anew each time would take minutes.
    expect(thin(range(0, 100_000))).toHaveLength(50_001);
  });
});
