// Convolutions of a 4x4 filter and stride 2, and their gradients, with 25 multiplications for every 64.
//
// Along one axis, such a convolution is two convolutions of two taps, one for the even and one for the
// odd taps (a phase each). Four neighbouring results of one, y_t = d_t g0 + d_(t+1) g1, come from five
// numbers d and two taps g by five products (S. Winograd's F(4, 2), after Toom and Cook): polynomials
// are multiplied by their values at five points. The points are 0, -1, 1/2, 2 and infinity, which lose
// least to rounding of those that were tried: 1.9 times as much as plain sums in two axes. (B. Barabasz
// and others, Error analysis and improving the accuracy of Winograd convolution, say how to choose.)
// In two axes these are 25 products, each a matrix product over channels. The gradient in the input has
// the same form, and so has that in the filter: there y are two taps, and g four numbers of the output
// gradient, of which those at 1/2 and 2 make what the taps make above.
//
// All functions here go along one axis, by vectors: `count` is a multiple of four, `apart` are the bytes
// from one point to the next.

export const POINTS = 5;
export const PRODUCTS = POINTS * POINTS;
/** Results of a tile along one axis. */
export const SIDE = 4;

export function tilesAlong(results: i32): i32 {
  return (results + SIDE - 1) / SIDE;
}

export function tilesIn(pictures: i32, rows: i32, columns: i32): i32 {
  return pictures * tilesAlong(rows) * tilesAlong(columns);
}

/** Five numbers at the points. @param step bytes from one vector of the results to the next. */
export function spread(
  out: usize,
  apart: usize,
  step: usize,
  d0: usize,
  d1: usize,
  d2: usize,
  d3: usize,
  d4: usize,
  count: i32,
): void {
  const bytes = (<usize>count) << 2;
  const half = f32x4.splat(0.5);
  const threeHalves = f32x4.splat(1.5);
  const fiveHalves = f32x4.splat(2.5);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x0 = v128.load(d0 + at);
    const x1 = v128.load(d1 + at);
    const x2 = v128.load(d2 + at);
    const x3 = v128.load(d3 + at);
    const x4 = v128.load(d4 + at);
    let to = out;
    const inner = f32x4.mul(threeHalves, f32x4.add(x1, x2));
    v128.store(to, f32x4.sub(f32x4.add(x0, x3), inner));
    to += apart;
    v128.store(to, f32x4.sub(f32x4.add(x1, x3), f32x4.mul(fiveHalves, x2)));
    to += apart;
    v128.store(to, f32x4.sub(f32x4.sub(x3, x2), f32x4.add(x1, x1)));
    to += apart;
    v128.store(to, f32x4.add(x3, f32x4.mul(half, f32x4.sub(x2, x1))));
    to += apart;
    const outer = f32x4.mul(threeHalves, f32x4.add(x2, x3));
    v128.store(to, f32x4.sub(f32x4.add(x1, x4), outer));
    out += step;
  }
}

/** Four taps of a filter in two axes, at all points of both. */
export function spreadTaps(
  out: usize,
  apart: usize,
  g00: usize,
  g01: usize,
  g10: usize,
  g11: usize,
  count: i32,
): void {
  const end = out + ((<usize>count) << 2);
  for (; out < end; out += 16) {
    const near0 = v128.load(g00);
    const near1 = v128.load(g01);
    const far0 = v128.load(g10);
    const far1 = v128.load(g11);
    storeTaps(out, apart, near0, near1);
    const line = 5 * apart;
    storeTaps(out + line, apart, atMinusOne(near0, far0), atMinusOne(near1, far1));
    storeTaps(out + 2 * line, apart, atHalf(near0, far0), atHalf(near1, far1));
    storeTaps(out + 3 * line, apart, atTwo(near0, far0), atTwo(near1, far1));
    storeTaps(out + 4 * line, apart, far0, far1);
    g00 += 16;
    g01 += 16;
    g10 += 16;
    g11 += 16;
  }
}

function storeTaps(to: usize, apart: usize, g0: v128, g1: v128): void {
  v128.store(to, g0);
  to += apart;
  v128.store(to, atMinusOne(g0, g1));
  to += apart;
  v128.store(to, atHalf(g0, g1));
  to += apart;
  v128.store(to, atTwo(g0, g1));
  to += apart;
  v128.store(to, g1);
}

// Divided by the products of the distances of a point from the other ones: -9/2, -9/8, 9.

function atMinusOne(g0: v128, g1: v128): v128 {
  return f32x4.mul(f32x4.splat(<f32>(2.0 / 9.0)), f32x4.sub(g1, g0));
}

function atHalf(g0: v128, g1: v128): v128 {
  const twice = f32x4.add(f32x4.add(g0, g0), g1);
  return f32x4.mul(f32x4.splat(<f32>(-4.0 / 9.0)), twice);
}

function atTwo(g0: v128, g1: v128): v128 {
  return f32x4.mul(f32x4.splat(<f32>(1.0 / 9.0)), f32x4.add(g0, f32x4.add(g1, g1)));
}

/** Four numbers of an output gradient at the points. */
export function spreadGradient(
  out: usize,
  apart: usize,
  g0: usize,
  g1: usize,
  g2: usize,
  g3: usize,
  count: i32,
): void {
  const bytes = (<usize>count) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const x0 = v128.load(g0 + at);
    const x1 = v128.load(g1 + at);
    const x2 = v128.load(g2 + at);
    const x3 = v128.load(g3 + at);
    let to = out;
    v128.store(to, x0);
    to += apart;
    v128.store(to, atMinusOne(f32x4.add(x0, x2), f32x4.add(x1, x3)));
    to += apart;
    const quarter = f32x4.splat(0.25);
    v128.store(
      to,
      atHalf(f32x4.add(x0, f32x4.mul(quarter, x2)), f32x4.add(x1, f32x4.mul(quarter, x3))),
    );
    to += apart;
    const four = f32x4.splat(4);
    v128.store(to, atTwo(f32x4.add(x0, f32x4.mul(four, x2)), f32x4.add(x1, f32x4.mul(four, x3))));
    to += apart;
    v128.store(to, x3);
    out += 16;
  }
}

/** From products at the points to four results each, to which `bias` is added. */
export function results(
  out0: usize,
  out1: usize,
  out2: usize,
  out3: usize,
  products: usize,
  apart: usize,
  bias: usize,
  count: i32,
): void {
  const bytes = (<usize>count) << 2;
  const half = f32x4.splat(0.5);
  const two = f32x4.splat(2);
  for (let at: usize = 0; at < bytes; at += 16) {
    let from = products + at;
    const m0 = v128.load(from);
    from += apart;
    const m1 = v128.load(from);
    from += apart;
    let low = v128.load(from);
    from += apart;
    let high = v128.load(from);
    from += apart;
    const last = v128.load(from);
    const start = v128.load(bias + at);
    const sum = f32x4.add(f32x4.add(m0, m1), f32x4.add(low, high));
    v128.store(out0 + at, f32x4.add(sum, start));
    // Powers of the points, -1, 1/2 and 2.
    low = f32x4.mul(half, low);
    high = f32x4.mul(two, high);
    v128.store(out1 + at, f32x4.add(f32x4.sub(f32x4.add(low, high), m1), start));
    low = f32x4.mul(half, low);
    high = f32x4.mul(two, high);
    v128.store(out2 + at, f32x4.add(f32x4.add(f32x4.add(low, high), m1), start));
    low = f32x4.mul(half, low);
    high = f32x4.mul(two, high);
    const odd = f32x4.sub(f32x4.add(low, high), m1);
    v128.store(out3 + at, f32x4.add(f32x4.add(odd, last), start));
  }
}

/** From products at the points to the two taps of a filter. @param adds to what is there. */
export function tapResults(
  out0: usize,
  out1: usize,
  adds: bool,
  products: usize,
  apart: usize,
  count: i32,
): void {
  const bytes = (<usize>count) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    let from = products + at;
    const m0 = v128.load(from);
    from += apart;
    const m1 = v128.load(from);
    from += apart;
    const low = v128.load(from);
    from += apart;
    const high = v128.load(from);
    from += apart;
    const last = v128.load(from);
    let even = f32x4.add(f32x4.add(m0, m1), f32x4.add(low, high));
    if (adds) even = f32x4.add(v128.load(out0 + at), even);
    v128.store(out0 + at, even);
    const odd = f32x4.add(f32x4.mul(f32x4.splat(0.5), low), f32x4.add(high, high));
    let other = f32x4.add(f32x4.sub(odd, m1), last);
    if (adds) other = f32x4.add(v128.load(out1 + at), other);
    v128.store(out1 + at, other);
  }
}
