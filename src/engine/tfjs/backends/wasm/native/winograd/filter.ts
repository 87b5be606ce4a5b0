// Winograd's products for the gradient of a convolution in its filter: rows are channels, and what is
// summed over are tiles of places.
import {
  CHUNK,
  NOUGHT,
  RIGHT_STEP,
  SPAN,
  SUMS,
  SUM_STEP,
  TEMPORARY,
  WIDTH,
  groups,
  multiplyProducts,
} from '../scratch';
import { padded } from './tiles';
import { POINTS, SIDE, spreadGradient, tilesAlong, tilesIn, tapResults } from './transforms';

/** Tiles of one task. */
const GROUP = 8;

/** [product][columns / WIDTH][tile][WIDTH], tiles as in `Tiles`. Job: */
export class Gradients {
  /** [pictures, height, width, columns] */
  source: usize;
  out: usize;
  pictures: i32;
  height: i32;
  width: i32;
  /** A multiple of four. */
  columns: i32;
}

function tilesOf(job: Gradients): i32 {
  return tilesIn(job.pictures, job.height, job.width);
}

export function gradientTasks(job: Gradients): i32 {
  return (tilesOf(job) + GROUP - 1) / GROUP;
}

/** One task: some tiles, all columns. */
export function spreadGradients(job: Gradients, task: i32, scratch: usize): void {
  const end = min((task + 1) * GROUP, tilesOf(job));
  for (let column = 0; column < job.columns; column += SPAN) {
    for (let square = task * GROUP; square < end; square++) {
      spreadSquare(job, square, column, scratch);
    }
  }
}

function spreadSquare(job: Gradients, square: i32, column: i32, scratch: usize): void {
  const across = tilesAlong(job.width);
  const perPicture = tilesAlong(job.height) * across;
  const b = square / perPicture;
  const y = ((square % perPicture) / across) * SIDE;
  const x = ((square % perPicture) % across) * SIDE;
  const count = min(SPAN, job.columns - column);
  const line: usize = SPAN * 4;
  const temporary = scratch + TEMPORARY;
  for (let j = 0; j < SIDE; j++) {
    spreadGradient(
      temporary + <usize>j * line,
      SIDE * line,
      numberAt(job, scratch, b, y, x + j, column),
      numberAt(job, scratch, b, y + 1, x + j, column),
      numberAt(job, scratch, b, y + 2, x + j, column),
      numberAt(job, scratch, b, y + 3, x + j, column),
      count,
    );
  }
  const tiles = tilesOf(job);
  const group = <usize>tiles * RIGHT_STEP;
  const product = <usize>groups(job.columns) * group;
  for (let done = 0; done < count; done += WIDTH) {
    const index = (column + done) / WIDTH;
    const out = job.out + <usize>index * group + <usize>square * RIGHT_STEP;
    for (let i = 0; i < POINTS; i++) {
      const from = temporary + <usize>(i * SIDE) * line + ((<usize>done) << 2);
      spreadGradient(
        out + <usize>(i * POINTS) * product,
        product,
        from,
        from + line,
        from + 2 * line,
        from + 3 * line,
        min(WIDTH, count - done),
      );
    }
  }
}

function numberAt(job: Gradients, scratch: usize, b: i32, y: i32, x: i32, column: i32): usize {
  if (y >= job.height || x >= job.width) return scratch + NOUGHT;
  const place = <usize>((b * job.height + y) * job.width + x);
  return job.source + ((place * <usize>job.columns + <usize>column) << 2);
}

/** Job: */
export class WinogradFilter {
  /** As `Tiles` makes them by channels. */
  tiles: usize;
  gradients: usize;
  /** [taps, channels, columns], of which four taps are made. */
  out: usize;
  /** How many, and multiples of four. */
  squareCount: i32;
  channels: i32;
  columns: i32;
  /** Which these are: g00, g01, g10, g11. */
  taps: usize;
  /** Whether they are added to what is there. */
  adds: i32;
  /** Channels of one task: a multiple of four, at most `WINOGRAD_TILES`. */
  block: i32;
}

function blocks(job: WinogradFilter): i32 {
  return (job.channels + job.block - 1) / job.block;
}

export function winogradFilterTasks(job: WinogradFilter): i32 {
  return blocks(job) * groups(job.columns);
}

/** One task: a block of channels, by a group of columns. */
export function winogradFilter(job: WinogradFilter, task: i32, scratch: usize): void {
  const index = task % groups(job.columns);
  const column = index * WIDTH;
  const width = min(WIDTH, job.columns - column);
  const first = (task / groups(job.columns)) * job.block;
  const count = min(job.block, job.channels - first);
  const tiles = job.squareCount;
  const tile = (<usize>padded(tiles)) << 4;
  const product = <usize>(job.channels >> 2) * tile;
  const left = job.tiles + <usize>(first >> 2) * tile;
  const group = <usize>tiles * RIGHT_STEP;
  const right = job.gradients + <usize>index * group;
  const nextRight = <usize>groups(job.columns) * group;
  for (let step = 0; step < tiles; step += CHUNK) {
    const steps = min(CHUNK, tiles - step);
    multiplyProducts(
      scratch,
      left + ((<usize>step) << 4),
      product,
      16,
      4,
      tile,
      right + <usize>step * RIGHT_STEP,
      nextRight,
      count,
      width,
      steps,
      step == 0,
    );
  }
  for (let row = 0; row < count; row++) {
    writeTaps(job, first + row, row, column, width, scratch);
  }
}

/** The four taps of a channel from its products. */
function writeTaps(
  job: WinogradFilter,
  channel: i32,
  index: i32,
  column: i32,
  width: i32,
  scratch: usize,
): void {
  const sums = scratch + SUMS + <usize>index * RIGHT_STEP;
  const temporary = scratch + TEMPORARY;
  const line: usize = POINTS * RIGHT_STEP;
  for (let j = 0; j < POINTS; j++) {
    const to = temporary + <usize>j * RIGHT_STEP;
    tapResults(to, to + line, false, sums + <usize>j * SUM_STEP, POINTS * SUM_STEP, width);
  }
  const size = (<usize>(job.channels * job.columns)) << 2;
  const out = job.out + ((<usize>(channel * job.columns + column)) << 2);
  for (let y = 0; y < 2; y++) {
    const pair = job.taps + <usize>(y * 8);
    const out0 = out + <usize>load<i32>(pair) * size;
    const out1 = out + <usize>load<i32>(pair, 4) * size;
    const from = temporary + <usize>y * line;
    tapResults(out0, out1, job.adds != 0, from, RIGHT_STEP, width);
  }
}
