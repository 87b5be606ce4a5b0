// What every thread keeps for itself while it computes a block of rows by a few panels.
import { COLUMNS, PANEL_STEP, ROWS, TILE_STEP, multiply } from './products/tile';
import { PRODUCTS } from './winograd/transforms';

/** Tiles of a block, steps that are packed at a time, panels that a task runs through. */
export const TILES = 16;
export const BLOCK = TILES * ROWS;
export const STEPS = 512;
export const PANELS = 16;
/** Pieces of a panel that a tile may meet at a time. */
export const SEGMENTS = 64;

/** With Winograd's products: rows of a block at most, columns that a task computes, steps at a time. */
const WINOGRAD_TILES = 64;
export const WIDTH = 32;
export const CHUNK = 128;
/** Bytes of one step on the right-hand side, and of a row of sums. */
export const RIGHT_STEP = WIDTH * 4;
/** Bytes of a line of the processor's cache. */
const LINE = 64;

/**
 * Offsets in bytes. Each row: three numbers that belong to whoever packs it, then where its result
 * goes. 0 is nowhere.
 */
export const ROW = 0;
export const ROW_SIZE = 16;
export const OUT = 12;
const EDGE = ROW + BLOCK * ROW_SIZE;
const DUMP = EDGE + ROWS * COLUMNS * 4;
const START = DUMP + WIDTH * 4;
export const NOUGHT = START + COLUMNS * 4;
const COUNT = NOUGHT + STEPS * 4;
const SEGMENT = COUNT + TILES * 4;
const PACKED = SEGMENT + TILES * SEGMENTS * 8;

// Winograd's products, in the same place as packed tiles.

/** Numbers of what passes through `TEMPORARY` at a time: tiles of it at all points. */
export const SPAN = 128;
export const TEMPORARY = PACKED;
/** Taps of a turned filter: [4][RAW_STEPS][WIDTH]. */
export const RAW_STEPS = 32;
export const RAW = TEMPORARY + PRODUCTS * SPAN * 4;
/** Right-hand sides: [product][CHUNK][WIDTH]; a line more between products, which else would displace one another. */
export const RIGHT = RAW + 4 * RAW_STEPS * RIGHT_STEP;
export const PRODUCT_STEP = CHUNK * RIGHT_STEP + LINE;
/** Sums: [product][WINOGRAD_TILES][WIDTH]. */
export const SUMS = RIGHT + PRODUCTS * PRODUCT_STEP;
export const SUM_STEP = WINOGRAD_TILES * RIGHT_STEP + LINE;
// What windows and scattered places take, in the same place too.

/** Numbers of a window at most, with all channels; how many windows are copied at a time. */
export const WINDOW = 128;
export const PLACES = 128;
export const WINDOWS = PACKED;
export const WINDOW_SUMS = WINDOWS + PLACES * WINDOW * 4;
/** Numbers that one place is scattered to, at most. */
export const SPREAD = 128;
export const SCATTERED = PACKED;

/** Bytes of the whole. Zeros to begin with, and `NOUGHT` remains so. */
export const SCRATCH_BYTES = SUMS + PRODUCTS * SUM_STEP;

/** Of how many tasks' columns a result is. */
export function groups(columns: i32): i32 {
  return (columns + WIDTH - 1) / WIDTH;
}

/** Where results of rows go that are beyond the end of a block. */
export function dump(scratch: usize): usize {
  return scratch + DUMP;
}

/** Where a tile's rows are packed. */
export function packed(scratch: usize, tile: i32): usize {
  return scratch + PACKED + <usize>(tile * STEPS * TILE_STEP);
}

export function clearSegments(scratch: usize, tile: i32): void {
  store<i32>(scratch + COUNT + ((<usize>tile) << 2), 0);
}

export function segmentCount(scratch: usize, tile: i32): i32 {
  return load<i32>(scratch + COUNT + ((<usize>tile) << 2));
}

/** Notes that the next `steps` packed steps of a tile meet those at `offset` bytes of a panel. */
export function addSegment(scratch: usize, tile: i32, offset: usize, steps: i32): void {
  const count = segmentCount(scratch, tile);
  const at = scratch + SEGMENT + <usize>((tile * SEGMENTS + count) << 3);
  if (count > 0) {
    // They mostly go on where the last ones ended.
    const before = load<i32>(at - 8, 4);
    if (load<u32>(at - 8) + before * PANEL_STEP == offset) {
      return store<i32>(at - 8, before + steps, 4);
    }
  }
  store<u32>(at, <u32>offset);
  store<i32>(at, steps, 4);
  store<i32>(scratch + COUNT + ((<usize>tile) << 2), count + 1);
}

/**
 * All packed tiles of a block by the panels `from` to `to`.
 * @param shared whether the tiles of a block share the segments of the first.
 * @param columns of the whole result; the last panel may have fewer than eight.
 * @param first whether results start from the bias (0: from zero) rather than from what is there.
 */
export function multiplyBlock(
  scratch: usize,
  tiles: i32,
  shared: bool,
  panels: usize,
  panelBytes: usize,
  from: i32,
  to: i32,
  columns: i32,
  first: bool,
  bias: usize,
): void {
  const edge = scratch + EDGE;
  for (let panel = from; panel < to; panel++) {
    const column = panel * COLUMNS;
    const width = min(COLUMNS, columns - column);
    const start = scratch + START;
    for (let i = 0; i < COLUMNS; i++) {
      const given = bias != 0 && i < width;
      const value = given ? load<f32>(bias + ((<usize>(column + i)) << 2)) : 0;
      store<f32>(start + ((<usize>i) << 2), value);
    }
    const b = panels + <usize>panel * panelBytes;
    for (let tile = 0; tile < tiles; tile++) {
      const owner = shared ? 0 : tile;
      const count = segmentCount(scratch, owner);
      if (count == 0 && !first) continue;
      const rows = scratch + ROW + <usize>(tile * ROWS * ROW_SIZE);
      if (!first) copyEdge(rows, edge, column, width, false);
      else if (count == 0)
        for (let i: usize = 0; i < 128; i += 32) memory.copy(edge + i, start, 32);
      let a = packed(scratch, tile);
      let segment = scratch + SEGMENT + <usize>((owner * SEGMENTS) << 3);
      for (let i = 0; i < count; i++) {
        const steps = load<i32>(segment, 4);
        const from = first && i == 0 ? start : 0;
        multiply(a, TILE_STEP, 4, b + load<u32>(segment), PANEL_STEP, steps, from, edge, 32);
        a += <usize>(steps * TILE_STEP);
        segment += 8;
      }
      copyEdge(rows, edge, column, width, true);
    }
  }
}

/** A tile of results, to where it belongs or from there. */
function copyEdge(rows: usize, edge: usize, column: i32, width: i32, away: bool): void {
  for (let row = 0; row < ROWS; row++) {
    const out = <usize>load<u32>(rows + <usize>(row * ROW_SIZE), OUT);
    if (out == 0) continue;
    const there = out + ((<usize>column) << 2);
    const here = edge + <usize>(row * COLUMNS * 4);
    const from = away ? here : there;
    const to = away ? there : here;
    if (width == COLUMNS) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    } else {
      memory.copy(to, from, (<usize>width) << 2);
    }
  }
}

/**
 * All of Winograd's products of a block, from `left` and `right`, to `SUMS`.
 * @param product bytes from one product to the next, on the left-hand side.
 * @param leftStep, row, tile bytes from one step, row, and four rows to the next.
 * @param nextRight as `product`, on the right-hand side.
 * @param first whether sums start from zero rather than from what is there.
 */
export function multiplyProducts(
  scratch: usize,
  left: usize,
  product: usize,
  leftStep: usize,
  row: usize,
  tile: usize,
  right: usize,
  nextRight: usize,
  rows: i32,
  width: i32,
  steps: i32,
  first: bool,
): void {
  const start = first ? scratch + NOUGHT : 0;
  const bytes = (<usize>width) << 2;
  let sums = scratch + SUMS;
  for (let i = 0; i < PRODUCTS; i++) {
    let a = left;
    let out = sums;
    for (let done = 0; done < rows; done += ROWS) {
      for (let column: usize = 0; column < bytes; column += COLUMNS * 4) {
        multiply(
          a,
          leftStep,
          row,
          right + column,
          RIGHT_STEP,
          steps,
          start,
          out + column,
          RIGHT_STEP,
        );
      }
      a += tile;
      out += ROWS * RIGHT_STEP;
    }
    left += product;
    right += nextRight;
    sums += SUM_STEP;
  }
}
