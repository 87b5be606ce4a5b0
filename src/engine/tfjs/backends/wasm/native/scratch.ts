// What every thread keeps for itself while it computes a block of rows by a few panels.
import { COLUMNS, ROWS, TILE_STEP, multiply, multiplyNarrow } from './tile';
import { share } from './winograd';

/** Tiles of a block, steps that are packed at a time, panels that a task runs through. */
export const TILES = 16;
export const BLOCK = TILES * ROWS;
export const STEPS = 512;
export const PANELS = 16;
/** Pieces of a panel that a tile may meet at a time. */
export const SEGMENTS = 64;

/**
 * Offsets in bytes. Each row: three numbers that belong to whoever packs it, then where its result
 * goes; with Winograd's products, four results (y00, y01, y10, y11). 0 is nowhere.
 */
export const ROW = 0;
export const ROW_SIZE = 32;
export const OUT = 12;
const EDGE = ROW + BLOCK * ROW_SIZE;
const DUMP = EDGE + ROWS * COLUMNS * 4;
const START = DUMP + COLUMNS * 4;
export const NOUGHT = START + COLUMNS * 4;
const COUNT = NOUGHT + STEPS * 4;
const SEGMENT = COUNT + TILES * 4;
/** Four rows on their way. */
export const MIXED = SEGMENT + TILES * SEGMENTS * 8;
const PACKED = MIXED + ROWS * STEPS * 4;
/** Bytes of the whole. Zeros to begin with, and `NOUGHT` remains so. */
export const SCRATCH_BYTES = PACKED + TILES * STEPS * TILE_STEP;

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
  for (let panel = from; panel < to; panel++) {
    const column = panel * COLUMNS;
    const width = min(COLUMNS, columns - column);
    let start: usize = 0;
    if (first) {
      start = scratch + START;
      for (let i = 0; i < COLUMNS; i++) {
        const given = bias != 0 && i < width;
        store<f32>(
          start + ((<usize>i) << 2),
          given ? load<f32>(bias + ((<usize>(column + i)) << 2)) : 0,
        );
      }
    }
    const b = panels + <usize>panel * panelBytes;
    for (let tile = 0; tile < tiles; tile++) {
      const owner = shared ? 0 : tile;
      const count = segmentCount(scratch, owner);
      if (count == 0 && !first) continue;
      const segments = scratch + SEGMENT + <usize>((owner * SEGMENTS) << 3);
      const rows = scratch + ROW + <usize>(tile * ROWS * ROW_SIZE);
      const a = packed(scratch, tile);
      if (width == COLUMNS) {
        const shift = (<usize>column) << 2;
        multiply(
          a,
          b,
          segments,
          count,
          start,
          target(scratch, rows, 0, shift),
          target(scratch, rows, 1, shift),
          target(scratch, rows, 2, shift),
          target(scratch, rows, 3, shift),
        );
      } else {
        const edge = scratch + EDGE;
        if (!first) copyEdge(rows, edge, column, width, false);
        if (width > 4) {
          multiply(a, b, segments, count, start, edge, edge + 32, edge + 64, edge + 96);
        } else {
          if (first)
            for (let row: usize = 0; row < 128; row += 32) memory.copy(edge + row, start, 16);
          multiplyNarrow(a, b, segments, count, edge);
        }
        copyEdge(rows, edge, column, width, true);
      }
    }
  }
}

function target(scratch: usize, rows: usize, row: i32, shift: usize): usize {
  const out = load<u32>(rows + <usize>(row * ROW_SIZE), OUT);
  return out == 0 ? dump(scratch) : <usize>out + shift;
}

/** A tile of the last, narrower panel, to where it belongs or from there. */
function copyEdge(rows: usize, edge: usize, column: i32, width: i32, away: bool): void {
  for (let row = 0; row < ROWS; row++) {
    const out = <usize>load<u32>(rows + <usize>(row * ROW_SIZE), OUT);
    if (out == 0) continue;
    const there = out + ((<usize>column) << 2);
    const here = edge + <usize>(row * COLUMNS * 4);
    memory.copy(away ? there : here, away ? here : there, (<usize>width) << 2);
  }
}

/** One of Winograd's products of a block, added to what results it counts in. */
export function multiplyProduct(
  scratch: usize,
  product: i32,
  tiles: i32,
  shared: bool,
  panels: usize,
  panelBytes: usize,
  from: i32,
  to: i32,
  columns: i32,
): void {
  const edge = scratch + EDGE;
  const zeros = scratch + NOUGHT;
  const s00 = share(product / 3, 0) * share(product % 3, 0);
  const s01 = share(product / 3, 0) * share(product % 3, 1);
  const s10 = share(product / 3, 1) * share(product % 3, 0);
  const s11 = share(product / 3, 1) * share(product % 3, 1);
  for (let panel = from; panel < to; panel++) {
    const column = panel * COLUMNS;
    const width = min(COLUMNS, columns - column);
    const shift = (<usize>column) << 2;
    const b = panels + <usize>panel * panelBytes;
    for (let tile = 0; tile < tiles; tile++) {
      const owner = shared ? 0 : tile;
      const count = segmentCount(scratch, owner);
      if (count == 0) continue;
      const segments = scratch + SEGMENT + <usize>((owner * SEGMENTS) << 3);
      const a = packed(scratch, tile);
      multiply(a, b, segments, count, zeros, edge, edge + 32, edge + 64, edge + 96);
      const rows = scratch + ROW + <usize>(tile * ROWS * ROW_SIZE) + OUT;
      if (s00 != 0) addTile(rows, edge, shift, width, s00);
      if (s01 != 0) addTile(rows + 4, edge, shift, width, s01);
      if (s10 != 0) addTile(rows + 8, edge, shift, width, s10);
      if (s11 != 0) addTile(rows + 12, edge, shift, width, s11);
    }
  }
}

/** Adds four rows of a product to one of their results each, or takes them away. */
function addTile(rows: usize, edge: usize, shift: usize, width: i32, counts: i32): void {
  for (const end = edge + ROWS * COLUMNS * 4; edge < end; edge += COLUMNS * 4) {
    const begin = <usize>load<u32>(rows);
    rows += ROW_SIZE;
    if (begin == 0) continue;
    const out = begin + shift;
    if (width < COLUMNS) {
      for (let i = 0; i < width; i++) {
        const at = (<usize>i) << 2;
        const value = load<f32>(edge + at);
        store<f32>(out + at, load<f32>(out + at) + (counts > 0 ? value : -value));
      }
    } else if (counts > 0) {
      v128.store(out, f32x4.add(v128.load(out), v128.load(edge)));
      v128.store(out, f32x4.add(v128.load(out, 16), v128.load(edge, 16)), 16);
    } else {
      v128.store(out, f32x4.sub(v128.load(out), v128.load(edge)));
      v128.store(out, f32x4.sub(v128.load(out, 16), v128.load(edge, 16)), 16);
    }
  }
}

/** Sets all results of a block to the bias (0: to zero), for the panels `from` to `to`. */
export function beginBlock(scratch: usize, from: i32, to: i32, columns: i32, bias: usize): void {
  const first = (<usize>(from * COLUMNS)) << 2;
  const bytes = (<usize>min((to - from) * COLUMNS, columns - from * COLUMNS)) << 2;
  for (let row = 0; row < BLOCK; row++) {
    for (let y = 0; y < 4; y++) {
      const out = <usize>load<u32>(scratch + ROW + <usize>(row * ROW_SIZE + 4 * y), OUT);
      if (out == 0) continue;
      if (bias == 0) memory.fill(out + first, 0, bytes);
      else memory.copy(out + first, bias + first, bytes);
    }
  }
}
