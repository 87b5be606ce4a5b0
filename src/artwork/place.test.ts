import { expect, it } from 'vitest';
import { LARGEST_SEED } from '../contract/random';
import { LAST_NUMBER, hashOf, placeOf, seedOf } from './place';

it('[ART4] an address leads back to its place', () => {
  for (const place of [
    { mode: 'picture', number: 1 },
    { mode: 'walk', number: 12 },
    { mode: 'picture', number: LAST_NUMBER },
  ] as const) {
    expect(placeOf(hashOf(place), 'walk')).toEqual(place);
  }
});

it.each(['', '#', '#0', '#-1', '#1.5', '#walk', '#walk-', '#4294967297', '#12a', '#<b>'])(
  '[ART4] the address "%s" leads to the beginning',
  (hash) => {
    expect(placeOf(hash, 'walk')).toEqual({ mode: 'walk', number: 1 });
  },
);

it('[ART3] an edition has each seed once, from its own on', () => {
  expect(seedOf(7, 1)).toBe(7);
  expect(seedOf(7, 3)).toBe(9);
  expect(seedOf(LARGEST_SEED, 2)).toBe(0);
  expect(seedOf(5, LAST_NUMBER)).toBe(4);
});
