// Batch norm in as few passes over memory as it takes: its moments in two, its gradient in two. Sums are
// in float64, from the first row to the last.
import { CHUNK } from './each';

/** Columns of one task: a line of the processor's cache. */
const LINE = 16;
/** Columns that are summed at a time, and of gradients. */
const WIDTH = 8;
const GRADIENT_WIDTH = 4;

export function channelTasks(channels: i32): i32 {
  return (channels + LINE - 1) / LINE;
}

/** out[row, c] = (x[row, c] - mean[c]) * factor[c] + offset[c]. Job: */
export class Normalise {
  x: usize;
  out: usize;
  mean: usize;
  factor: usize;
  offset: usize;
  rows: i32;
  channels: i32;
}

/** Rows of one task. */
function rowsOfTask(channels: i32): i32 {
  return max(1, CHUNK / channels);
}

export function normaliseTasks(job: Normalise): i32 {
  const rows = rowsOfTask(job.channels);
  return (job.rows + rows - 1) / rows;
}

export function normalise(job: Normalise, task: i32): void {
  const rows = rowsOfTask(job.channels);
  const first = task * rows;
  const size = (<usize>job.channels) << 2;
  let x = job.x + <usize>first * size;
  let out = job.out + <usize>first * size;
  for (let row = min(rows, job.rows - first); row > 0; row--) {
    let at: usize = 0;
    for (; at + 16 <= size; at += 16) {
      const distance = f32x4.sub(v128.load(x + at), v128.load(job.mean + at));
      const scaled = f32x4.mul(distance, v128.load(job.factor + at));
      v128.store(out + at, f32x4.add(scaled, v128.load(job.offset + at)));
    }
    for (; at < size; at += 4) {
      const distance = load<f32>(x + at) - load<f32>(job.mean + at);
      store<f32>(out + at, distance * load<f32>(job.factor + at) + load<f32>(job.offset + at));
    }
    x += size;
    out += size;
  }
}

/** Mean and variance of each channel of x [rows, channels]. Job: */
export class Moments {
  x: usize;
  mean: usize;
  variance: usize;
  rows: i32;
  channels: i32;
}

/** One task: some channels. */
export function moments(job: Moments, task: i32): void {
  const last = min(job.channels, (task + 1) * LINE);
  const size = (<usize>job.channels) << 2;
  const end = job.x + <usize>job.rows * size;
  const rows = <f64>job.rows;
  const count = f64x2.splat(rows);
  let column = task * LINE;
  for (; column + WIDTH <= last; column += WIDTH) {
    const shift = (<usize>column) << 2;
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    for (let x = job.x + shift; x < end; x += size) {
      a = f64x2.add(a, pairAt(x, 0));
      b = f64x2.add(b, pairAt(x, 8));
      c = f64x2.add(c, pairAt(x, 16));
      d = f64x2.add(d, pairAt(x, 24));
    }
    const meanA = f64x2.div(a, count);
    const meanB = f64x2.div(b, count);
    const meanC = f64x2.div(c, count);
    const meanD = f64x2.div(d, count);
    storeFour(job.mean + shift, meanA, meanB);
    storeFour(job.mean + shift + 16, meanC, meanD);
    a = f64x2.splat(0);
    b = f64x2.splat(0);
    c = f64x2.splat(0);
    d = f64x2.splat(0);
    for (let x = job.x + shift; x < end; x += size) {
      a = f64x2.add(a, square(f64x2.sub(pairAt(x, 0), meanA)));
      b = f64x2.add(b, square(f64x2.sub(pairAt(x, 8), meanB)));
      c = f64x2.add(c, square(f64x2.sub(pairAt(x, 16), meanC)));
      d = f64x2.add(d, square(f64x2.sub(pairAt(x, 24), meanD)));
    }
    storeFour(job.variance + shift, f64x2.div(a, count), f64x2.div(b, count));
    storeFour(job.variance + shift + 16, f64x2.div(c, count), f64x2.div(d, count));
  }
  for (; column < last; column++) {
    const shift = (<usize>column) << 2;
    let sum: f64 = 0;
    for (let x = job.x; x < end; x += size) sum += <f64>load<f32>(x + shift);
    const mean = sum / rows;
    store<f32>(job.mean + shift, <f32>mean);
    sum = 0;
    for (let x = job.x; x < end; x += size) {
      const distance = <f64>load<f32>(x + shift) - mean;
      sum += distance * distance;
    }
    store<f32>(job.variance + shift, <f32>(sum / rows));
  }
}

function pairAt(x: usize, offset: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(x + offset));
}

function square(x: v128): v128 {
  return f64x2.mul(x, x);
}

function storeFour(out: usize, low: v128, high: v128): void {
  v128.store64_lane(out, f32x4.demote_f64x2_zero(low), 0);
  v128.store64_lane(out, f32x4.demote_f64x2_zero(high), 0, 8);
}

/** Means over rows of dy and of dy u, u = (x - mean) * factor. Job: */
export class NormSums {
  dy: usize;
  x: usize;
  mean: usize;
  factor: usize;
  byBeta: usize;
  byGamma: usize;
  rows: i32;
  channels: i32;
}

/** One task: some channels. */
export function normSums(job: NormSums, task: i32): void {
  const last = min(job.channels, (task + 1) * LINE);
  const size = (<usize>job.channels) << 2;
  const bytes = <usize>job.rows * size;
  const rows = <f64>job.rows;
  const count = f64x2.splat(rows);
  let column = task * LINE;
  for (; column + GRADIENT_WIDTH <= last; column += GRADIENT_WIDTH) {
    const shift = (<usize>column) << 2;
    const mean = v128.load(job.mean + shift);
    const factor = v128.load(job.factor + shift);
    const end = shift + bytes;
    let betaLow = f64x2.splat(0);
    let betaHigh = f64x2.splat(0);
    let gammaLow = f64x2.splat(0);
    let gammaHigh = f64x2.splat(0);
    for (let at = shift; at < end; at += size) {
      const dy = v128.load(job.dy + at);
      const unit = f32x4.mul(f32x4.sub(v128.load(job.x + at), mean), factor);
      const product = f32x4.mul(dy, unit);
      betaLow = f64x2.add(betaLow, f64x2.promote_low_f32x4(dy));
      betaHigh = f64x2.add(betaHigh, f64x2.promote_low_f32x4(highHalf(dy)));
      gammaLow = f64x2.add(gammaLow, f64x2.promote_low_f32x4(product));
      gammaHigh = f64x2.add(gammaHigh, f64x2.promote_low_f32x4(highHalf(product)));
    }
    storeFour(job.byBeta + shift, f64x2.div(betaLow, count), f64x2.div(betaHigh, count));
    storeFour(job.byGamma + shift, f64x2.div(gammaLow, count), f64x2.div(gammaHigh, count));
  }
  for (; column < last; column++) {
    const shift = (<usize>column) << 2;
    const mean = load<f32>(job.mean + shift);
    const factor = load<f32>(job.factor + shift);
    const end = shift + bytes;
    let beta: f64 = 0;
    let gamma: f64 = 0;
    for (let at = shift; at < end; at += size) {
      const dy = load<f32>(job.dy + at);
      beta += <f64>dy;
      gamma += <f64>(dy * ((load<f32>(job.x + at) - mean) * factor));
    }
    store<f32>(job.byBeta + shift, <f32>(beta / rows));
    store<f32>(job.byGamma + shift, <f32>(gamma / rows));
  }
}

function highHalf(x: v128): v128 {
  return v128.shuffle<f64>(x, x, 1, 1);
}

/** out = scale * (dy - byBeta - (x - mean) * slope). Job: */
export class NormGradient {
  dy: usize;
  x: usize;
  out: usize;
  mean: usize;
  slope: usize;
  byBeta: usize;
  scale: usize;
  rows: i32;
  channels: i32;
}

export function normGradientTasks(job: NormGradient): i32 {
  const rows = rowsOfTask(job.channels);
  return (job.rows + rows - 1) / rows;
}

/** One task: some rows. */
export function normGradient(job: NormGradient, task: i32): void {
  const rows = rowsOfTask(job.channels);
  const size = (<usize>job.channels) << 2;
  const end = <usize>min((task + 1) * rows, job.rows) * size;
  for (let row = <usize>(task * rows) * size; row < end; row += size) {
    let at: usize = 0;
    for (; at + 16 <= size; at += 16) {
      const distance = f32x4.sub(v128.load(job.x + row + at), v128.load(job.mean + at));
      const common = f32x4.mul(distance, v128.load(job.slope + at));
      const rest = f32x4.sub(v128.load(job.dy + row + at), v128.load(job.byBeta + at));
      const dx = f32x4.mul(v128.load(job.scale + at), f32x4.sub(rest, common));
      v128.store(job.out + row + at, dx);
    }
    for (; at < size; at += 4) {
      const common =
        (load<f32>(job.x + row + at) - load<f32>(job.mean + at)) * load<f32>(job.slope + at);
      const rest = load<f32>(job.dy + row + at) - load<f32>(job.byBeta + at);
      store<f32>(job.out + row + at, load<f32>(job.scale + at) * (rest - common));
    }
  }
}
