// Brings the right-hand side of a product into panels of eight columns, each in one piece.
import { COLUMNS, PANEL_STEP, interleave } from './tile';
import { PANELS, STEPS } from '../scratch';

/** Columns of rows in memory: a filter going forward, or an output gradient. Job: */
export class Columns {
  source: usize;
  panels: usize;
  /** Bytes of one panel. */
  panelBytes: usize;
  columns: i32;
  /** Step `s` of a panel is row (s mod pictures) * places + s / pictures. */
  steps: i32;
  pictures: i32;
  places: i32;
}

export function columnTasks(job: Columns): i32 {
  return stepBlocks(job) * panelBlocks(job);
}

/** One task: `STEPS` steps of `PANELS` panels. */
export function packColumns(job: Columns, task: i32): void {
  const blocks = stepBlocks(job);
  const first = (task % blocks) * STEPS;
  const last = min(first + STEPS, job.steps);
  const firstPanel = (task / blocks) * PANELS;
  const lastPanel = min(firstPanel + PANELS, (job.columns + COLUMNS - 1) / COLUMNS);
  for (let step = first; step < last; step++) {
    const row = (step % job.pictures) * job.places + step / job.pictures;
    const from =
      job.source + ((<usize>row * <usize>job.columns + <usize>(firstPanel * COLUMNS)) << 2);
    const out = job.panels + <usize>firstPanel * job.panelBytes + <usize>(step * PANEL_STEP);
    toPanels(
      from,
      out,
      job.panelBytes,
      min(job.columns, lastPanel * COLUMNS) - firstPanel * COLUMNS,
    );
  }
}

/** A row of `count` numbers to one step of as many panels as it takes. */
export function toPanels(from: usize, out: usize, panelBytes: usize, count: i32): void {
  let i = 0;
  for (; i + COLUMNS <= count; i += COLUMNS) {
    v128.store(out, v128.load(from));
    v128.store(out, v128.load(from, 16), 16);
    from += PANEL_STEP;
    out += panelBytes;
  }
  if (i < count) {
    const rest = (<usize>(count - i)) << 2;
    memory.copy(out, from, rest);
    memory.fill(out + rest, 0, <usize>PANEL_STEP - rest);
  }
}

function stepBlocks(job: Columns): i32 {
  return (job.steps + STEPS - 1) / STEPS;
}

function panelBlocks(job: Columns): i32 {
  return ((job.columns + COLUMNS - 1) / COLUMNS + PANELS - 1) / PANELS;
}

/** Rows turned into columns: a filter [taps, columns, steps] on the way back. Job: */
export class Turned {
  source: usize;
  panels: usize;
  panelBytes: usize;
  columns: i32;
  taps: i32;
  /** Of one tap; a panel has all taps, one after the other. */
  steps: i32;
}

export function turnedTasks(job: Turned): i32 {
  return job.taps * ((job.columns + COLUMNS - 1) / COLUMNS);
}

/** One task: a tap of a panel. Columns beyond the last repeat it, and are read by nobody. */
export function packTurned(job: Turned, task: i32): void {
  const tap = task % job.taps;
  const column = (task / job.taps) * COLUMNS;
  const bytes = (<usize>job.steps) << 2;
  const from = job.source + <usize>(tap * job.columns) * bytes;
  const out = job.panels + <usize>(task / job.taps) * job.panelBytes + <usize>tap * bytes * COLUMNS;
  const end = job.columns - 1;
  for (let half = 0; half < COLUMNS; half += 4) {
    const c = column + half;
    interleave(
      out + ((<usize>half) << 2),
      PANEL_STEP,
      from + <usize>min(c, end) * bytes,
      from + <usize>min(c + 1, end) * bytes,
      from + <usize>min(c + 2, end) * bytes,
      from + <usize>min(c + 3, end) * bytes,
      job.steps,
    );
  }
}
