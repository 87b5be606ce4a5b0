import { describe, expect, it } from 'vitest';
import { latentAt, mirrored } from './larger-field';
import { lengthOf, ofSeed } from './latents';

describe('beyond the frame of a picture', () => {
  it('[PRINT3] cells are those of the frame, mirrored, and say how far outside they are', () => {
    const along = [-5, -4, -1, 0, 3, 4, 7, 8].map((place) => mirrored(place, 4));
    expect(along.map(({ cell }) => cell)).toEqual([3, 3, 0, 0, 3, 3, 0, 0]);
    expect(along.map(({ outside }) => outside)).toEqual([1.25, 1, 0.25, 0, 0, 0.25, 1, 1.25]);
  });

  it('[PRINT3] latents wander away from the one in hand step by step, and keep its length', () => {
    const hand = ofSeed(3, 64).map((value) => value * 0.7);
    const at = (x: number) =>
      latentAt(hand, 'wandering', 1, { x, y: 0.5, outside: Math.max(0, x - 1) });
    expect(at(0.9)).toBe(hand);
    const path = Array.from({ length: 17 }, (_, i) => at(1 + i / 8));
    const apart = (one: Float32Array, other: Float32Array): number =>
      lengthOf(Float32Array.from(one, (value, i) => value - other[i]!)) / lengthOf(hand);
    for (const [i, latent] of path.entries()) {
      expect(lengthOf(latent)).toBeCloseTo(lengthOf(hand), 3);
      if (i > 0) expect(apart(latent, path[i - 1]!)).toBeLessThan(0.4);
    }
    expect(apart(path.at(-1)!, hand)).toBeGreaterThan(0.9);
    expect(latentAt(hand, 'mirrored', 1, { x: 3, y: 0, outside: 2 })).toBe(hand);
  });
});
