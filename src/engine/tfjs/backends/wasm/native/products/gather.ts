// Products in which every result gathers what lies around its place: a convolution, and the phases of
// its input gradient.
import { COLUMNS, PANEL_STEP, ROWS, TILE_STEP, interleave } from './tile';
import {
  BLOCK,
  NOUGHT,
  OUT,
  PANELS,
  ROW,
  ROW_SIZE,
  STEPS,
  addSegment,
  clearSegments,
  multiplyBlock,
  packed,
} from '../scratch';

/** Units (a tap, or a part of its channels) packed at a time, at most. */
export const UNITS = 32;
/** A place from which every tap leads outside. */
export const NOWHERE = -0x40000000;

/**
 * out[b, y0 + step u, x0 + step v, :] = bias + sum over taps, channels of
 *   source[b, stride u + dy, stride v + dx, channel] * panels[tap, channel, :]
 * Job:
 */
export class Gather {
  source: usize;
  panels: usize;
  panelBytes: usize;
  /** 0 for none. */
  bias: usize;
  out: usize;
  pictures: i32;
  height: i32;
  width: i32;
  channels: i32;
  outHeight: i32;
  outWidth: i32;
  columns: i32;
  strideRows: i32;
  strideColumns: i32;
  stepRows: i32;
  stepColumns: i32;
  phases: usize;
  phaseCount: i32;
}

/** Places (u, v) whose taps are the same. */
export class Phase {
  rows: i32;
  columns: i32;
  y0: i32;
  x0: i32;
  /** Triples: dy, dx, and which tap of the panels it is. */
  taps: usize;
  tapCount: i32;
}

export function gatherTasks(job: Gather): i32 {
  let tasks = 0;
  for (let i = 0; i < job.phaseCount; i++) tasks += tasksOf(job, phaseAt(job.phases, i));
  return tasks;
}

export function phaseAt(phases: usize, index: i32): Phase {
  return changetype<Phase>(phases + <usize>index * offsetof<Phase>());
}

function tasksOf(job: Gather, phase: Phase): i32 {
  const rows = phase.rows * phase.columns * job.pictures;
  return ((rows + BLOCK - 1) / BLOCK) * chunks(job.columns);
}

/** Groups of panels. */
export function chunks(columns: i32): i32 {
  return (columns + COLUMNS * PANELS - 1) / (COLUMNS * PANELS);
}

/** One task: a block of rows of one phase, by a group of panels. */
export function gather(job: Gather, task: i32, scratch: usize): void {
  let index = 0;
  let phase = phaseAt(job.phases, 0);
  while (task >= tasksOf(job, phase)) {
    task -= tasksOf(job, phase);
    phase = phaseAt(job.phases, ++index);
  }
  const groups = chunks(job.columns);
  const firstRow = (task / groups) * BLOCK;
  const from = (task % groups) * PANELS;
  const to = min(from + PANELS, (job.columns + COLUMNS - 1) / COLUMNS);
  const rows = phase.rows * phase.columns * job.pictures;
  const tiles = min(BLOCK, rows - firstRow + ROWS - 1) / ROWS;
  placeRows(job, phase, scratch, firstRow, rows);

  const part = min(job.channels, STEPS);
  const parts = (job.channels + STEPS - 1) / STEPS;
  const group = min(UNITS, STEPS / part);
  const units = phase.tapCount * parts;
  let unit = 0;
  do {
    const end = min(unit + group, units);
    for (let tile = 0; tile < tiles; tile++) packTile(job, phase, scratch, tile, unit, end, parts);
    multiplyBlock(
      scratch,
      tiles,
      false,
      job.panels,
      job.panelBytes,
      from,
      to,
      job.columns,
      unit == 0,
      job.bias,
    );
    unit = end;
  } while (unit < units);
}

/**
 * Rows go through the pictures first and the places after, so that four rows mostly share a place: a
 * tap that leads outside there costs them nothing. Each row: its place (y, x) in the source, where
 * its picture begins, and where its result goes (0: beyond the end).
 */
function placeRows(job: Gather, phase: Phase, scratch: usize, first: i32, rows: i32): void {
  const picture = (<usize>(job.height * job.width * job.channels)) << 2;
  for (let i = 0; i < BLOCK; i++) {
    const at = scratch + ROW + <usize>(i * ROW_SIZE);
    const row = first + i;
    if (row >= rows) {
      store<i32>(at, NOWHERE);
      store<u32>(at, 0, OUT);
      continue;
    }
    const b = row % job.pictures;
    const place = row / job.pictures;
    const u = place / phase.columns;
    const v = place % phase.columns;
    const y = phase.y0 + job.stepRows * u;
    const x = phase.x0 + job.stepColumns * v;
    const to = <usize>((b * job.outHeight + y) * job.outWidth + x) * <usize>job.columns;
    store<i32>(at, u * job.strideRows);
    store<i32>(at, v * job.strideColumns, 4);
    store<u32>(at, <u32>(job.source + <usize>b * picture), 8);
    store<u32>(at, <u32>(job.out + (to << 2)), OUT);
  }
}

/** Packs the units `from` to `to` of four rows, without those that lead outside for all four. */
function packTile(
  job: Gather,
  phase: Phase,
  scratch: usize,
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
    const a = sourceOf(job, rows, dy, dx, channel);
    const b = sourceOf(job, rows + ROW_SIZE, dy, dx, channel);
    const c = sourceOf(job, rows + 2 * ROW_SIZE, dy, dx, channel);
    const d = sourceOf(job, rows + 3 * ROW_SIZE, dy, dx, channel);
    if ((a | b | c | d) == 0) continue;
    const zero = scratch + NOUGHT;
    interleave(out, TILE_STEP, a || zero, b || zero, c || zero, d || zero, count);
    out += <usize>(count * TILE_STEP);
    const steps = load<i32>(tap, 8) * job.channels + channel;
    addSegment(scratch, tile, <usize>(steps * PANEL_STEP), count);
  }
}

/** Where a tap of a row is read, 0 for outside. */
export function sourceOf(job: Gather, row: usize, dy: i32, dx: i32, channel: i32): usize {
  const y = load<i32>(row) + dy;
  const x = load<i32>(row, 4) + dx;
  if (<u32>y >= <u32>job.height || <u32>x >= <u32>job.width) return 0;
  const at = <usize>((y * job.width + x) * job.channels + channel);
  return <usize>load<u32>(row, 8) + (at << 2);
}
