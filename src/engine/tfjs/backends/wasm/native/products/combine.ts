// Sums of a filter's taps, each a matrix, as filters of another size are made of them.
import { interleave } from './tile';
import { SPAN, TEMPORARY } from '../scratch';

/** Rows of one task. */
const ROWS = 16;
/** Taps that one is made of, at most. */
const TERMS = 4;

/** out[tap] = scale * sum of source[those of `terms`], [rows, columns]; turned: [columns, rows]. Job: */
export class Combine {
  source: usize;
  out: usize;
  rows: i32;
  columns: i32;
  turned: i32;
  /** For each tap of `out` four of `source`, -1 where there are fewer; at least one. */
  terms: usize;
  tapCount: i32;
  scale: f32;
}

function blocks(job: Combine): i32 {
  return (job.rows + ROWS - 1) / ROWS;
}

export function combineTasks(job: Combine): i32 {
  return job.tapCount * blocks(job);
}

/** One task: some rows of one tap. */
export function combine(job: Combine, task: i32, scratch: usize): void {
  const tap = task / blocks(job);
  const first = (task % blocks(job)) * ROWS;
  const last = min(first + ROWS, job.rows);
  const out = job.out + ((<usize>tap * <usize>(job.rows * job.columns)) << 2);
  if (!job.turned) {
    const at = (<usize>(first * job.columns)) << 2;
    return sum(job, tap, at, out + at, (last - first) * job.columns);
  }
  const line = (<usize>job.rows) << 2;
  for (let column = 0; column < job.columns; column += SPAN) {
    const count = min(SPAN, job.columns - column);
    for (let row = first; row < last; row += 4) {
      for (let i = 0; i < 4 && row + i < last; i++) {
        const at = (<usize>((row + i) * job.columns + column)) << 2;
        sum(job, tap, at, scratch + TEMPORARY + <usize>i * (SPAN * 4), count);
      }
      const to = out + <usize>column * line + ((<usize>row) << 2);
      turn(to, line, scratch + TEMPORARY, min(4, last - row), count);
    }
  }
}

/** Rows of `TEMPORARY` to columns. */
function turn(to: usize, line: usize, from: usize, rows: i32, count: i32): void {
  const row: usize = SPAN * 4;
  if (rows == 4)
    return interleave(to, line, from, from + row, from + 2 * row, from + 3 * row, count);
  for (let i = 0; i < count; i++) {
    for (let r = 0; r < rows; r++) {
      const at = <usize>r * row + ((<usize>i) << 2);
      store<f32>(to + <usize>i * line + ((<usize>r) << 2), load<f32>(from + at));
    }
  }
}

/** `count` numbers from `at` bytes on of all matrices. */
function sum(job: Combine, tap: i32, at: usize, out: usize, count: i32): void {
  const size = (<usize>(job.rows * job.columns)) << 2;
  const terms = job.terms + <usize>tap * (TERMS * 4);
  const from = job.source + at;
  const a = from + <usize>load<i32>(terms) * size;
  const second = load<i32>(terms, 4);
  const third = load<i32>(terms, 8);
  const fourth = load<i32>(terms, 12);
  const b = from + <usize>second * size;
  const c = from + <usize>third * size;
  const d = from + <usize>fourth * size;
  const scale = f32x4.splat(job.scale);
  const bytes = (<usize>count) << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    let x = v128.load(a + i);
    if (second >= 0) x = f32x4.add(x, v128.load(b + i));
    if (third >= 0) x = f32x4.add(x, v128.load(c + i));
    if (fourth >= 0) x = f32x4.add(x, v128.load(d + i));
    v128.store(out + i, f32x4.mul(scale, x));
  }
  for (; i < bytes; i += 4) {
    let x = load<f32>(a + i);
    if (second >= 0) x += load<f32>(b + i);
    if (third >= 0) x += load<f32>(c + i);
    if (fourth >= 0) x += load<f32>(d + i);
    store<f32>(out + i, job.scale * x);
  }
}
