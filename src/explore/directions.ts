import type { DirectionMethod } from '../contract/explore';
import { Stream, normal } from '../contract/random';
import { topEigenvectors } from './eigen';

/** Directions that are found at once. */
export const DIRECTIONS = 8;
/** Latents whose features are compared: several for each number of a latent. */
const SAMPLES = 512;
/** Features that are looked at, at most: evenly spaced ones of a large block tell as much. */
const MOST_FEATURES = 4096;

/** The part of a generator that directions are found in, as `nets/first-block.ts` reads it. */
export interface Features {
  readonly latentSize: number;
  readonly features: number;
  /** float32 [latentSize, features]. */
  readonly matrix: Float32Array;
  readonly of: (latent: Float32Array) => Float32Array;
}

/**
 * Directions in latent space along which a generator's features change most: float32 [latentSize] each,
 * the strongest first, as long as a step that is well seen (see `asStep`).
 */
export function findDirections(
  block: Features,
  method: DirectionMethod,
): Float32Array<ArrayBuffer>[] {
  const found = method === 'closed' ? closedForm(block) : byActivations(block);
  return found.map(asStep);
}

/**
 * Shen and Zhou's closed form (SeFa, 2021): eigenvectors of A A^T, A the first layer's matrix. Batch norm's
 * scale belongs to the matrix here, and its columns keep the lengths that it gives them: it is by that
 * scale that some features count more than others.
 */
function closedForm({ latentSize, features, matrix }: Features): Float64Array[] {
  const product = gram(latentSize, (row) => matrix.subarray(row * features, (row + 1) * features));
  return topEigenvectors(product, latentSize, DIRECTIONS);
}

/**
 * Härkönen et al.'s way (GANSpace, 2020): principal components of the features of many latents, and for
 * each the direction in latent space that goes with it in the sense of least squares.
 */
function byActivations({ latentSize, of }: Features): Float64Array[] {
  const latents = Array.from({ length: SAMPLES }, (_, i) =>
    normal(i, Stream.ExploredDirections, 0, latentSize),
  );
  const rows = latents.map((latent) => thinned(of(latent)));
  const mean = meanOf(rows);
  const centred = rows.map((row) => row.map((value, j) => value - mean[j]!));
  // Components by their coordinates: eigenvectors of the samples' products, which are fewer.
  const coordinates = topEigenvectors(
    gram(SAMPLES, (row) => centred[row]!),
    SAMPLES,
    DIRECTIONS,
  );
  return coordinates.map((coordinate) => {
    const direction = new Float64Array(latentSize);
    for (const [sample, latent] of latents.entries()) {
      for (let i = 0; i < latentSize; i++) direction[i]! += coordinate[sample]! * latent[i]!;
    }
    return direction;
  });
}

function thinned(features: Float32Array): Float32Array {
  const step = Math.ceil(features.length / MOST_FEATURES);
  return step === 1 ? features : features.filter((_, i) => i % step === 0);
}

function meanOf(rows: readonly Float32Array[]): Float64Array {
  const mean = new Float64Array(rows[0]!.length);
  for (const row of rows) for (let j = 0; j < row.length; j++) mean[j]! += row[j]! / rows.length;
  return mean;
}

/** float64 [size, size]: products of each row with each. */
function gram(size: number, row: (index: number) => Float32Array): Float64Array {
  const products = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    const one = row(a);
    for (let b = a; b < size; b++) {
      const other = row(b);
      let sum = 0;
      for (let j = 0; j < one.length; j++) sum += one[j]! * other[j]!;
      products[a * size + b] = sum;
      products[b * size + a] = sum;
    }
  }
  return products;
}

/** A fifth of the length of a drawn latent: about 11 degrees on its sphere. */
function asStep(direction: Float64Array): Float32Array<ArrayBuffer> {
  const length = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0)) || 1;
  const wanted = Math.sqrt(direction.length) / 5;
  return Float32Array.from(direction, (value) => (value * wanted) / length);
}
