import type { PictureShape } from '../contract/picture-shape';

/** One picture in one resolution. */
export interface Level extends PictureShape {
  /** float32 [height, width, channels]. */
  readonly values: Float32Array;
}

/** No level has a shorter side than this, unless the pictures have. */
export const LEAST_SIDE = 16;

/** Each of `size` outputs as a weighted sum of five inputs, along one side. */
interface Taps {
  readonly size: number;
  /** int32 and float64 [size, 5]; weights of zero where fewer inputs count. */
  readonly sources: Int32Array;
  readonly weights: Float64Array;
}

const COUNT = 5;
/** Burt and Adelson 1983: the binomial of five taps. */
const BINOMIAL = [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16];

/** Index `i` in a row of `size` that is mirrored at the centres of its first and last pixels. */
function mirroredIndex(i: number, size: number): number {
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const within = ((i % period) + period) % period;
  return within < size ? within : period - within;
}

function tapsOf(size: number, place: (output: number, tap: number) => [number, number]): Taps {
  const sources = new Int32Array(size * COUNT);
  const weights = new Float64Array(size * COUNT);
  for (let i = 0; i < size; i++) {
    for (let tap = 0; tap < COUNT; tap++) {
      const [source, weight] = place(i, tap);
      sources[i * COUNT + tap] = source;
      weights[i * COUNT + tap] = weight;
    }
  }
  return { size, sources, weights };
}

/** Blurs `size` pixels and keeps those at multiples of `stride`. */
const blurring = (size: number, stride: 1 | 2): Taps =>
  tapsOf(Math.ceil(size / stride), (i, tap) => [
    mirroredIndex(i * stride + tap - 2, size),
    BINOMIAL[tap]!,
  ]);

/** Lays pixels at the even places of `size`, zeros between them, and blurs that, twice as strong. */
const widening = (size: number): Taps =>
  tapsOf(size, (i, tap) => {
    const place = mirroredIndex(i + tap - 2, size);
    return place % 2 === 0 ? [place / 2, 2 * BINOMIAL[tap]!] : [0, 0];
  });

function remembered(make: (size: number) => Taps): (size: number) => Taps {
  const known = new Map<number, Taps>();
  return (size) => {
    const taps = known.get(size) ?? make(size);
    known.set(size, taps);
    return taps;
  };
}

const halvingOf = remembered((size) => blurring(size, 2));
const blurOf = remembered((size) => blurring(size, 1));
const wideningOf = remembered(widening);

function resampled(level: Level, rows: Taps, columns: Taps): Level {
  const { height, width, channels, values } = level;
  const wide = new Float32Array(height * columns.size * channels);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const row = y * width * channels;
    for (let x = 0; x < columns.size; x++) {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let tap = x * COUNT; tap < x * COUNT + COUNT; tap++) {
          sum += columns.weights[tap]! * values[row + columns.sources[tap]! * channels + c]!;
        }
        wide[at++] = sum;
      }
    }
  }
  const length = columns.size * channels;
  const made = new Float32Array(rows.size * length);
  for (let y = 0; y < rows.size; y++) {
    for (let tap = y * COUNT; tap < y * COUNT + COUNT; tap++) {
      const weight = rows.weights[tap]!;
      if (weight === 0) continue;
      const source = rows.sources[tap]! * length;
      for (let i = 0; i < length; i++) made[y * length + i]! += weight * wide[source + i]!;
    }
  }
  return { height: rows.size, width: columns.size, channels, values: made };
}

/** Blurred by the binomial of five taps, mirrored at the edges. */
export const blurred = (level: Level): Level =>
  resampled(level, blurOf(level.height), blurOf(level.width));

/** Blurred, and every second row and column of it. */
export const halved = (level: Level): Level =>
  resampled(level, halvingOf(level.height), halvingOf(level.width));

/** What `fine` has that `coarse`, its half, has not. */
function detailOf(fine: Level, coarse: Level): Level {
  const { values } = resampled(coarse, wideningOf(fine.height), wideningOf(fine.width));
  // Loops, for typed arrays take functions slowly.
  for (let i = 0; i < values.length; i++) values[i] = fine.values[i]! - values[i]!;
  return { ...fine, values };
}

/** @param picture uint8 [height, width, channels]; its level has values 0..1. */
export function levelOf(picture: Uint8Array, shape: PictureShape): Level {
  const values = new Float32Array(picture.length);
  for (let i = 0; i < values.length; i++) values[i] = picture[i]! / 255;
  return { height: shape.height, width: shape.width, channels: shape.channels, values };
}

/** Whether both sides can be halved and none becomes shorter than `least`. */
const canHalve = ({ height, width }: Pick<Level, 'height' | 'width'>, least: number): boolean =>
  Math.min(height, width) >= 2 * least;

/** Halved until its shorter side is below twice `least`. */
export function reduced(level: Level, least: number): Level {
  let last = level;
  while (canHalve(last, least)) last = halved(last);
  return last;
}

/**
 * Laplacian pyramid, the finest level first: what each resolution adds to the next; the last level is
 * the picture itself at a shorter side of 16 px or little more.
 */
export function laplacianPyramid(level: Level): Level[] {
  const levels: Level[] = [];
  let fine = level;
  while (canHalve(fine, LEAST_SIDE)) {
    const coarse = halved(fine);
    levels.push(detailOf(fine, coarse));
    fine = coarse;
  }
  return [...levels, fine];
}

/** Shorter sides of the levels of such a pyramid, in pixels, the finest first. */
export function pyramidSides({ height, width }: PictureShape): number[] {
  const sides = [Math.min(height, width)];
  while (sides.at(-1)! >= 2 * LEAST_SIDE) sides.push(Math.ceil(sides.at(-1)! / 2));
  return sides;
}
