// Left-hand sides of Winograd's products: tiles of five by five numbers, at all points of both axes.
import { NOUGHT, SPAN, TEMPORARY } from '../scratch';
import { POINTS, SIDE, spread, tilesIn, tilesAlong } from './transforms';

/** Tiles of one task. */
const GROUP = 8;

/**
 * [product][tile][tap][channel], or by channels: [product][channel / 4][tile][4], for one tap.
 * Tiles are numbered picture by picture, row by row; there is room for `padded` ones. Job:
 */
export class Tiles {
  source: usize;
  out: usize;
  pictures: i32;
  height: i32;
  width: i32;
  /** A multiple of four. */
  channels: i32;
  strideRows: i32;
  strideColumns: i32;
  /** Results of a picture. */
  rows: i32;
  columns: i32;
  byChannels: i32;
  /** Pairs (dy, dx): from a tile's place to its first number. */
  taps: usize;
  tapCount: i32;
}

/** A multiple of four, and none that would make the channels of a tile displace one another in the cache. */
export function padded(tiles: i32): i32 {
  return (tiles + 7) & ~3;
}

function tilesOf(job: Tiles): i32 {
  return tilesIn(job.pictures, job.rows, job.columns);
}

export function squareTasks(job: Tiles): i32 {
  return ((tilesOf(job) + GROUP - 1) / GROUP) * job.tapCount;
}

/** One task: some tiles of one tap. */
export function spreadTiles(job: Tiles, task: i32, scratch: usize): void {
  const tap = task % job.tapCount;
  const first = (task / job.tapCount) * GROUP;
  const end = min(first + GROUP, tilesOf(job));
  for (let channel = 0; channel < job.channels; channel += SPAN) {
    for (let square = first; square < end; square++) {
      spreadSquare(job, tap, square, channel, scratch);
    }
  }
}

function spreadSquare(job: Tiles, tap: i32, square: i32, channel: i32, scratch: usize): void {
  const across = tilesAlong(job.columns);
  const perPicture = tilesAlong(job.rows) * across;
  const b = square / perPicture;
  const place = square % perPicture;
  const shift = job.taps + <usize>(tap * 8);
  const y = (place / across) * SIDE * job.strideRows + load<i32>(shift);
  const x = (place % across) * SIDE * job.strideColumns + load<i32>(shift, 4);
  const count = min(SPAN, job.channels - channel);
  const line: usize = SPAN * 4;
  const temporary = scratch + TEMPORARY;
  for (let j = 0; j < POINTS; j++) {
    const column = x + j * job.strideColumns;
    spread(
      temporary + <usize>j * line,
      POINTS * line,
      16,
      numberAt(job, scratch, b, y, column, channel),
      numberAt(job, scratch, b, y + job.strideRows, column, channel),
      numberAt(job, scratch, b, y + 2 * job.strideRows, column, channel),
      numberAt(job, scratch, b, y + 3 * job.strideRows, column, channel),
      numberAt(job, scratch, b, y + 4 * job.strideRows, column, channel),
      count,
    );
  }
  const tiles = padded(tilesOf(job));
  const product = (<usize>tiles * <usize>(job.tapCount * job.channels)) << 2;
  let step: usize = 16;
  let out = job.out;
  if (job.byChannels) {
    step = (<usize>tiles) << 4;
    out += <usize>(channel >> 2) * step + ((<usize>square) << 4);
  } else {
    out += (<usize>((square * job.tapCount + tap) * job.channels + channel)) << 2;
  }
  for (let i = 0; i < POINTS; i++) {
    const from = temporary + <usize>(i * POINTS) * line;
    spread(
      out + <usize>(i * POINTS) * product,
      product,
      step,
      from,
      from + line,
      from + 2 * line,
      from + 3 * line,
      from + 4 * line,
      count,
    );
  }
}

function numberAt(job: Tiles, scratch: usize, b: i32, y: i32, x: i32, channel: i32): usize {
  if (<u32>y >= <u32>job.height || <u32>x >= <u32>job.width) return scratch + NOUGHT;
  const place = <usize>((b * job.height + y) * job.width + x);
  return job.source + ((place * <usize>job.channels + <usize>channel) << 2);
}
