import { describe, expect, it } from 'vitest';
import { findDirections, type Features } from './directions';
import { topEigenvectors } from './eigen';

const SIZE = 10;

/** Features that hang on number 3 of a latent most, on number 7 second, on others a little. */
function block(): Features {
  const features = 40;
  const matrix = new Float32Array(SIZE * features);
  for (let i = 0; i < SIZE; i++) {
    for (let j = 0; j < features; j++) {
      const weight = i === 3 ? 5 : i === 7 ? 2 : 0.1;
      matrix[i * features + j] = weight * Math.sin(1 + i * 1.7 + j * (i + 1));
    }
  }
  const of = (latent: Float32Array): Float32Array => {
    const out = new Float32Array(features);
    for (let j = 0; j < features; j++) {
      let sum = 0;
      for (let i = 0; i < SIZE; i++) sum += latent[i]! * matrix[i * features + j]!;
      out[j] = Math.max(0.2 * sum, sum);
    }
    return out;
  };
  return { latentSize: SIZE, features, matrix, of };
}

describe('directions', () => {
  it.each(['closed', 'activations'] as const)(
    '[EXP11] by the way "%s" are those that features hang on most, as long as a step',
    (method) => {
      const found = findDirections(block(), method);
      expect(found).toHaveLength(8);
      const [first, second] = found;
      const length = Math.sqrt(SIZE) / 5;
      expect(first![3]! / length).toBeGreaterThan(0.97);
      expect(Math.abs(second![7]!) / length).toBeGreaterThan(0.9);
      for (const one of found) {
        expect(Math.hypot(...one)).toBeCloseTo(length, 4);
      }
      expect(findDirections(block(), method)).toEqual(found);
    },
  );

  it('are eigenvectors, the largest first, with a settled sign', () => {
    const matrix = Float64Array.of(2, 1, 0, 1, 2, 0, 0, 0, 9);
    const [first, second] = topEigenvectors(matrix, 3, 2);
    const half = Math.SQRT1_2;
    for (const [found, wanted] of [
      [first!, [0, 0, 1]] as const,
      [second!, [half, half, 0]] as const,
    ]) {
      expect(Math.max(...found.map((value, i) => Math.abs(value - wanted[i]!)))).toBeLessThan(1e-6);
    }
  });
});
