// Winograd's products going forward and back to the input: rows are squares of two by two results.
import { COLUMNS, PANEL_STEP, ROWS, TILE_STEP, interleave } from './tile';
import {
  BLOCK,
  MIXED,
  NOUGHT,
  OUT,
  PANELS,
  ROW,
  ROW_SIZE,
  STEPS,
  addSegment,
  beginBlock,
  clearSegments,
  multiplyProduct,
  packed,
} from './scratch';
import { Gather, NOWHERE, Phase, UNITS, chunks, phaseAt, sourceOf } from './gather';
import { PRODUCTS, difference, difference2, firstOf } from './winograd';

// A phase's taps are here those triples (dy, dx, phase of the panels) at which d0 of a square is read.

function squaresOf(phase: Phase): i32 {
  return ((phase.rows + 1) >> 1) * ((phase.columns + 1) >> 1);
}

function tasksOf(job: Gather, phase: Phase): i32 {
  return ((squaresOf(phase) * job.pictures + BLOCK - 1) / BLOCK) * chunks(job.columns);
}

export function winogradGatherTasks(job: Gather): i32 {
  let tasks = 0;
  for (let i = 0; i < job.phaseCount; i++) tasks += tasksOf(job, phaseAt(job, i));
  return tasks;
}

/** One task: a block of squares of one phase, by a group of panels. */
export function winogradGather(job: Gather, task: i32, scratch: usize): void {
  let index = 0;
  let phase = phaseAt(job, 0);
  while (task >= tasksOf(job, phase)) {
    task -= tasksOf(job, phase);
    phase = phaseAt(job, ++index);
  }
  const groups = chunks(job.columns);
  const firstRow = (task / groups) * BLOCK;
  const from = (task % groups) * PANELS;
  const panelCount = (job.columns + COLUMNS - 1) / COLUMNS;
  const to = min(from + PANELS, panelCount);
  const rows = squaresOf(phase) * job.pictures;
  const tiles = min(BLOCK, rows - firstRow + ROWS - 1) / ROWS;
  placeSquares(job, phase, scratch, firstRow, rows);
  beginBlock(scratch, from, to, job.columns, job.bias);

  const part = min(job.channels, STEPS);
  const parts = (job.channels + STEPS - 1) / STEPS;
  const group = min(UNITS, STEPS / part);
  const units = phase.tapCount * parts;
  for (let product = 0; product < PRODUCTS; product++) {
    const panels = job.panels + <usize>(product * panelCount) * job.panelBytes;
    for (let unit = 0; unit < units; unit += group) {
      const end = min(unit + group, units);
      for (let tile = 0; tile < tiles; tile++) {
        packSquares(job, phase, scratch, product, tile, unit, end, parts);
      }
      multiplyProduct(
        scratch,
        product,
        tiles,
        false,
        panels,
        job.panelBytes,
        from,
        to,
        job.columns,
      );
    }
  }
}

/** As `placeRows` in gather.ts, with four results a row. */
function placeSquares(job: Gather, phase: Phase, scratch: usize, first: i32, rows: i32): void {
  const picture = (<usize>(job.height * job.width * job.channels)) << 2;
  const across = (phase.columns + 1) >> 1;
  for (let i = 0; i < BLOCK; i++) {
    const at = scratch + ROW + <usize>(i * ROW_SIZE);
    const row = first + i;
    const inside = row < rows;
    const b = row % job.pictures;
    const u = (row / job.pictures / across) << 1;
    const v = ((row / job.pictures) % across) << 1;
    store<i32>(at, inside ? u * job.strideRows : NOWHERE);
    store<i32>(at, v * job.strideColumns, 4);
    store<u32>(at, <u32>(job.source + <usize>b * picture), 8);
    for (let y = 0; y < 4; y++) {
      const down = u + (y >> 1);
      const right = v + (y & 1);
      let out: usize = 0;
      if (inside && down < phase.rows && right < phase.columns) {
        const row = b * job.outHeight + phase.y0 + job.stepRows * down;
        const place = row * job.outWidth + phase.x0 + job.stepColumns * right;
        out = job.out + ((<usize>place * <usize>job.columns) << 2);
      }
      store<u32>(at + ((<usize>y) << 2), <u32>out, OUT);
    }
  }
}

/** Packs a product's differences of the units `from` to `to` of four squares. */
function packSquares(
  job: Gather,
  phase: Phase,
  scratch: usize,
  product: i32,
  tile: i32,
  from: i32,
  to: i32,
  parts: i32,
): void {
  clearSegments(scratch, tile);
  const rows = scratch + ROW + <usize>(tile * ROWS * ROW_SIZE);
  let out = packed(scratch, tile);
  for (let unit = from; unit < to; unit++) {
    const tap = phase.taps + <usize>((unit / parts) * 12);
    const channel = (unit % parts) * STEPS;
    const count = min(STEPS, job.channels - channel);
    const dy = load<i32>(tap);
    const dx = load<i32>(tap, 4);
    const a = mix(job, scratch, product, rows, 0, dy, dx, channel, count);
    const b = mix(job, scratch, product, rows, 1, dy, dx, channel, count);
    const c = mix(job, scratch, product, rows, 2, dy, dx, channel, count);
    const d = mix(job, scratch, product, rows, 3, dy, dx, channel, count);
    if ((a | b | c | d) == 0) continue;
    const zero = scratch + NOUGHT;
    interleave(out, TILE_STEP, a || zero, b || zero, c || zero, d || zero, count);
    out += <usize>(count * TILE_STEP);
    const steps = load<i32>(tap, 8) * job.channels + channel;
    addSegment(scratch, tile, <usize>(steps * PANEL_STEP), count);
  }
}

/** Where the differences of one row lie, 0 where all of it is outside. */
function mix(
  job: Gather,
  scratch: usize,
  product: i32,
  rows: usize,
  index: i32,
  dy: i32,
  dx: i32,
  channel: i32,
  count: i32,
): usize {
  const row = rows + <usize>(index * ROW_SIZE);
  const down = job.strideRows;
  const right = job.strideColumns;
  const y = dy + firstOf(product / 3) * down;
  const x = dx + firstOf(product % 3) * right;
  const a = sourceOf(job, row, y, x, channel);
  if (product == 4) return a;
  const out = scratch + MIXED + <usize>(index * STEPS * 4);
  const zero = scratch + NOUGHT;
  const b = product % 3 == 1 ? 0 : sourceOf(job, row, y, x + right, channel);
  const c = product / 3 == 1 ? 0 : sourceOf(job, row, y + down, x, channel);
  if (product % 3 == 1 || product / 3 == 1) {
    const other = b | c;
    if ((a | other) == 0) return 0;
    difference2(out, a || zero, other || zero, count);
    return out;
  }
  const d = sourceOf(job, row, y + down, x + right, channel);
  if ((a | b | c | d) == 0) return 0;
  difference(out, a || zero, b || zero, c || zero, d || zero, count);
  return out;
}
