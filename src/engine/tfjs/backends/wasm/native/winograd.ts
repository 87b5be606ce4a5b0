// Convolutions of a 4x4 filter and stride 2, and their gradients, with 9 multiplications for every 16.
//
// Along one axis, such a convolution is two convolutions of two taps, one for the even and one for the
// odd taps (a phase each). Two neighbouring results of one, from three numbers d and two taps g,
//   y0 = d0 g0 + d1 g1,   y1 = d1 g0 + d2 g1,
// take three products (S. Winograd's F(2, 2)):
//   m0 = (d0 - d1) g0,   m1 = d1 (g0 + g1),   m2 = (d1 - d2) g1,   y0 = m0 + m1,   y1 = m1 - m2.
// Only sums and differences are made besides, so that little is lost to rounding. In two axes these are
// nine products, each a matrix product over channels. The gradient in the input has the same form, and
// so has that in the filter: there y are the two taps, and g two neighbours of the output gradient.
import { NOUGHT } from './scratch';

/** Products in two axes: 3 * (that of the rows) + (that of the columns). */
export const PRODUCTS = 9;

/** Which of d0, d1, d2 a product along one axis begins with; m1 takes it alone, others less the next. */
export function firstOf(product: i32): i32 {
  return product == 0 ? 0 : 1;
}

/** Whether a product takes g0, or g1, along one axis. */
export function takes(product: i32, g: i32): bool {
  return g == 0 ? product != 2 : product != 0;
}

/** What a product along one axis counts in y0 or y1: 1, -1 or 0. */
export function share(product: i32, y: i32): i32 {
  if (product == 1) return 1;
  if (product == 0) return y == 0 ? 1 : 0;
  return y == 0 ? 0 : -1;
}

/** out = (a - b) - (c - d). */
export function difference(out: usize, a: usize, b: usize, c: usize, d: usize, count: i32): void {
  const end = out + ((<usize>count) << 2);
  for (; out + 16 <= end; out += 16) {
    const near = f32x4.sub(v128.load(a), v128.load(b));
    v128.store(out, f32x4.sub(near, f32x4.sub(v128.load(c), v128.load(d))));
    a += 16;
    b += 16;
    c += 16;
    d += 16;
  }
  for (; out < end; out += 4) {
    store<f32>(out, load<f32>(a) - load<f32>(b) - (load<f32>(c) - load<f32>(d)));
    a += 4;
    b += 4;
    c += 4;
    d += 4;
  }
}

/** out = a - b. */
export function difference2(out: usize, a: usize, b: usize, count: i32): void {
  const end = out + ((<usize>count) << 2);
  for (; out + 16 <= end; out += 16) {
    v128.store(out, f32x4.sub(v128.load(a), v128.load(b)));
    a += 16;
    b += 16;
  }
  for (; out < end; out += 4) {
    store<f32>(out, load<f32>(a) - load<f32>(b));
    a += 4;
    b += 4;
  }
}

/** out = the sum of those of a, b, c, d (g00, g01, g10, g11) that a product takes; 0 stands for zeros. */
export function sum(
  product: i32,
  scratch: usize,
  out: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  count: i32,
): void {
  const rows = product / 3;
  const columns = product % 3;
  const zero = scratch + NOUGHT;
  a = a != 0 && takes(rows, 0) && takes(columns, 0) ? a : zero;
  b = b != 0 && takes(rows, 0) && takes(columns, 1) ? b : zero;
  c = c != 0 && takes(rows, 1) && takes(columns, 0) ? c : zero;
  d = d != 0 && takes(rows, 1) && takes(columns, 1) ? d : zero;
  const end = out + ((<usize>count) << 2);
  for (; out + 16 <= end; out += 16) {
    const near = f32x4.add(v128.load(a), v128.load(b));
    v128.store(out, f32x4.add(near, f32x4.add(v128.load(c), v128.load(d))));
    a += 16;
    b += 16;
    c += 16;
    d += 16;
  }
  for (; out < end; out += 4) {
    store<f32>(out, load<f32>(a) + load<f32>(b) + (load<f32>(c) + load<f32>(d)));
    a += 4;
    b += 4;
    c += 4;
    d += 4;
  }
}
