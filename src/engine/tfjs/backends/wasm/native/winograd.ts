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

/** What a product along one axis counts in y0 or y1: 1, -1 or 0. */
export function share(product: i32, y: i32): i32 {
  if (product == 1) return 1;
  if (product == 0) return y == 0 ? 1 : 0;
  return y == 0 ? 0 : -1;
}

/** out = (a - b) - (c - d). Four vectors at a time, as long as there are: loops cost as much as they do. */
export function difference(out: usize, a: usize, b: usize, c: usize, d: usize, count: i32): void {
  const end = out + ((<usize>count) << 2);
  for (; out + 64 <= end; out += 64) {
    const near0 = f32x4.sub(v128.load(a), v128.load(b));
    const near1 = f32x4.sub(v128.load(a, 16), v128.load(b, 16));
    const near2 = f32x4.sub(v128.load(a, 32), v128.load(b, 32));
    const near3 = f32x4.sub(v128.load(a, 48), v128.load(b, 48));
    const far0 = f32x4.sub(v128.load(c), v128.load(d));
    const far1 = f32x4.sub(v128.load(c, 16), v128.load(d, 16));
    const far2 = f32x4.sub(v128.load(c, 32), v128.load(d, 32));
    const far3 = f32x4.sub(v128.load(c, 48), v128.load(d, 48));
    v128.store(out, f32x4.sub(near0, far0));
    v128.store(out, f32x4.sub(near1, far1), 16);
    v128.store(out, f32x4.sub(near2, far2), 32);
    v128.store(out, f32x4.sub(near3, far3), 48);
    a += 64;
    b += 64;
    c += 64;
    d += 64;
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
  for (; out + 32 <= end; out += 32) {
    const near = f32x4.sub(v128.load(a), v128.load(b));
    const far = f32x4.sub(v128.load(a, 16), v128.load(b, 16));
    v128.store(out, near);
    v128.store(out, far, 16);
    a += 32;
    b += 32;
  }
  for (; out < end; out += 4) {
    store<f32>(out, load<f32>(a) - load<f32>(b));
    a += 4;
    b += 4;
  }
}

/**
 * Where the sum of those of a, b, c, d (g00, g01, g10, g11) lies that a product takes: in `out`, or
 * where the only one is. 0 stands for zeros.
 */
export function sum(
  product: i32,
  scratch: usize,
  out: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  count: i32,
): usize {
  const zero = scratch + NOUGHT;
  const rows = product / 3;
  const columns = product % 3;
  // A product takes one or both of each axis.
  let near = rows == 2 ? c : a;
  let far = rows == 2 ? d : b;
  if (rows == 1 && columns == 1) {
    sum2(out, a || zero, b || zero, count);
    sum2(out, out, c || zero, count);
    sum2(out, out, d || zero, count);
    return out;
  }
  if (rows == 1) {
    near = columns == 2 ? b : a;
    far = columns == 2 ? d : c;
  } else if (columns != 1) {
    return (columns == 2 ? far : near) || zero;
  }
  sum2(out, near || zero, far || zero, count);
  return out;
}

/** out = a + b. */
function sum2(out: usize, a: usize, b: usize, count: i32): void {
  const end = out + ((<usize>count) << 2);
  for (; out + 32 <= end; out += 32) {
    const near = f32x4.add(v128.load(a), v128.load(b));
    const far = f32x4.add(v128.load(a, 16), v128.load(b, 16));
    v128.store(out, near);
    v128.store(out, far, 16);
    a += 32;
    b += 32;
  }
  for (; out < end; out += 4) {
    store<f32>(out, load<f32>(a) + load<f32>(b));
    a += 4;
    b += 4;
  }
}
