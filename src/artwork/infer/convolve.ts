import type { Padding } from '../../contract/net-spec';
import type { Arithmetic } from './arithmetic';
import type { Pass, Weights } from './net';

/** Where a window lies. Shapes are [height, width, channels]. */
interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: Padding;
  readonly input: readonly number[];
  readonly output: readonly number[];
}

interface Shape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

const shapeOf = ([height = 1, width = 1, channels = 1]: readonly number[]): Shape => ({
  height,
  width,
  channels,
});

/** Pixels before the first, by TensorFlow's rule: what is odd goes to the end. */
function before({ kernel, stride, padding }: Window, large: number, small: number): number {
  if (padding === 'valid') return 0;
  return Math.floor(Math.max((small - 1) * stride + kernel - large, 0) / 2);
}

/** Kernel [k, k, in, out]. */
export function convolution(
  window: Window,
  { kernel, bias }: Weights,
  { addProducts }: Arithmetic,
): Pass {
  const [small, large] = [shapeOf(window.output), shapeOf(window.input)];
  const taps = tapsOf(window, large, small);
  const [inputs, outputs] = [large.channels, small.channels];
  return (from, to) => {
    begin(to, bias, outputs);
    for (const { of, at, weights } of taps) {
      const pixel = { from, at: at * inputs, count: inputs };
      addProducts(pixel, kernel!, weights, { to, at: of * outputs, count: outputs });
    }
  };
}

/** Kernel [k, k, out, in], as TensorFlow's: the gradient of a convolution to its input. */
export function transposedConvolution(
  window: Window,
  { kernel, bias }: Weights,
  { addProducts }: Arithmetic,
): Pass {
  const [small, large] = [shapeOf(window.input), shapeOf(window.output)];
  const taps = tapsOf(window, large, small);
  const [inputs, outputs] = [small.channels, large.channels];
  swap(kernel!, outputs, inputs);
  return (from, to) => {
    begin(to, bias, outputs);
    for (const { of, at, weights } of taps) {
      const pixel = { from, at: of * inputs, count: inputs };
      addProducts(pixel, kernel!, weights, { to, at: at * outputs, count: outputs });
    }
  };
}

/** A pixel of the small side, one of the large side under its window, and where its weights begin. */
interface Tap {
  readonly of: number;
  readonly at: number;
  readonly weights: number;
}

function tapsOf(window: Window, large: Shape, small: Shape): Tap[] {
  const { kernel, stride } = window;
  const top = before(window, large.height, small.height);
  const left = before(window, large.width, small.width);
  const matrix = large.channels * small.channels;
  const taps: Tap[] = [];
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      for (let ky = 0; ky < kernel; ky++) {
        const row = y * stride - top + ky;
        if (row < 0 || row >= large.height) continue;
        for (let kx = 0; kx < kernel; kx++) {
          const column = x * stride - left + kx;
          if (column < 0 || column >= large.width) continue;
          taps.push({
            of: y * small.width + x,
            at: row * large.width + column,
            weights: (ky * kernel + kx) * matrix,
          });
        }
      }
    }
  }
  return taps;
}

/** [k, k, out, in] becomes [k, k, in, out], so that the innermost loop reads one number after another. */
function swap(kernel: Float32Array, outputs: number, inputs: number): void {
  const matrix = outputs * inputs;
  for (let from = 0; from < kernel.length; from += matrix) {
    const before = kernel.slice(from, from + matrix);
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < inputs; i++) kernel[from + i * outputs + o] = before[o * inputs + i]!;
    }
  }
}

function begin(to: Float32Array, bias: Float32Array | undefined, channels: number): void {
  if (!bias) {
    to.fill(0);
    return;
  }
  for (let at = 0; at < to.length; at += channels) to.set(bias, at);
}
