import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Axis, Geometry } from './geometry';
import { Job } from '../native/jobs';
import { shape4, type Scratch } from '../scratch';

/** Products of four by four results, in two axes; 64 multiplications otherwise. */
const PRODUCTS = 25;
const SIDE = 4;
/** Columns and rows that a task of `native/winograd` computes. */
const WIDTH = 32;
const MOST_ROWS = 64;
const LEAST_ROWS = 16;
/** What sums and differences cost pays from so many channels and columns of results on, and where
 *  products are at most this share of the multiplications otherwise. */
const CHANNELS = 16;
const SHARE = 0.65;
/** Tiles of results from which on it pays: four at a time share a right-hand side. Where they are
 *  what is summed over, twice as many. */
const TILES = 4;

/** Numbers that tiles take, about, at the most: 16 MB. */
const MOST = 2 ** 22;

/** Even and odd taps of each axis: [rows, columns]; likewise near and far taps of a phase. */
const PAIRS = [0, 1].flatMap((p) => [0, 1].map((q) => [p, q] as const));
/** The four taps of a phase, near ones first. */
const tapsOf = ([p, q]: readonly [number, number]): number[] =>
  PAIRS.map(([a, b]) => 4 * (2 * a + p) + 2 * b + q);

/**
 * Whether a convolution, or one of its gradients, is computed by Winograd's products
 * (`native/winograd/transformed.ts`): 4x4 filters of stride 2, as most layers of a DCGAN have them.
 * @param channels over which is summed; for the gradient in the filter, those of the input.
 * @param filters of the result.
 */
export function suitsWinograd(
  { rows, columns }: Geometry,
  pictures: number,
  channels: number,
  filters: number,
  least = TILES,
): boolean {
  const suits = ({ kernel, stride }: Axis): boolean => kernel === 4 && stride === 2;
  if (!suits(rows) || !suits(columns) || Math.min(channels, filters) < CHANNELS) return false;
  if (channels % 4 !== 0 || filters % 4 !== 0) return false;
  const tiles = tilesIn(rows.output, columns.output);
  const products = (PRODUCTS * tiles) / (4 * rows.output * columns.output);
  return products <= SHARE && pictures * tiles >= least;
}

/** Likewise for the gradient in the filter. */
export const gradientSuitsWinograd = (
  geometry: Geometry,
  pictures: number,
  channels: number,
  filters: number,
): boolean => suitsWinograd(geometry, pictures, channels, filters, 2 * TILES);

const tilesIn = (rows: number, columns: number): number =>
  Math.ceil(rows / SIDE) * Math.ceil(columns / SIDE);

/** As `convolve`. */
export function winogradConvolve(
  scratch: Scratch,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  { rows, columns }: Geometry,
  most = MOST,
): TensorInfo {
  const out = scratch.make([x.shape[0]!, rows.output, columns.output, shape4(filter)[3]]);
  const phase: Phase = {
    rows: rows.output,
    columns: columns.output,
    start: [0, 0],
    at: PAIRS.map(([p, q]) => [p - rows.pad, q - columns.pad]),
    taps: PAIRS.flatMap(tapsOf),
  };
  const room = new Room(scratch);
  for (const portion of portionsOf(x, phase, most)) {
    const tiles = spreadTiles(room, x, portion, [2, 2], phase, false);
    const how = { step: [1, 1], turned: false } as const;
    multiplyTiles(scratch, tiles, filter, bias, out, portion, phase, how);
  }
  return out;
}

/** As `inputGradient`: a phase after the other, so that its tiles are still at hand. */
export function winogradInputGradient(
  scratch: Scratch,
  dy: TensorInfo,
  filter: TensorInfo,
  { rows, columns }: Geometry,
  shape: number[],
  most = MOST,
): TensorInfo {
  const out = scratch.make(shape);
  const room = new Room(scratch);
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
    for (const portion of portionsOf(dy, phase, most)) {
      const tiles = spreadTiles(room, dy, portion, [1, 1], phase, false);
      const how = { step: [2, 2], turned: true } as const;
      multiplyTiles(scratch, tiles, filter, null, out, portion, phase, how);
    }
  }
  return out;
}

/** As `filterGradient`: portions of pictures add up. */
export function winogradFilterGradient(
  scratch: Scratch,
  x: TensorInfo,
  dy: TensorInfo,
  { rows, columns }: Geometry,
  most = MOST,
): TensorInfo {
  const { native } = scratch;
  const [, oh, ow, k] = shape4(dy);
  const c = shape4(x)[3];
  const out = scratch.make([4, 4, c, k]);
  const [room, roomForGradients] = [new Room(scratch), new Room(scratch)];
  const phases = PAIRS.map(([p, q]) => {
    const at: Phase['at'] = [[p - rows.pad, q - columns.pad]];
    return { rows: oh, columns: ow, at, taps: scratch.table(tapsOf([p, q])) };
  });
  for (const portion of portionsOf(c > k ? x : dy, phases[0]!, most)) {
    const squareCount = portion.count * tilesIn(oh, ow);
    const size = PRODUCTS * Math.ceil(k / WIDTH) * squareCount * WIDTH;
    const gradients = roomForGradients.for(size);
    native.run(Job.gradients, [
      addressAt(scratch, dy, portion),
      native.address(gradients),
      ...[portion.count, oh, ow, k],
    ]);
    for (const phase of phases) {
      const tiles = spreadTiles(room, x, portion, [2, 2], phase, true);
      const ends = [tiles, gradients, out].map((info) => native.address(info));
      const adds = portion.first > 0 ? 1 : 0;
      const block = rowsOfTask(scratch, c, k);
      native.run(Job.winogradFilter, [...ends, squareCount, c, k, phase.taps, adds, block]);
    }
  }
  return out;
}

/** Places (start + step u), u < rows and likewise columns, whose taps are the same. */
interface Phase {
  readonly rows: number;
  readonly columns: number;
  readonly start: readonly [row: number, column: number];
  /** Where tiles begin, relative to the place: each with four taps. */
  readonly at: readonly (readonly [row: number, column: number])[];
  readonly taps: readonly number[];
}

type Tiles = Pick<Phase, 'rows' | 'columns' | 'at'>;

/** Pictures that are computed at a time. */
interface Portion {
  readonly first: number;
  readonly count: number;
}

/** @param most numbers of tiles that may be made of `source` [n, ...] at a time, where one picture's are fewer. */
function portionsOf(source: TensorInfo, { rows, columns, at }: Tiles, most: number): Portion[] {
  const [n, , , c] = shape4(source);
  const size = PRODUCTS * tilesIn(rows, columns) * at.length * c;
  const pictures = Math.max(1, Math.floor(most / size));
  return Array.from({ length: Math.ceil(n / pictures) }, (_, i) => ({
    first: i * pictures,
    count: Math.min(pictures, n - i * pictures),
  }));
}

/** Memory for one thing after the other. */
class Room {
  private info: TensorInfo | null = null;

  constructor(readonly scratch: Scratch) {}

  /** Room for so many numbers, of undefined content. */
  for(size: number): TensorInfo {
    if (!this.info || this.info.shape[0]! < size) this.info = this.scratch.make([size]);
    return this.info;
  }
}

/** Where a portion of a tensor [n, ...] begins. */
function addressAt({ native }: Scratch, info: TensorInfo, { first }: Portion): number {
  const picture = info.shape.slice(1).reduce((product, edge) => product * edge, 4);
  return native.address(info) + first * picture;
}

/** Runs a job of `native/winograd/tiles.ts`. */
function spreadTiles(
  room: Room,
  source: TensorInfo,
  portion: Portion,
  stride: readonly [rows: number, columns: number],
  { rows, columns, at }: Tiles,
  byChannels: boolean,
): TensorInfo {
  const { scratch } = room;
  const { native } = scratch;
  const [, h, w, c] = shape4(source);
  const count = padded(portion.count * tilesIn(rows, columns));
  const tiles = room.for(PRODUCTS * count * at.length * c);
  native.run(Job.tiles, [
    addressAt(scratch, source, portion),
    native.address(tiles),
    ...[portion.count, h, w, c],
    ...stride,
    rows,
    columns,
    byChannels ? 1 : 0,
    scratch.table(at.flat()),
    at.length,
  ]);
  return tiles;
}

/** Of how many tiles there is room, as `native/winograd/tiles.ts` has it. */
const padded = (tiles: number): number => 4 * Math.floor((tiles + 7) / 4);

/** Runs a job of `native/winograd/gather.ts`. */
function multiplyTiles(
  scratch: Scratch,
  tiles: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  out: TensorInfo,
  portion: Portion,
  { rows, columns, start, at, taps }: Phase,
  { step, turned }: { readonly step: readonly [number, number]; readonly turned: boolean },
): void {
  const { native } = scratch;
  const [, oh, ow, k] = shape4(out);
  const [, , c, columnsOfFilter] = shape4(filter);
  native.run(Job.winogradGather, [
    native.address(tiles),
    native.address(filter),
    bias ? native.address(bias) : 0,
    addressAt(scratch, out, portion),
    ...[portion.count, oh, ow, turned ? columnsOfFilter : c, k],
    rows,
    columns,
    ...start,
    ...step,
    turned ? 1 : 0,
    scratch.table(taps),
    at.length,
    rowsOfTask(scratch, portion.count * tilesIn(rows, columns), k),
  ]);
}

/** Rows of one task: as many as there is room for, or so few that all threads find work. Each row is
 *  computed by itself, so that the bits do not depend on it. */
function rowsOfTask({ native }: Scratch, rows: number, columns: number): number {
  let block = MOST_ROWS;
  const tasks = (): number => Math.ceil(rows / block) * Math.ceil(columns / WIDTH);
  while (block > LEAST_ROWS && tasks() < 2 * native.threadCount) block /= 2;
  return block;
}
