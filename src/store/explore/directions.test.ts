import { describe, expect, it } from 'vitest';
import type { Origin } from '../../explore/origin';
import { amountOf, movedBy } from './directions';
import { readDirections, writeDirections } from './directions-file';

const seed: Origin = { kind: 'seed', seed: 1 };

describe('directions that a person moves along', () => {
  it('[EXP11] change one move of a picture, and none is none', () => {
    const one = movedBy(seed, 'a1', 2);
    expect(amountOf(one, 'a1')).toBe(2);
    const two = movedBy(one, 'c3', -1);
    expect([amountOf(two, 'a1'), amountOf(two, 'c3'), amountOf(two, 'a9')]).toEqual([2, -1, 0]);
    expect(movedBy(movedBy(two, 'a1', 0), 'c3', 0)).toEqual(seed);
    expect(movedBy(two, 'a1', 3)).toMatchObject({ of: seed });
  });

  it('[EXP12] are shared as a file', () => {
    const shared = [{ name: 'Дальше', vector: Float32Array.of(0.25, -1) }];
    expect(readDirections(writeDirections(shared), 2)).toEqual(shared);
  });

  it.each([
    'no JSON',
    'null',
    '[]',
    '{"kind":"other","directions":[]}',
    '{"kind":"atelier-directions","directions":[{"name":"a","vector":[1]}]}',
    '{"kind":"atelier-directions","directions":[{"name":"a","vector":[1,"2"]}]}',
    '{"kind":"atelier-directions","directions":[{"name":1,"vector":[1,2]}]}',
  ])('[EXP12] are refused in %s', (text) => {
    expect(readDirections(text, 2)).toBeNull();
  });
});
