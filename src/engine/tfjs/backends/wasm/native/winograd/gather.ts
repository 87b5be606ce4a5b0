// Winograd's products going forward and back to the input. A transformed filter is six times as large as
// the filter, so it is made where it is used, for a few columns at a time.
import { interleave } from '../products/tile';
import {
  CHUNK,
  NOUGHT,
  PRODUCT_STEP,
  RAW,
  RAW_STEPS,
  RIGHT,
  RIGHT_STEP,
  SUMS,
  SUM_STEP,
  TEMPORARY,
  WIDTH,
  dump,
  groups,
  multiplyProducts,
} from '../scratch';
import { POINTS, SIDE, results, spreadTaps, tilesAlong, tilesIn } from './transforms';
import { padded } from './tiles';

/** out[b, y0 + step u, x0 + step v, :], u < rows, v < cols of each picture. Job: */
export class WinogradGather {
  /** As `Tiles` makes them. */
  tiles: usize;
  /** [taps, channels, columns], or [taps, columns, channels] turned. */
  filter: usize;
  /** 0 for none. */
  bias: usize;
  out: usize;
  pictures: i32;
  outHeight: i32;
  outWidth: i32;
  /** Multiples of four. */
  channels: i32;
  columns: i32;
  rows: i32;
  cols: i32;
  y0: i32;
  x0: i32;
  stepRows: i32;
  stepColumns: i32;
  turned: i32;
  /** For each tap of the tiles four of the filter: g00, g01, g10, g11. */
  parts: usize;
  tapCount: i32;
  /** Tiles of one task: a multiple of four, at most `WINOGRAD_TILES`. */
  block: i32;
}

function tilesOf(job: WinogradGather): i32 {
  return tilesIn(job.pictures, job.rows, job.cols);
}

export function winogradGatherTasks(job: WinogradGather): i32 {
  return ((tilesOf(job) + job.block - 1) / job.block) * groups(job.columns);
}

/** One task: a block of tiles, by a group of columns. */
export function winogradGather(job: WinogradGather, task: i32, scratch: usize): void {
  const column = (task % groups(job.columns)) * WIDTH;
  const width = min(WIDTH, job.columns - column);
  const first = (task / groups(job.columns)) * job.block;
  const count = min(job.block, tilesOf(job) - first);
  const steps = job.tapCount * job.channels;
  const row = (<usize>steps) << 2;
  const product = <usize>padded(tilesOf(job)) * row;
  for (let step = 0; step < steps; step += CHUNK) {
    const end = min(step + CHUNK, steps);
    for (let at = step; at < end;) {
      const channel = at % job.channels;
      const some = min(min(job.channels - channel, end - at), RAW_STEPS);
      spreadFilter(job, at / job.channels, channel, some, column, width, at - step, scratch);
      at += some;
    }
    const left = job.tiles + <usize>first * row + ((<usize>step) << 2);
    const right = scratch + RIGHT;
    multiplyProducts(
      scratch,
      left,
      product,
      4,
      row,
      4 * row,
      right,
      PRODUCT_STEP,
      count,
      width,
      end - step,
      step == 0,
    );
  }
  for (let square = 0; square < count; square++) {
    writeSquare(job, first + square, square, column, width, scratch);
  }
}

/** Right-hand sides of some channels of a tap, from step `at` of the chunk on. */
function spreadFilter(
  job: WinogradGather,
  tap: i32,
  channel: i32,
  count: i32,
  column: i32,
  width: i32,
  at: i32,
  scratch: usize,
): void {
  const size = (<usize>(job.channels * job.columns)) << 2;
  const taps = job.parts + ((<usize>tap) << 4);
  let g00 = job.filter + <usize>load<i32>(taps) * size;
  let g01 = job.filter + <usize>load<i32>(taps, 4) * size;
  let g10 = job.filter + <usize>load<i32>(taps, 8) * size;
  let g11 = job.filter + <usize>load<i32>(taps, 12) * size;
  let out = scratch + RIGHT + <usize>at * RIGHT_STEP;
  if (job.turned) {
    const shift = (<usize>(column * job.channels + channel)) << 2;
    g00 = turn(job, scratch, 0, g00 + shift, count, width);
    g01 = turn(job, scratch, 1, g01 + shift, count, width);
    g10 = turn(job, scratch, 2, g10 + shift, count, width);
    g11 = turn(job, scratch, 3, g11 + shift, count, width);
    return spreadTaps(out, PRODUCT_STEP, g00, g01, g10, g11, count * WIDTH);
  }
  let shift = (<usize>(channel * job.columns + column)) << 2;
  for (const end = out + <usize>count * RIGHT_STEP; out < end; out += RIGHT_STEP) {
    spreadTaps(out, PRODUCT_STEP, g00 + shift, g01 + shift, g10 + shift, g11 + shift, width);
    shift += (<usize>job.columns) << 2;
  }
}

/** Brings rows of one tap into columns. */
function turn(
  job: WinogradGather,
  scratch: usize,
  tap: i32,
  from: usize,
  count: i32,
  width: i32,
): usize {
  const out = scratch + RAW + <usize>tap * (RAW_STEPS * RIGHT_STEP);
  const row = (<usize>job.channels) << 2;
  for (let column = 0; column < width; column += 4) {
    const to = out + ((<usize>column) << 2);
    interleave(to, RIGHT_STEP, from, from + row, from + 2 * row, from + 3 * row, count);
    from += 4 * row;
  }
  return out;
}

/** Results of a tile from its products. */
function writeSquare(
  job: WinogradGather,
  square: i32,
  index: i32,
  column: i32,
  width: i32,
  scratch: usize,
): void {
  const sums = scratch + SUMS + <usize>index * RIGHT_STEP;
  const zeros = scratch + NOUGHT;
  for (let j = 0; j < POINTS; j++) {
    const to = scratch + TEMPORARY + <usize>j * RIGHT_STEP;
    const line: usize = POINTS * RIGHT_STEP;
    const from = sums + <usize>j * SUM_STEP;
    results(to, to + line, to + 2 * line, to + 3 * line, from, POINTS * SUM_STEP, zeros, width);
  }
  const across = tilesAlong(job.cols);
  const perPicture = tilesAlong(job.rows) * across;
  const b = square / perPicture;
  const u = ((square % perPicture) / across) * SIDE;
  const v = ((square % perPicture) % across) * SIDE;
  const bias = job.bias == 0 ? zeros : job.bias + ((<usize>column) << 2);
  for (let y = 0; y < SIDE && u + y < job.rows; y++) {
    const row = b * job.outHeight + job.y0 + job.stepRows * (u + y);
    const place = row * job.outWidth + job.x0 + job.stepColumns * v;
    const to = job.out + ((<usize>place * <usize>job.columns + <usize>column) << 2);
    const next = (<usize>(job.stepColumns * job.columns)) << 2;
    results(
      to,
      v + 1 < job.cols ? to + next : dump(scratch),
      v + 2 < job.cols ? to + 2 * next : dump(scratch),
      v + 3 < job.cols ? to + 3 * next : dump(scratch),
      scratch + TEMPORARY + <usize>(y * POINTS) * RIGHT_STEP,
      RIGHT_STEP,
      bias,
      width,
    );
  }
}
