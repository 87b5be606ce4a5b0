import { Stream, uniform } from '../../../../contract/random';
import {
  convForward,
  convInputGradient,
  sizeOf,
  convOutput,
} from '../../../../testing/reference-ops';
import { convOf, type Shape } from '../../../../testing/wgsl/convolutions';
import type { Activation } from '../../plan/stages';

export const SLOPE = 0.2;
export const RATE = 0.3;
export const SEED = 17;
export const STEP = 5;
/** Layer whose dropout it is. */
export const LAYER = 4;

/** x [n, h, w, c] through a convolution (down) or its transpose (up), filter [k, k, big, small]. */
export function convolved(
  shape: Shape,
  direction: 'down' | 'up',
  x: ArrayLike<number>,
  filter: ArrayLike<number>,
): Float64Array {
  const conv = convOf(shape);
  return direction === 'down' ? convForward(conv, x, filter) : convInputGradient(conv, x, filter);
}

/** Numbers of the side that is read, and of the one that is written. */
export function sizesOf(shape: Shape, direction: 'down' | 'up'): [from: number, to: number] {
  const conv = convOf(shape);
  const sizes = [sizeOf(conv.x), sizeOf(convOutput(conv))] as const;
  return direction === 'down' ? [sizes[0], sizes[1]] : [sizes[1], sizes[0]];
}

export const activations: Readonly<Record<Activation, (x: number) => number>> = {
  none: (x) => x,
  relu: (x) => Math.max(0, x),
  leakyRelu: (x) => (x < 0 ? SLOPE * x : x),
  tanh: Math.tanh,
};

/** From the value of the activation. */
export const derivatives: Readonly<Record<Activation, (y: number) => number>> = {
  none: () => 1,
  relu: (y) => (y > 0 ? 1 : 0),
  leakyRelu: (y) => (y > 0 ? 1 : SLOPE),
  tanh: (y) => 1 - y * y,
};

/** What dropout multiplies each number with, [groups, images, ...]: a stream for each group. */
export function masks(size: number, groups: number): Float64Array {
  const one = size / groups;
  const out = new Float64Array(size);
  for (let group = 0; group < groups; group++) {
    const numbers = uniform(SEED, Stream.Dropout + 256 * group + LAYER, STEP, one);
    numbers.forEach((number, i) => (out[group * one + i] = number >= RATE ? 1 / (1 - RATE) : 0));
  }
  return out;
}
