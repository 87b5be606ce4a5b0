// What is done to every number by itself, and sums of rows. All of it waits for memory.

/** Numbers of one task. */
export const CHUNK = 16384;

export function chunkTasks(count: i32): i32 {
  return (count + CHUNK - 1) / CHUNK;
}

/** out[c] = sum over rows of weights[row] * x[row, c], in float64, from the first row to the last. Job: */
export class SumRows {
  x: usize;
  weights: usize;
  out: usize;
  rows: i32;
  columns: i32;
}

/** Columns of one task: a cache line. */
const LINE = 16;

export function sumRowsTasks(job: SumRows): i32 {
  return (job.columns + LINE - 1) / LINE;
}

export function sumRows(job: SumRows, task: i32): void {
  const size = (<usize>job.columns) << 2;
  const shift = (<usize>(task * LINE)) << 2;
  const end = job.weights + ((<usize>job.rows) << 2);
  let column = task * LINE;
  const last = min(job.columns, column + LINE);
  let x = job.x + shift;
  let out = job.out + shift;
  for (; column + 8 <= last; column += 8) {
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    let from = x;
    for (let weight = job.weights; weight < end; weight += 4) {
      const w = f64x2.splat(<f64>load<f32>(weight));
      a = f64x2.add(a, f64x2.mul(w, f64x2.promote_low_f32x4(v128.load64_zero(from))));
      b = f64x2.add(b, f64x2.mul(w, f64x2.promote_low_f32x4(v128.load64_zero(from, 8))));
      c = f64x2.add(c, f64x2.mul(w, f64x2.promote_low_f32x4(v128.load64_zero(from, 16))));
      d = f64x2.add(d, f64x2.mul(w, f64x2.promote_low_f32x4(v128.load64_zero(from, 24))));
      from += size;
    }
    v128.store64_lane(out, f32x4.demote_f64x2_zero(a), 0);
    v128.store64_lane(out, f32x4.demote_f64x2_zero(b), 0, 8);
    v128.store64_lane(out, f32x4.demote_f64x2_zero(c), 0, 16);
    v128.store64_lane(out, f32x4.demote_f64x2_zero(d), 0, 24);
    x += 32;
    out += 32;
  }
  for (; column < last; column++) {
    let sum: f64 = 0;
    let from = x;
    for (let weight = job.weights; weight < end; weight += 4) {
      sum += <f64>load<f32>(weight) * <f64>load<f32>(from);
      from += size;
    }
    store<f32>(out, <f32>sum);
    x += 4;
    out += 4;
  }
}

/** out = x where x > 0, else slope * x. Job: */
export class LeakyRelu {
  x: usize;
  out: usize;
  count: i32;
  slope: f32;
}

export function leakyRelu(job: LeakyRelu, task: i32): void {
  const from = (<usize>(task * CHUNK)) << 2;
  const to = (<usize>min((task + 1) * CHUNK, job.count)) << 2;
  const slope = f32x4.splat(job.slope);
  const zero = f32x4.splat(0);
  let at = from;
  for (; at + 16 <= to; at += 16) {
    const x = v128.load(job.x + at);
    v128.store(job.out + at, v128.bitselect(x, f32x4.mul(x, slope), f32x4.gt(x, zero)));
  }
  for (; at < to; at += 4) {
    const x = load<f32>(job.x + at);
    store<f32>(job.out + at, x > 0 ? x : x * job.slope);
  }
}

/**
 * Adam: m' = beta1 m + (1 - beta1) g, v' = beta2 v + (1 - beta2) g^2, w' = w - factor m' / (sqrt v' + floor).
 * Job:
 */
export class Adam {
  w: usize;
  m: usize;
  v: usize;
  g: usize;
  nextW: usize;
  nextM: usize;
  nextV: usize;
  count: i32;
  keepM: f32;
  takeM: f32;
  keepV: f32;
  takeV: f32;
  factor: f32;
  floor: f32;
}

export function adam(job: Adam, task: i32): void {
  const to = (<usize>min((task + 1) * CHUNK, job.count)) << 2;
  const keepM = f32x4.splat(job.keepM);
  const takeM = f32x4.splat(job.takeM);
  const keepV = f32x4.splat(job.keepV);
  const takeV = f32x4.splat(job.takeV);
  const factor = f32x4.splat(job.factor);
  const floor = f32x4.splat(job.floor);
  let at = (<usize>(task * CHUNK)) << 2;
  for (; at + 16 <= to; at += 16) {
    const g = v128.load(job.g + at);
    const m = f32x4.add(f32x4.mul(v128.load(job.m + at), keepM), f32x4.mul(g, takeM));
    const square = f32x4.mul(f32x4.mul(g, g), takeV);
    const v = f32x4.add(f32x4.mul(v128.load(job.v + at), keepV), square);
    const direction = f32x4.div(m, f32x4.add(f32x4.sqrt(v), floor));
    v128.store(job.nextM + at, m);
    v128.store(job.nextV + at, v);
    v128.store(job.nextW + at, f32x4.sub(v128.load(job.w + at), f32x4.mul(direction, factor)));
  }
  for (; at < to; at += 4) {
    const g = load<f32>(job.g + at);
    const m = load<f32>(job.m + at) * job.keepM + g * job.takeM;
    const v = load<f32>(job.v + at) * job.keepV + g * g * job.takeV;
    store<f32>(job.nextM + at, m);
    store<f32>(job.nextV + at, v);
    const direction = m / (sqrt<f32>(v) + job.floor);
    store<f32>(job.nextW + at, load<f32>(job.w + at) - direction * job.factor);
  }
}

/** out = tanh(x). Job: */
export class Tanh {
  x: usize;
  out: usize;
  count: i32;
}

export function tanhs(job: Tanh, task: i32): void {
  const to = (<usize>min((task + 1) * CHUNK, job.count)) << 2;
  let at = (<usize>(task * CHUNK)) << 2;
  for (; at + 16 <= to; at += 16) v128.store(job.out + at, tanhOf(v128.load(job.x + at)));
  for (; at < to; at += 4)
    v128.store32_lane(job.out + at, tanhOf(v128.load32_splat(job.x + at)), 0);
}

/**
 * To within two units of the last place. Near zero an odd polynomial, beyond 1 - 2 / (exp(2 |x|) + 1);
 * both with the coefficients of S. Moshier's Cephes library (tanhf, expf).
 */
function tanhOf(x: v128): v128 {
  const sign = v128.and(x, f32x4.splat(-0.0));
  const size = v128.xor(x, sign);
  const z = f32x4.mul(x, x);
  let near = f32x4.splat(-5.70498872745e-3);
  near = step(near, z, 2.06390887954e-2);
  near = step(near, z, -5.37397155531e-2);
  near = step(near, z, 1.33314422036e-1);
  near = step(near, z, -3.33332819422e-1);
  near = f32x4.add(x, f32x4.mul(x, f32x4.mul(z, near)));
  // From 9.02 on it is 1 in float32; NaN passes.
  const double = f32x4.min(f32x4.add(size, size), f32x4.splat(20));
  const one = f32x4.splat(1);
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(expOf(double), one)));
  return v128.bitselect(near, v128.or(far, sign), f32x4.lt(size, f32x4.splat(0.625)));
}

/** exp(x), 0 <= x <= 20: 2^n exp(r) with the n that leaves |r| <= log(2) / 2. */
function expOf(x: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504)));
  // log(2) in two parts, of which the first times n is exact.
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let sum = f32x4.splat(1.98756915e-4);
  sum = step(sum, r, 1.3981999507e-3);
  sum = step(sum, r, 8.3334519073e-3);
  sum = step(sum, r, 4.1665795894e-2);
  sum = step(sum, r, 1.6666665459e-1);
  sum = step(sum, r, 5.0000001201e-1);
  sum = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(r, r), sum), r), f32x4.splat(1));
  const exponent = i32x4.shl(i32x4.trunc_sat_f32x4_s(n), 23);
  return i32x4.add(sum, exponent);
}

/** One step of Horner's rule. */
function step(sum: v128, x: v128, next: f32): v128 {
  return f32x4.add(f32x4.mul(sum, x), f32x4.splat(next));
}
