import { Stream, normal } from '../contract/random';

/** Rounds of iteration; directions that matter have settled after a third of them. */
const ROUNDS = 60;

/**
 * Eigenvectors of the largest eigenvalues of a symmetric matrix without negative ones, by orthogonal
 * iteration (Golub and Van Loan, Matrix Computations, 8.2.4); of unit length, the largest first. Each has
 * its largest number positive, so that it is the same on every machine.
 * @param matrix float64 [size, size].
 */
export function topEigenvectors(matrix: Float64Array, size: number, count: number): Float64Array[] {
  let vectors: Float64Array[] = Array.from({ length: Math.min(count, size) }, (_, i) =>
    Float64Array.from(normal(i, Stream.ExploredDirections, 1, size)),
  );
  orthonormalise(vectors);
  for (let round = 0; round < ROUNDS; round++) {
    vectors = vectors.map((vector) => times(matrix, size, vector));
    orthonormalise(vectors);
  }
  return vectors.map(withLargestPositive);
}

function times(matrix: Float64Array, size: number, vector: Float64Array): Float64Array {
  const out = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++) {
      sum += matrix[row * size + column]! * vector[column]!;
    }
    out[row] = sum;
  }
  return out;
}

/** Gram and Schmidt, in place. */
function orthonormalise(vectors: readonly Float64Array[]): void {
  for (const [place, vector] of vectors.entries()) {
    for (const before of vectors.slice(0, place)) {
      const share = dot(vector, before);
      for (let i = 0; i < vector.length; i++) vector[i]! -= share * before[i]!;
    }
    const length = Math.sqrt(dot(vector, vector)) || 1;
    for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  }
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

function withLargestPositive(vector: Float64Array): Float64Array {
  const largest = vector.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  return largest < 0 ? vector.map((value) => -value) : vector;
}
