import { describe, expect, it } from 'vitest';
import { walkAt } from './endless-walk';
import { latentOf, type Origin } from './origin';

const from: Origin = { kind: 'map', seed: 1, x: 2, y: 3 };
const at = (place: number): Float32Array => latentOf(walkAt(from, 7, place), 64, () => undefined);
const apart = (one: Float32Array, other: Float32Array): number =>
  Math.hypot(...one.map((value, i) => value - other[i]!));

describe('an endless walk', () => {
  it('[PLAY2] begins with the picture, and comes by every seed', () => {
    expect(walkAt(from, 7, 0)).toBe(from);
    expect(walkAt(from, 7, 1)).toEqual({ kind: 'seed', seed: 7 });
    expect(walkAt(from, 7, 3)).toEqual({ kind: 'seed', seed: 9 });
    expect(walkAt(from, 0xffffffff, 2)).toEqual({ kind: 'seed', seed: 0 });
  });

  it('[PLAY2] makes no jump, and is slowest where it comes by', () => {
    const steps = Array.from({ length: 200 }, (_, i) => apart(at(i / 50), at((i + 1) / 50)));
    expect(Math.max(...steps)).toBeLessThan(0.06 * apart(at(0), at(1)) + 0.5);
    expect(steps[50]!).toBeLessThan(steps[25]! / 5);
  });
});
