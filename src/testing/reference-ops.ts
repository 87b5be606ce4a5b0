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

/** Calls `visit` with the flat indices of every product x * filter -> y of the convolution. */
function eachProduct(conv: Conv, visit: (x: number, filter: number, y: number) => void): void {
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
            for (let ci = 0; ci < c; ci++) {
              for (let ki = 0; ki < k; ki++) {
                visit(
                  ((b * h + row) * w + column) * c + ci,
                  ((i * kw + j) * c + ci) * k + ki,
                  ((b * oh + y) * ow + x) * k + ki,
                );
              }
            }
          }
        }
      }
    }
  }
}

type Values = ArrayLike<number>;

/** y [n, oh, ow, k]. */
export function convForward(conv: Conv, x: Values, filter: Values): Float64Array {
  const out = new Float64Array(sizeOf(convOutput(conv)));
  eachProduct(conv, (xi, fi, yi) => (out[yi]! += x[xi]! * filter[fi]!));
  return out;
}

/** dx [n, h, w, c] from dy [n, oh, ow, k]; also the forward pass of a transposed convolution. */
export function convInputGradient(conv: Conv, dy: Values, filter: Values): Float64Array {
  const out = new Float64Array(sizeOf(conv.x));
  eachProduct(conv, (xi, fi, yi) => (out[xi]! += dy[yi]! * filter[fi]!));
  return out;
}

/** dW [kh, kw, c, k]. */
export function convFilterGradient(conv: Conv, x: Values, dy: Values): Float64Array {
  const out = new Float64Array(sizeOf(conv.filter));
  eachProduct(conv, (xi, fi, yi) => (out[fi]! += x[xi]! * dy[yi]!));
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
