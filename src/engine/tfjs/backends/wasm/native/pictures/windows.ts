// Convolutions of pictures, whose few channels fill no vector, and their gradients in the filter: what a
// filter sees of a place is copied into one piece, in the order of the filter.
import { Convolution } from '../convolution';
import { COLUMNS, ROWS, multiply } from '../products/tile';
import { NOUGHT, PLACES, WINDOWS, WINDOW_SUMS } from '../scratch';

/** Columns of one task of the gradient. */
const GROUP = 64;

/** Job, of both: a whole convolution, of at least four places. */
export class Windows extends Convolution {
  source: usize;
  /** [kernelRows, kernelColumns, channels, columns], the first three at most `WINDOW` numbers; columns are
   *  a multiple of eight. */
  filter: usize;
  /** 0 for none. */
  bias: usize;
  out: usize;
}

function placesOf(job: Windows): i32 {
  return job.pictures * job.outHeight * job.outWidth;
}

/** Bytes from one row of a window to that of the next place, for tiles of four numbers. */
function rowBytes(job: Windows): usize {
  return (<usize>((job.kernelColumns * job.channels + 3) & ~3)) << 2;
}

export function windowTasks(job: Windows): i32 {
  return (placesOf(job) + PLACES - 1) / PLACES;
}

/** One task: some places, all columns of `out`. */
export function convolveWindows(job: Windows, task: i32, scratch: usize): void {
  const places = placesOf(job);
  const first = min(task * PLACES, places - ROWS);
  const count = min(PLACES, places - first);
  const steps = job.kernelRows * job.kernelColumns * job.channels;
  const row = (<usize>steps) << 2;
  copyWindows(job, scratch, first, count, 0, job.kernelRows, row);
  const line = (<usize>job.columns) << 2;
  for (let done = 0; done < count; done += ROWS) {
    // Four in any case, some of them once more.
    const place = min(done, count - ROWS);
    const a = scratch + WINDOWS + <usize>place * row;
    const out = job.out + <usize>(first + place) * line;
    for (let column: usize = 0; column < line; column += COLUMNS * 4) {
      const start = job.bias == 0 ? scratch + NOUGHT : job.bias + column;
      multiply(a, 4, row, job.filter + column, line, steps, start, out + column, line);
    }
  }
}

function groups(job: Windows): i32 {
  return (job.columns + GROUP - 1) / GROUP;
}

export function windowGradientTasks(job: Windows): i32 {
  return job.kernelRows * groups(job);
}

/** One task: a row and some columns of `filter`, which is made of `out`, an output gradient. */
export function windowGradient(job: Windows, task: i32, scratch: usize): void {
  const places = placesOf(job);
  const row = task / groups(job);
  const steps = job.kernelColumns * job.channels;
  const bytes = rowBytes(job);
  const line = (<usize>job.columns) << 2;
  const column = (task % groups(job)) * GROUP;
  const from = (<usize>column) << 2;
  const width = (<usize>min(GROUP, job.columns - column)) << 2;
  const sums = scratch + WINDOW_SUMS;
  for (let first = 0; first < places; first += PLACES) {
    const count = min(PLACES, places - first);
    copyWindows(job, scratch, first, count, row, row + 1, bytes);
    const start = first == 0 ? scratch + NOUGHT : 0;
    const panel = job.out + <usize>first * line + from;
    for (let step = 0; step < steps; step += ROWS) {
      const a = scratch + WINDOWS + ((<usize>step) << 2);
      const out = sums + <usize>step * (GROUP * 4);
      for (let at: usize = 0; at < width; at += COLUMNS * 4) {
        multiply(a, bytes, 4, panel + at, line, count, start, out + at, GROUP * 4);
      }
    }
  }
  const to = job.filter + <usize>(row * steps) * line + from;
  for (let step = 0; step < steps; step++) {
    memory.copy(to + <usize>step * line, sums + <usize>step * (GROUP * 4), width);
  }
}

/** The rows `top` to `bottom` of the windows of some places. @param bytes from one to the next. */
function copyWindows(
  job: Windows,
  scratch: usize,
  first: i32,
  count: i32,
  top: i32,
  bottom: i32,
  bytes: usize,
): void {
  let to = scratch + WINDOWS;
  for (let place = first; place < first + count; place++) {
    const x = (place % job.outWidth) * job.strideColumns - job.padColumns;
    const y = ((place / job.outWidth) % job.outHeight) * job.strideRows - job.padRows;
    copyWindow(job, to, place / (job.outWidth * job.outHeight), y + top, y + bottom, x);
    to += bytes;
  }
}

/** Zeros where the window reaches beyond the picture. */
function copyWindow(job: Windows, to: usize, b: i32, y: i32, end: i32, x: i32): void {
  const pixel = (<usize>job.channels) << 2;
  const line = <usize>job.kernelColumns * pixel;
  const before = <usize>max(0, -x) * pixel;
  const after = <usize>max(0, min(job.kernelColumns, job.width - x)) * pixel;
  for (; y < end; y++) {
    if (<u32>y >= <u32>job.height || before >= after) {
      zero(to, to + line);
    } else {
      const place = (b * job.height + y) * job.width + max(0, x);
      zero(to, to + before);
      copy(to + before, to + after, job.source + <usize>place * pixel);
      zero(to + after, to + line);
    }
    to += line;
  }
}

function zero(to: usize, end: usize): void {
  for (; to < end; to += 4) store<f32>(to, 0);
}

function copy(to: usize, end: usize, from: usize): void {
  for (; to + 16 <= end; to += 16) {
    v128.store(to, v128.load(from));
    from += 16;
  }
  for (; to < end; to += 4) {
    store<f32>(to, load<f32>(from));
    from += 4;
  }
}
