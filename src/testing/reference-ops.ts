/**
 * Operations of the nets as plain loops in double precision, to hold the engines against. Slow and
 * obvious on purpose. Tensors are NHWC, row-major; filters [kh, kw, in, out].
 */

export type Shape4 = readonly [number, number, number, number];

export interface Conv {
  /** [n, h, w, c] */
  readonly x: Shape4;
  /** [kh, kw, c, k] */
  readonly filter: Shape4;
  readonly stride: number;
  readonly padding: 'same' | 'valid';
}

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, edge) => product * edge, 1);

/** [output size, zeros before], TensorFlow's rule. */
function axis(input: number, kernel: number, stride: number, padding: Conv['padding']) {
  if (padding === 'valid') return [Math.floor((input - kernel) / stride) + 1, 0] as const;
  const output = Math.ceil(input / stride);
  const total = Math.max(0, (output - 1) * stride + kernel - input);
  return [output, Math.floor(total / 2)] as const;
}

export function convOutput({ x, filter, stride, padding }: Conv): Shape4 {
  const [oh] = axis(x[1], filter[0], stride, padding);
  const [ow] = axis(x[2], filter[1], stride, padding);
  return [x[0], oh, ow, filter[3]];
}

/** Calls `visit` with where the channels begin of every x that meets a place of the filter for y. */
function eachMeeting(conv: Conv, visit: (x: number, filter: number, y: number) => void): void {
  const [n, h, w, c] = conv.x;
  const [kh, kw, , k] = conv.filter;
  const [, oh, ow] = convOutput(conv);
  const [, top] = axis(h, kh, conv.stride, conv.padding);
  const [, left] = axis(w, kw, conv.stride, conv.padding);
  for (let b = 0; b < n; b++) {
    for (let y = 0; y < oh; y++) {
      for (let x = 0; x < ow; x++) {
        for (let i = 0; i < kh; i++) {
          const row = y * conv.stride + i - top;
          if (row < 0 || row >= h) continue;
          for (let j = 0; j < kw; j++) {
            const column = x * conv.stride + j - left;
            if (column < 0 || column >= w) continue;
            visit(
              ((b * h + row) * w + column) * c,
              (i * kw + j) * c * k,
              ((b * oh + y) * ow + x) * k,
            );
          }
        }
      }
    }
  }
}

type Values = ArrayLike<number>;

/** y [n, oh, ow, k]. Loops over one kind of array are ten times as fast as over any. */
export function convForward(conv: Conv, x: Values, filter: Values): Float64Array {
  const [xs, filters] = [Float64Array.from(x), Float64Array.from(filter)];
  const out = new Float64Array(sizeOf(convOutput(conv)));
  const [, , c, k] = conv.filter;
  eachMeeting(conv, (xi, fi, yi) => {
    for (let ci = 0; ci < c; ci++) {
      for (let ki = 0; ki < k; ki++) out[yi + ki]! += xs[xi + ci]! * filters[fi + ci * k + ki]!;
    }
  });
  return out;
}

/** dx [n, h, w, c] from dy [n, oh, ow, k]; also the forward pass of a transposed convolution. */
export function convInputGradient(conv: Conv, dy: Values, filter: Values): Float64Array {
  const [dys, filters] = [Float64Array.from(dy), Float64Array.from(filter)];
  const out = new Float64Array(sizeOf(conv.x));
  const [, , c, k] = conv.filter;
  eachMeeting(conv, (xi, fi, yi) => {
    for (let ci = 0; ci < c; ci++) {
      for (let ki = 0; ki < k; ki++) out[xi + ci]! += dys[yi + ki]! * filters[fi + ci * k + ki]!;
    }
  });
  return out;
}

/** dW [kh, kw, c, k]. */
export function convFilterGradient(conv: Conv, x: Values, dy: Values): Float64Array {
  const [xs, dys] = [Float64Array.from(x), Float64Array.from(dy)];
  const out = new Float64Array(sizeOf(conv.filter));
  const [, , c, k] = conv.filter;
  eachMeeting(conv, (xi, fi, yi) => {
    for (let ci = 0; ci < c; ci++) {
      for (let ki = 0; ki < k; ki++) out[fi + ci * k + ki]! += xs[xi + ci]! * dys[yi + ki]!;
    }
  });
  return out;
}

/** Largest difference, relative to the largest expected value. */
export function relativeError(actual: Values, expected: Values): number {
  if (actual.length !== expected.length) return Infinity;
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const gap = Math.abs(actual[i]! - expected[i]!);
    // A NaN compares false with everything and must not pass for zero.
    difference = Number.isNaN(gap) ? Infinity : Math.max(difference, gap);
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return difference / (largest || 1);
}
