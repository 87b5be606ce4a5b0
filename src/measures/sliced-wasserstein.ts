import { Stream, normal, uniform } from '../contract/random';
import { pictureOf, type Pictures } from './pictures';
import { products } from './products';
import { laplacianPyramid, levelOf, pyramidSides, type Level } from './pyramid';

/** Edge of a patch in pixels. */
const PATCH = 7;

export interface SlicingOptions {
  readonly seed: number;
  /** Patches of each level, in all; spread evenly over the pictures. */
  readonly patches: number;
  /** Random directions. */
  readonly directions: number;
}

/** What distances are read off: the patches of each level along each direction, in order. */
export interface Slices {
  /** float32 [directions, patches] of each level, the finest first, each direction ascending. */
  readonly levels: readonly Float32Array[];
  /** The last level again, contrast and colour left as they are. */
  readonly colour: Float32Array;
}

/** Distances of two sets of pictures, times 1,000. */
export interface SlicedDistances {
  /** Of each level of the Laplacian pyramid, the finest first. */
  readonly levels: readonly number[];
  /** Of patches of about 16 px pictures, values 0..1, not normalised. */
  readonly colour: number;
}

/**
 * Patches of a Laplacian pyramid, projected on random directions: what multi-scale sliced Wasserstein
 * distances are made of (Karras et al. 2018, "Progressive Growing of GANs", 5). Places and directions
 * depend on the seed and the sizes alone, so that two sets of one size are cut alike.
 */
export function slicesOf(pictures: Pictures, options: SlicingOptions): Slices {
  const sides = pyramidSides(pictures.shape);
  if (sides.at(-1)! < PATCH) throw new RangeError(`A picture has sides of ${PATCH} px at least.`);
  if (pictures.count < 1) throw new RangeError('There are no pictures to measure.');
  const { channels } = pictures.shape;
  const length = PATCH * PATCH * channels;
  const patches = sides.map(() => new Float32Array(options.patches * length));
  const places = sides.map((_, level) =>
    uniform(options.seed, Stream.MeasurePatches, level, 2 * options.patches),
  );
  for (let n = 0; n < pictures.count; n++) {
    laplacianPyramid(levelOf(pictureOf(pictures, n), pictures.shape)).forEach((level, index) => {
      for (let i = n; i < options.patches; i += pictures.count) {
        copyPatch(level, places[index]!, i, patches[index]!);
      }
    });
  }
  const last = sides.length - 1;
  const along = (rows: Float32Array, level: number): Float32Array =>
    sorted(products(rows, directionsOf(options, level, length), length), options.patches);
  // The last level is needed both ways, so that it is projected before it is normalised in place.
  const colour = along(patches[last]!, last);
  const levels = patches.map((rows, level) => along(normalised(rows, channels), level));
  return { levels, colour };
}

/** Mean difference along the directions, each in order: both were cut by the same options. */
export function slicedDistances(a: Slices, b: Slices): SlicedDistances {
  const levels = a.levels.map((level, index) => 1000 * meanDifference(level, b.levels[index]!));
  return { levels, colour: 1000 * meanDifference(a.colour, b.colour) };
}

function copyPatch(level: Level, places: Float32Array, i: number, into: Float32Array): void {
  const { height, width, channels, values } = level;
  const top = Math.floor(places[2 * i]! * (height - PATCH + 1));
  const left = Math.floor(places[2 * i + 1]! * (width - PATCH + 1));
  const row = PATCH * channels;
  for (let y = 0; y < PATCH; y++) {
    const from = ((top + y) * width + left) * channels;
    into.set(values.subarray(from, from + row), (i * PATCH + y) * row);
  }
}

/** Each channel to mean 0 and deviation 1 over all patches, in place. */
function normalised(patches: Float32Array, channels: number): Float32Array {
  const count = patches.length / channels;
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (let i = c; i < patches.length; i += channels) sum += patches[i]!;
    const mean = sum / count;
    let squares = 0;
    for (let i = c; i < patches.length; i += channels) squares += (patches[i]! - mean) ** 2;
    const scale = 1 / (Math.sqrt(squares / count) + 1e-8);
    for (let i = c; i < patches.length; i += channels) {
      patches[i] = (patches[i]! - mean) * scale;
    }
  }
  return patches;
}

/** float32 [directions, length], each of length 1. */
function directionsOf(options: SlicingOptions, level: number, length: number): Float32Array {
  const { seed, directions } = options;
  const drawn = normal(seed, Stream.MeasureDirections, level, directions * length);
  for (let d = 0; d < directions; d++) {
    const one = drawn.subarray(d * length, (d + 1) * length);
    const scale = 1 / Math.sqrt(one.reduce((sum, value) => sum + value * value, 0));
    for (let i = 0; i < length; i++) one[i]! *= scale;
  }
  return drawn;
}

function sorted(projections: Float32Array, patches: number): Float32Array {
  for (let from = 0; from < projections.length; from += patches) {
    projections.subarray(from, from + patches).sort();
  }
  return projections;
}

function meanDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError('Both sets have to be cut by the same options.');
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}
