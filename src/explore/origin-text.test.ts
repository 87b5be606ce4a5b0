import { describe, expect, it } from 'vitest';
import { latentOf, parentsOf, type Origin } from './origin';
import { LONGEST_ORIGIN, originText, readOrigin } from './origin-text';

const seed = (number: number): Origin => ({ kind: 'seed', seed: number });
const near = (of: Origin): Origin => ({ kind: 'near', of, seed: 5, distance: 0.35 });
const ALL: readonly Origin[] = [
  seed(0xffffffff),
  near(seed(12)),
  { kind: 'child', of: [seed(1), near(seed(2))], seed: 7 },
  { kind: 'between', of: [seed(1), seed(2)], share: 0.125 },
  { kind: 'sum', of: [seed(1), seed(2), seed(3)] },
  { kind: 'map', seed: 9, x: -1.25, y: 1000 },
  {
    kind: 'moved',
    of: near(seed(1)),
    moves: [
      { direction: 'a1', amount: 1.5 },
      { direction: 'k1700000000000', amount: -0.4 },
    ],
  },
  { kind: 'new', seed: 3, place: 255 },
];

describe('origins as text', () => {
  it.each(ALL)('[EXP9] $kind is read as it was written', (origin) => {
    const text = originText(origin);
    expect(readOrigin(text)).toEqual(origin);
    expect(encodeURI(text)).toBe(text);
  });

  it.each([
    '',
    'seed',
    'new(1)',
    'new(1,1000)',
    'seed()',
    'seed(-1)',
    'seed(4294967296)',
    'seed(1))',
    'seed(1) ',
    'near(seed(1),2,1.5)',
    'near(seed(1),2)',
    'child(seed(1),3)',
    'map(1,2)',
    'moved(seed(1),a1)',
    'moved(seed(1),a1:1000)',
    'constructor(1)',
    `${'near('.repeat(5000)}`,
  ])('[EXP9] "%s" is none', (text) => {
    expect(readOrigin(text.slice(0, 60_000))).toBeNull();
  });

  it('has room for some hundred generations', () => {
    let origin = seed(1);
    for (let generation = 0; generation < 200; generation++) origin = near(origin);
    const text = originText(origin);
    expect(text.length).toBeLessThan(LONGEST_ORIGIN);
    expect(readOrigin(text)).toEqual(origin);
  });

  it('[EXP4] tells what a picture was made from', () => {
    expect(ALL.map((origin) => parentsOf(origin).length)).toEqual([0, 1, 2, 2, 3, 0, 1, 0]);
  });

  it('[EXP7] makes the latent again, without directions that are not known', () => {
    const known = new Map([['a1', Float32Array.of(1, 0, 0, 0)]]);
    const all = latentOf(ALL[6]!, 4, (name) => known.get(name));
    const none = latentOf(ALL[6]!, 4, () => undefined);
    expect(none).toEqual(latentOf(near(seed(1)), 4, () => undefined));
    expect(all).not.toEqual(none);
  });
});
