import { Stream, normal } from '../contract/random';
import type { PictureShape } from '../contract/picture-shape';
import { pictureOf, type Pictures } from './pictures';
import { products } from './products';
import { levelOf, reduced, type Level } from './pyramid';

/**
 * A convolution net with random filters that are never trained; nets of this kind rank generated
 * pictures much as trained ones do (Lee et al. 2022, arXiv 2208.09218). It is the same for all sets
 * and runs, so that their features can be compared.
 */
const NET_SEED = 20_260;
/** Filters of each layer, 4 x 4 with stride 2 and zeros around; the last number goes on. */
const WIDTHS = [16, 32, 32];
const KERNEL = 4;
const SLOPE = 0.2;
/** Convolved until the shorter side is no longer than this. */
const LAST_SIDE = 4;
/** Larger pictures are halved until their shorter side is below twice this. */
const NET_SIDE = 64;
/** Red, green, blue; grey pictures have three equal channels. */
const COLOURS = 3;
/** Each plane is pooled over its quarters. */
const QUARTERS = 4;

/** Planes of one picture inside the net. */
interface Planes {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** float32 [channels, height, width]. */
  readonly values: Float32Array;
}

export interface Features {
  readonly count: number;
  readonly length: number;
  /** float32 [count, length]. */
  readonly values: Float32Array;
}

/**
 * Means of every plane of every layer over its four quarters, after a leaky ReLU. Every second filter
 * sums to zero over each channel, so that it sees structure and no brightness.
 */
export function randomFeatures(pictures: Pictures): Features {
  const rows: number[][] = [];
  for (let n = 0; n < pictures.count; n++) {
    const level = reduced(levelOf(pictureOf(pictures, n), pictures.shape), NET_SIDE);
    rows.push(featuresOf(planesOf(level)));
  }
  const length = featureLength(pictures.shape);
  const values = new Float32Array(pictures.count * length);
  rows.forEach((row, n) => values.set(row, n * length));
  return { count: pictures.count, length, values };
}

/** Features of a picture of that shape. */
function featureLength({ height, width }: PictureShape): number {
  let side = Math.min(height, width);
  while (side >= 2 * NET_SIDE) side = Math.ceil(side / 2);
  let length = 0;
  for (let layer = 0; side > LAST_SIDE; layer++) {
    length += QUARTERS * widthOf(layer);
    side = Math.floor(side / 2);
  }
  return length;
}

const widthOf = (layer: number): number => WIDTHS[Math.min(layer, WIDTHS.length - 1)]!;

/** Values -1..1, in three channels. */
function planesOf({ height, width, channels, values }: Level): Planes {
  const area = height * width;
  const planes = new Float32Array(COLOURS * area);
  for (let c = 0; c < COLOURS; c++) {
    const from = Math.min(c, channels - 1);
    for (let i = 0; i < area; i++) planes[c * area + i] = 2 * values[i * channels + from]! - 1;
  }
  return { height, width, channels: COLOURS, values: planes };
}

function featuresOf(input: Planes): number[] {
  const features: number[] = [];
  let planes = input;
  for (let layer = 0; Math.min(planes.height, planes.width) > LAST_SIDE; layer++) {
    planes = convolved(planes, layer);
    pool(planes, features);
  }
  return features;
}

function convolved(input: Planes, layer: number): Planes {
  const filters = filtersOf(layer, input.channels);
  const height = Math.floor(input.height / 2);
  const width = Math.floor(input.width / 2);
  const length = input.channels * KERNEL * KERNEL;
  const values = products(windowsOf(input, height, width), filters, length);
  for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i]! *= SLOPE;
  return { height, width, channels: widthOf(layer), values };
}

/** What each output sees: float32 [height, width, channels, 4, 4], zeros outside the picture. */
function windowsOf(input: Planes, height: number, width: number): Float32Array {
  const length = input.channels * KERNEL * KERNEL;
  const windows = new Float32Array(height * width * length);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < input.channels; c++) {
        for (let ky = 2 * y - 1; ky < 2 * y - 1 + KERNEL; ky++) {
          const inside = ky >= 0 && ky < input.height;
          const row = (c * input.height + ky) * input.width;
          for (let kx = 2 * x - 1; kx < 2 * x - 1 + KERNEL; kx++, at++) {
            if (inside && kx >= 0 && kx < input.width) windows[at] = input.values[row + kx]!;
          }
        }
      }
    }
  }
  return windows;
}

const known = new Map<number, Float32Array>();

/** float32 [filters, channels, 4, 4], deviation sqrt(2 / inputs) (He et al. 2015). */
function filtersOf(layer: number, channels: number): Float32Array {
  const before = known.get(layer);
  if (before) return before;
  const taps = KERNEL * KERNEL;
  const length = channels * taps;
  const count = widthOf(layer) * length;
  const filters = normal(NET_SEED, Stream.MeasureFilters, layer, count, Math.sqrt(2 / length));
  for (let plane = 0; plane < count / taps; plane++) {
    const filter = Math.floor(plane / channels);
    if (filter % 2 === 0) continue;
    const part = filters.subarray(plane * taps, (plane + 1) * taps);
    const mean = part.reduce((sum, value) => sum + value, 0) / taps;
    for (let i = 0; i < taps; i++) part[i]! -= mean;
  }
  known.set(layer, filters);
  return filters;
}

/** Appends the means of the quarters of each plane, in reading order. */
function pool({ height, width, channels, values }: Planes, features: number[]): void {
  const rows = [0, Math.floor(height / 2), height] as const;
  const columns = [0, Math.floor(width / 2), width] as const;
  for (let c = 0; c < channels; c++) {
    for (const v of [0, 1] as const) {
      for (const h of [0, 1] as const) {
        let sum = 0;
        for (let y = rows[v]; y < rows[v + 1]!; y++) {
          const row = (c * height + y) * width;
          for (let x = columns[h]; x < columns[h + 1]!; x++) sum += values[row + x]!;
        }
        const area = (rows[v + 1]! - rows[v]) * (columns[h + 1]! - columns[h]);
        features.push(sum / area);
      }
    }
  }
}

/** How features are brought to a common scale. */
export interface FeatureScale {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** A feature that hardly varies counts for no more than this, as a share of the mean deviation. */
const LEAST_DEVIATION = 0.1;

/** Mean and deviation of each feature over all pictures given. */
export function featureScale(sets: readonly Features[]): FeatureScale {
  const length = sets[0]!.length;
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const mean = new Float64Array(length);
  const deviation = new Float64Array(length);
  for (const { values } of sets) values.forEach((value, i) => (mean[i % length]! += value / count));
  for (const { values } of sets) {
    values.forEach((value, i) => (deviation[i % length]! += (value - mean[i % length]!) ** 2));
  }
  deviation.forEach((squares, i) => (deviation[i] = Math.sqrt(squares / count)));
  const least = (LEAST_DEVIATION * deviation.reduce((sum, one) => sum + one, 0)) / length || 1;
  return { mean, deviation: deviation.map((one) => Math.max(one, least)) };
}

/** Each feature less its mean, by its deviation. */
export function scaledFeatures(features: Features, { mean, deviation }: FeatureScale): Features {
  const { length } = features;
  const values = features.values.map(
    (value, i) => (value - mean[i % length]!) / deviation[i % length]!,
  );
  return { ...features, values };
}
