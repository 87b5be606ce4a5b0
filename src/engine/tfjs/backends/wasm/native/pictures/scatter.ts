// Gradients of convolutions in inputs of few channels, such as pictures: every place of the output
// gradient, by the whole filter, is added to where the filter saw it. Gathering would fill a few of a
// panel's columns only.
import { Convolution } from '../convolution';
import { COLUMNS, PANEL_STEP, ROWS, multiply } from '../products/tile';
import { NOUGHT, SCATTERED, SPREAD } from '../scratch';

/** Rows of the result that one task makes. */
const BAND = 32;

/** Job: the convolution whose gradient in x is made. */
export class Scatter extends Convolution {
  /** [pictures, outHeight, outWidth, columns], at least four wide. */
  source: usize;
  /** Their columns are the filter's taps and channels: at most `SPREAD` in whole panels. */
  panels: usize;
  panelBytes: usize;
  /** 0 for none. */
  bias: usize;
  out: usize;
}

/** Places of a row of the source at a time. */
const PLACES = 32;

function bands(job: Scatter): i32 {
  return (job.height + BAND - 1) / BAND;
}

export function scatterTasks(job: Scatter): i32 {
  return job.pictures * bands(job);
}

/** One task: a band of rows of one picture. */
export function scatter(job: Scatter, task: i32, scratch: usize): void {
  const b = task / bands(job);
  const top = (task % bands(job)) * BAND;
  const bottom = min(top + BAND, job.height);
  const line = (<usize>(job.width * job.channels)) << 2;
  const out = job.out + <usize>(b * job.height) * line;
  begin(job, out + <usize>top * line, out + <usize>bottom * line);
  const above = top + job.padRows - job.kernelRows + 1;
  const first = max(0, (above + job.strideRows - 1) / job.strideRows);
  const last = min(job.outHeight - 1, (bottom - 1 + job.padRows) / job.strideRows);
  for (let y = first; y <= last; y++) {
    for (let done = 0; done < job.outWidth; done += PLACES) {
      const count = min(PLACES, job.outWidth - done);
      spreadPlaces(job, scratch, (b * job.outHeight + y) * job.outWidth + done, count);
      // Neighbours that add to the same numbers are apart in time: what was just stored is slow to load.
      const apart = (job.kernelColumns + job.strideColumns - 1) / job.strideColumns;
      for (let turn = 0; turn < apart; turn++) {
        for (let i = turn; i < count; i += apart) {
          addPlace(job, scratch, out, i, y, done + i, top, bottom);
        }
      }
    }
  }
}

/** Sums start from the bias. */
function begin(job: Scatter, out: usize, end: usize): void {
  if (job.bias == 0) return memory.fill(out, 0, end - out);
  const pixel = (<usize>job.channels) << 2;
  for (; out < end; out += pixel) {
    for (let at: usize = 0; at < pixel; at += 4) store<f32>(out + at, load<f32>(job.bias + at));
  }
}

/** `count` places of a row by the whole filter, from the fifth row of `SCATTERED` on. */
function spreadPlaces(job: Scatter, scratch: usize, place: i32, count: i32): void {
  const row = (<usize>job.columns) << 2;
  const columns = job.kernelRows * job.kernelColumns * job.channels;
  for (let done = 0; done < count; done += ROWS) {
    // Four in any case: some once more, or those before, which go in front of the first.
    const at = min(done, count - ROWS);
    const a = job.source + <usize>(place + at) * row;
    const out = scratch + SCATTERED + <usize>(at + ROWS) * (SPREAD * 4);
    let panel = job.panels;
    for (let column = 0; column < columns; column += COLUMNS) {
      const to = out + ((<usize>column) << 2);
      multiply(a, 4, row, panel, PANEL_STEP, job.columns, scratch + NOUGHT, to, SPREAD * 4);
      panel += job.panelBytes;
    }
  }
}

/** Adds what a place (y, x) makes to rows `top` to `bottom`. */
function addPlace(
  job: Scatter,
  scratch: usize,
  out: usize,
  index: i32,
  y: i32,
  x: i32,
  top: i32,
  bottom: i32,
): void {
  const pixel = (<usize>job.channels) << 2;
  const line = <usize>job.kernelColumns * pixel;
  const left = x * job.strideColumns - job.padColumns;
  const before = <usize>max(0, -left) * pixel;
  const end = <usize>max(0, min(job.kernelColumns, job.width - left)) * pixel;
  if (before >= end) return;
  let from = scratch + SCATTERED + <usize>(index + ROWS) * (SPREAD * 4);
  for (let i = 0; i < job.kernelRows; i++) {
    const row = y * job.strideRows + i - job.padRows;
    if (row >= top && row < bottom) {
      const to = out + <usize>(row * job.width + max(0, left)) * pixel;
      add(to, from + before, from + end);
    }
    from += line;
  }
}

function add(to: usize, from: usize, end: usize): void {
  for (; from + 16 <= end; from += 16) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    to += 16;
  }
  for (; from < end; from += 4) {
    store<f32>(to, load<f32>(to) + load<f32>(from));
    to += 4;
  }
}
