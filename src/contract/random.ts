/**
 * Counter-based random numbers: a value is a pure function of (seed, stream, step, index), so
 * nothing has to be stored to go on, and two engines that ask for the same place get the same
 * number.
 *
 * The generator is pcg4d of Jarzynski and Olano, "Hash Functions for GPU Rendering" (JCGT 9(3),
 * 2020): 32-bit multiplications, additions and shifts only, hence the same in WGSL.
 */

/** What a random number is for. Values are part of the saved format: never renumber. */
export const Stream = {
  /** Initial weights of the generator; `step` is the index of the tensor. */
  GeneratorWeights: 1,
  /** Initial weights of the discriminator; `step` is the index of the tensor. */
  DiscriminatorWeights: 2,
  /** Order of the pictures; `step` is the epoch (or the step, when drawn with replacement). */
  Order: 3,
  /** z of the fakes the discriminator trains on. */
  DiscriminatorLatent: 4,
  /** z of the generator's own step, where the recipe draws it afresh. */
  GeneratorLatent: 5,
  /** Mirroring of the pictures in a batch. */
  Mirror: 6,
  /** The fixed latents of the sample grids; `step` is 0. */
  SampleLatent: 7,
  /** Latents of "New pictures"; `step` is 0. */
  NewPictures: 8,
  /** The seeded sample pictures. */
  Painting: 9,
  /** Order of the chunks of a set too large to be shuffled whole; `step` is the epoch. */
  ChunkOrder: 10,
  /** Order within a window of chunks; `step` counts the windows of all epochs. */
  WindowOrder: 11,
  /** Latents that the statistics of an average are made of; `step` is the pass. */
  AverageStatistics: 16,
  /** The latent of one picture that is explored, under a seed of its own; `step` is 0. */
  ExploredLatent: 17,
  /** What is mixed into a latent to get one near it; `step` is 0. */
  ExploredNear: 18,
  /** Waves that the map is made of; `step` is 0 for their turns, 1 for where they begin. */
  ExploredMap: 19,
  /** Between two parents, where a child lies; `step` is 0. */
  ExploredChild: 20,
  /** Latents whose features are compared to find directions; `step` is 0. With step 1: where the search for
   *  eigenvectors begins. */
  ExploredDirections: 21,
  /** Places of the patches that a measure cuts out; `step` is the level of the pyramid. */
  MeasurePatches: 32,
  /** Directions that a measure projects them on; `step` is the level. */
  MeasureDirections: 33,
  /** Filters of the net whose features measures compare; `step` is the layer. */
  MeasureFilters: 34,
  /** Which half of the pictures a measure compares, and which training pictures it looks at. */
  MeasurePictures: 35,
  /** The fixed latents of the pictures that are measured; `step` is 0. */
  MeasureLatent: 37,
  /** Where a signature of a random place lies; the seed is of the picture, `step` is 0. */
  SignaturePlace: 48,
  /** Which pictures are held out of a set; step and index are the beginning of a picture's hash. */
  HeldOut: 36,
  /** What changes pictures before the discriminator sees them: this plus the augmentation's number in
   *  the step. Picture n of the batch has words 3n (colour), 3n + 1 (translation), 3n + 2 (cutout);
   *  the last of each four decides whether its kind happens, where that goes by a chance. */
  Augmentation: 512,
  /** Dropout masks: this plus 256 times the pass (0 real, 1 fake, 2 the generator's step) plus the
   *  index of the layer. Element i of [batch, h, w, c] is kept where its uniform number >= rate. */
  Dropout: 1024,
} as const;

/** Seeds are whole numbers from 0 to this. */
export const LARGEST_SEED = 2 ** 32 - 1;

/** The four 32-bit words at one place. */
export function words(
  seed: number,
  stream: number,
  step: number,
  index: number,
): [number, number, number, number] {
  const out = new Uint32Array(4);
  wordsInto(out, seed, stream, step, index);
  return [out[0]!, out[1]!, out[2]!, out[3]!];
}

function wordsInto(
  out: Uint32Array,
  seed: number,
  stream: number,
  step: number,
  index: number,
): void {
  let x = (Math.imul(seed, 1664525) + 1013904223) | 0;
  let y = (Math.imul(stream, 1664525) + 1013904223) | 0;
  let z = (Math.imul(step, 1664525) + 1013904223) | 0;
  let w = (Math.imul(index, 1664525) + 1013904223) | 0;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  w = (w + Math.imul(y, z)) | 0;
  x ^= x >>> 16;
  y ^= y >>> 16;
  z ^= z >>> 16;
  w ^= w >>> 16;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  w = (w + Math.imul(y, z)) | 0;
  out[0] = x;
  out[1] = y;
  out[2] = z;
  out[3] = w;
}

/** A word as a number in [0, 1), of 24 bits, so that float32 holds it exactly. */
const unit = (word: number): number => (word >>> 8) / 16777216;

/** `count` numbers, uniform in [low, high), float32. Element i uses word `i % 4` of `i / 4`. */
export function uniform(
  seed: number,
  stream: number,
  step: number,
  count: number,
  low = 0,
  high = 1,
): Float32Array {
  const values = new Float32Array(count);
  const out = new Uint32Array(4);
  for (let i = 0; i < count; i++) {
    if ((i & 3) === 0) wordsInto(out, seed, stream, step, i >>> 2);
    values[i] = low + (high - low) * unit(out[i & 3]!);
  }
  return values;
}

/** `count` numbers ~ N(0, deviation^2), float32, by Box and Muller on pairs of words. */
export function normal(
  seed: number,
  stream: number,
  step: number,
  count: number,
  deviation = 1,
): Float32Array {
  const values = new Float32Array(count);
  const out = new Uint32Array(4);
  for (let i = 0; i < count; i += 2) {
    if ((i & 3) === 0) wordsInto(out, seed, stream, step, i >>> 2);
    // 1 - u is in (0, 1], which keeps the logarithm finite.
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - unit(out[i & 3]!)));
    const angle = 2 * Math.PI * unit(out[(i & 3) + 1]!);
    values[i] = radius * Math.cos(angle);
    if (i + 1 < count) values[i + 1] = radius * Math.sin(angle);
  }
  return values;
}

/** An integer in [0, below) from one word; `below` at most 2^24. */
export function integer(
  seed: number,
  stream: number,
  step: number,
  index: number,
  below: number,
): number {
  return Math.floor(unit(words(seed, stream, step, index)[0]) * below);
}

/** A permutation of 0..count-1, by Fisher and Yates. */
export function permutation(
  seed: number,
  stream: number,
  step: number,
  count: number,
): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = integer(seed, stream, step, i, i + 1);
    const swap = order[i]!;
    order[i] = order[j]!;
    order[j] = swap;
  }
  return order;
}
