// What every thread keeps for itself while it computes a block of rows by a few panels.
import { COLUMNS, ROWS, TILE_STEP, multiply } from './tile';

/** Tiles of a block, steps that are packed at a time, panels that a task runs through. */
export const TILES = 16;
export const BLOCK = TILES * ROWS;
export const STEPS = 512;
export const PANELS = 16;
/** Pieces of a panel that a tile may meet at a time. */
export const SEGMENTS = 64;

/** Offsets in bytes. Rows: four numbers each, of which the last is where the row's result goes. */
export const ROW = 0;
export const ROW_SIZE = 16;
const EDGE = ROW + BLOCK * ROW_SIZE;
const DUMP = EDGE + ROWS * COLUMNS * 4;
const START = DUMP + COLUMNS * 4;
export const NOUGHT = START + COLUMNS * 4;
const COUNT = NOUGHT + STEPS * 4;
const SEGMENT = COUNT + TILES * 4;
const PACKED = SEGMENT + TILES * SEGMENTS * 8;
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
        multiply(a, b, segments, count, start, edge, edge + 32, edge + 64, edge + 96);
        copyEdge(rows, edge, column, width, true);
      }
    }
  }
}

function target(scratch: usize, rows: usize, row: i32, shift: usize): usize {
  const out = load<u32>(rows + <usize>(row * ROW_SIZE), 12);
  return out == 0 ? dump(scratch) : <usize>out + shift;
}

/** A tile of the last, narrower panel, to where it belongs or from there. */
function copyEdge(rows: usize, edge: usize, column: i32, width: i32, away: bool): void {
  for (let row = 0; row < ROWS; row++) {
    const out = <usize>load<u32>(rows + <usize>(row * ROW_SIZE), 12);
    if (out == 0) continue;
    const there = out + ((<usize>column) << 2);
    const here = edge + <usize>(row * COLUMNS * 4);
    memory.copy(away ? there : here, away ? here : there, (<usize>width) << 2);
  }
}
