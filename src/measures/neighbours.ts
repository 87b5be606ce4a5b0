import { products } from './products';
import type { Features } from './random-features';

/** Neighbours that a real picture's sphere reaches to. */
const NEAREST = 5;

/** Squared distances of the members of `b` from those of `a`: float32 [b, a]. */
export function squaredDistances(a: Features, b: Features): Float32Array {
  const squares = products(a.values, b.values, a.length);
  const lengthsOfA = squaredLengths(a);
  const lengthsOfB = squaredLengths(b);
  for (let j = 0, at = 0; j < b.count; j++) {
    for (let i = 0; i < a.count; i++, at++) {
      squares[at] = Math.max(0, lengthsOfA[i]! + lengthsOfB[j]! - 2 * squares[at]!);
    }
  }
  return squares;
}

function squaredLengths({ count, length, values }: Features): Float64Array {
  const lengths = new Float64Array(count);
  values.forEach((value, i) => (lengths[Math.floor(i / length)]! += value * value));
  return lengths;
}

/** Squared distance from each member to its fifth neighbour among the others; null for five and
 *  fewer. */
export function reaches(real: Features): Float32Array | null {
  const { count } = real;
  if (count <= NEAREST) return null;
  const squares = squaredDistances(real, real);
  return Float32Array.from({ length: count }, (_, n) => {
    const row = squares.slice(n * count, (n + 1) * count);
    row[n] = Infinity;
    return row.sort()[NEAREST - 1]!;
  });
}

/**
 * Density: in how many spheres of real pictures a generated one lies, over those it would by chance
 * (about 1 for sets of one kind). Coverage: share of the real pictures whose sphere holds a generated
 * one. Naeem et al. 2020, "Reliable Fidelity and Diversity Metrics for Generative Models".
 * @param reach `reaches` of `real`.
 */
export function densityAndCoverage(
  generated: Features,
  real: Features,
  reach: Float32Array,
): { readonly density: number; readonly coverage: number } {
  const squares = squaredDistances(generated, real);
  let inside = 0;
  let covered = 0;
  for (let n = 0; n < real.count; n++) {
    let own = 0;
    for (let i = 0; i < generated.count; i++) {
      if (squares[n * generated.count + i]! < reach[n]!) own += 1;
    }
    inside += own;
    if (own > 0) covered += 1;
  }
  return { density: inside / (NEAREST * generated.count), coverage: covered / real.count };
}
