import { describe, expect, it } from 'vitest';
import type { Origin } from '../../explore/origin';
import { exploreHash, readExploreHash, type Linked } from './link';

const PLAIN: Linked = {
  generator: null,
  hand: null,
  truncation: 1,
  firstSeed: 0,
  view: 'wall',
  place: { x: 0, y: 0 },
};
const HAND: Origin = {
  kind: 'moved',
  of: {
    kind: 'child',
    of: [
      { kind: 'seed', seed: 3 },
      { kind: 'map', seed: 1, x: -0.25, y: 2 },
    ],
    seed: 1,
  },
  moves: [{ direction: 'c1', amount: -2.5 }],
};

describe('a link to the room Explore', () => {
  it.each<[string, Linked]>([
    ['nothing but the room', PLAIN],
    [
      'a picture of averaged weights on the wall',
      {
        ...PLAIN,
        generator: { runId: 'a run-1', epoch: 12, weights: 'averaged' },
        hand: HAND,
        truncation: 0.7,
        firstSeed: 4_294_967_295,
      },
    ],
    [
      'a place on the map',
      {
        ...PLAIN,
        generator: { runId: 'r', epoch: 0, weights: 'weights' },
        view: 'map',
        place: { x: -12.125, y: 0.5 },
      },
    ],
  ])('[EXP9] leads back to %s', (_, state) => {
    expect(readExploreHash(exploreHash(state))).toEqual(state);
  });

  it('[EXP9] leaves out what is as it is anyway', () => {
    expect(exploreHash(PLAIN)).toBe('#explore');
  });

  it.each([
    '#explore?epoch=3',
    '#explore?run=r&epoch=-1&weights=heavy',
    '#explore?at=seed(&truncation=9&from=4294967296&map=1',
    '#explore?at=seed(1e99)&truncation=x&from=1.5&map=a,b',
  ])('[EXP9] passes over what %s says wrongly', (hash) => {
    expect(readExploreHash(hash)).toEqual(PLAIN);
  });
});
