import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Axis, Geometry } from './geometry';
import { JOB } from '../native';
import { shape4, type Scratch } from '../scratch';

/** Products of four by four results, in two axes; 64 multiplications otherwise. */
const PRODUCTS = 25;
const SIDE = 4;
/** Columns that a task of `native/winograd/filter.ts` computes. */
const WIDTH = 32;
/** What sums and differences cost pays from so many channels and columns of results on, and where
 *  products are at most this share of the multiplications otherwise. */
const CHANNELS = 16;
const SHARE = 0.65;
/** Squares of results from which on it pays: four at a time share a right-hand side. Where they are
 *  what is summed over, twice as many. */
const SQUARES = 4;

/** Even and odd taps of each axis: [rows, columns]; likewise near and far taps of a phase. */
const PAIRS = [0, 1].flatMap((p) => [0, 1].map((q) => [p, q] as const));
/** The four taps of a phase, near ones first. */
const tapsOf = ([p, q]: readonly [number, number]): number[] =>
  PAIRS.map(([a, b]) => 4 * (2 * a + p) + 2 * b + q);

/**
 * Whether a convolution, or one of its gradients, is computed by Winograd's products
 * (`native/winograd/points.ts`): 4x4 filters of stride 2, as most layers of a DCGAN have them.
 * @param channels over which is summed; for the gradient in the filter, those of the input.
 * @param filters of the result.
 */
export function suitsWinograd(
  { rows, columns }: Geometry,
  pictures: number,
  channels: number,
  filters: number,
  least = SQUARES,
): boolean {
  const suits = ({ kernel, stride }: Axis): boolean => kernel === 4 && stride === 2;
  if (!suits(rows) || !suits(columns) || Math.min(channels, filters) < CHANNELS) return false;
  if (channels % 4 !== 0 || filters % 4 !== 0) return false;
  const squares = squaresIn(rows.output, columns.output);
  const products = (PRODUCTS * squares) / (4 * rows.output * columns.output);
  return products <= SHARE && pictures * squares >= least;
}

/** Likewise for the gradient in the filter. */
export const gradientSuitsWinograd = (
  geometry: Geometry,
  pictures: number,
  channels: number,
  filters: number,
): boolean => suitsWinograd(geometry, pictures, channels, filters, 2 * SQUARES);

const squaresIn = (rows: number, columns: number): number =>
  Math.ceil(rows / SIDE) * Math.ceil(columns / SIDE);

/** As `convolve`. */
export function winogradConvolve(
  scratch: Scratch,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  { rows, columns }: Geometry,
): TensorInfo {
  const out = scratch.make([x.shape[0]!, rows.output, columns.output, shape4(filter)[3]]);
  const phase: Phase = {
    rows: rows.output,
    columns: columns.output,
    start: [0, 0],
    at: PAIRS.map(([p, q]) => [p - rows.pad, q - columns.pad]),
    taps: PAIRS.flatMap(tapsOf),
  };
  const squares = spreadSquares(scratch, x, [2, 2], phase, false);
  multiplySquares(scratch, squares, filter, bias, out, phase, { step: [1, 1], turned: false });
  return out;
}

/** As `inputGradient`: a phase after the other, so that its squares are still at hand. */
export function winogradInputGradient(
  scratch: Scratch,
  dy: TensorInfo,
  filter: TensorInfo,
  { rows, columns }: Geometry,
  shape: number[],
): TensorInfo {
  const out = scratch.make(shape);
  let room: TensorInfo | undefined;
  for (const [y0, x0] of PAIRS) {
    const [p, q] = [(y0 + rows.pad) % 2, (x0 + columns.pad) % 2];
    const phase: Phase = {
      rows: Math.ceil((rows.input - y0) / 2),
      columns: Math.ceil((columns.input - x0) / 2),
      start: [y0, x0],
      at: [[(y0 + rows.pad - p) / 2 - 1, (x0 + columns.pad - q) / 2 - 1]],
      // Read forwards, the output gradient meets the taps backwards.
      taps: tapsOf([p, q]).reverse(),
    };
    room = spreadSquares(scratch, dy, [1, 1], phase, false, room);
    multiplySquares(scratch, room, filter, null, out, phase, { step: [2, 2], turned: true });
  }
  return out;
}

/** As `filterGradient`. */
export function winogradFilterGradient(
  scratch: Scratch,
  x: TensorInfo,
  dy: TensorInfo,
  { rows, columns }: Geometry,
): TensorInfo {
  const { native } = scratch;
  const [n, oh, ow, k] = shape4(dy);
  const c = shape4(x)[3];
  const count = n * squaresIn(oh, ow);
  const gradients = scratch.make([PRODUCTS, Math.ceil(k / WIDTH), count, WIDTH]);
  native.run(JOB.gradients, [native.address(dy), native.address(gradients), n, oh, ow, k]);
  const out = scratch.make([4, 4, c, k]);
  let room: TensorInfo | undefined;
  for (const [p, q] of PAIRS) {
    const at: [number, number][] = [[p - rows.pad, q - columns.pad]];
    const phase = { rows: oh, columns: ow, at };
    room = spreadSquares(scratch, x, [2, 2], phase, true, room);
    const ends = [room, gradients, out].map((info) => native.address(info));
    native.run(JOB.winogradFilter, [...ends, count, c, k, scratch.table(tapsOf([p, q]))]);
  }
  return out;
}

/** Places (start + step u), u < rows and likewise columns, whose taps are the same. */
interface Phase {
  readonly rows: number;
  readonly columns: number;
  readonly start: readonly [row: number, column: number];
  /** Where squares begin, relative to the place: each with four taps. */
  readonly at: readonly (readonly [row: number, column: number])[];
  readonly taps: readonly number[];
}

/** Runs a job of `native/winograd/squares.ts`. @param room where the result of another phase was. */
function spreadSquares(
  scratch: Scratch,
  source: TensorInfo,
  stride: readonly [rows: number, columns: number],
  { rows, columns, at }: Pick<Phase, 'rows' | 'columns' | 'at'>,
  byChannels: boolean,
  room?: TensorInfo,
): TensorInfo {
  const { native } = scratch;
  const [n, h, w, c] = shape4(source);
  const size = PRODUCTS * padded(n * squaresIn(rows, columns)) * at.length * c;
  const fits = room !== undefined && room.shape[0]! >= size;
  const squares = fits ? room : scratch.make([size]);
  native.run(JOB.squares, [
    native.address(source),
    native.address(squares),
    ...[n, h, w, c],
    ...stride,
    rows,
    columns,
    byChannels ? 1 : 0,
    scratch.table(at.flat()),
    at.length,
  ]);
  return squares;
}

/** Of how many squares there is room, as `native/winograd/squares.ts` has it. */
const padded = (squares: number): number => 4 * Math.floor((squares + 7) / 4);

/** Runs a job of `native/winograd/gather.ts`. */
function multiplySquares(
  scratch: Scratch,
  squares: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  out: TensorInfo,
  { rows, columns, start, at, taps }: Phase,
  { step, turned }: { step: readonly [number, number]; turned: boolean },
): void {
  const { native } = scratch;
  const [n, oh, ow, k] = shape4(out);
  const [, , c, columnsOfFilter] = shape4(filter);
  native.run(JOB.winogradGather, [
    native.address(squares),
    native.address(filter),
    bias ? native.address(bias) : 0,
    native.address(out),
    ...[n, oh, ow, turned ? columnsOfFilter : c, k],
    rows,
    columns,
    ...start,
    ...step,
    turned ? 1 : 0,
    scratch.table(taps),
    at.length,
  ]);
}
