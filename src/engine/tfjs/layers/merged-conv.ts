import * as tf from '@tensorflow/tfjs-core';
import type { LayerSpec } from '../../../contract/net-spec';
import { sumOfRows } from '../reduce';
import { asRows, convolve, convolveBack, filterGradient, type ConvGeometry } from './conv-kernels';
import type { BackwardResult, Layer, LayerContext } from './layer';

// Doubling a picture and convolving it, and convolving one and halving it by means, are one convolution
// of stride 2 each (the first a transposed one), by a filter of one tap more: along an axis, with taps g,
//   halving: (g0, g0 + g1, g1 + g2, g2) / 2,   doubling: the same backwards, not halved.
// That takes 16 multiplications where 36 are made otherwise, for 3x3 filters, and no picture in between.

/** Sums of a filter's taps, turned or not; where the engine has it, layers are merged. */
export const COMBINE_KERNEL = 'AtelierCombineTaps';

const STRIDE_TWO: ConvGeometry = { stride: 2, padding: 'same' };

type Conv = Extract<LayerSpec, { kind: 'conv' }>;
type Merge = 'doubling' | 'halving';

/** Whether two layers that follow one another are one convolution, and which. */
export function mergeOf(
  first: LayerSpec,
  second: LayerSpec | undefined,
  inputShape: readonly number[],
): { readonly kind: Merge; readonly conv: Conv } | null {
  if (tf.getKernel(COMBINE_KERNEL, tf.getBackend()) === undefined) return null;
  if (first.kind === 'upsample' && second?.kind === 'conv' && suits(second)) {
    return { kind: 'doubling', conv: second };
  }
  const even = inputShape.slice(0, 2).every((edge) => edge % 2 === 0);
  if (first.kind === 'conv' && second?.kind === 'averagePool' && suits(first) && even) {
    return { kind: 'halving', conv: first };
  }
  return null;
}

const suits = ({ kernel, stride, padding }: Conv): boolean =>
  kernel % 2 === 1 && kernel > 1 && stride === 1 && padding === 'same';

/** @param context of the convolution, but the shapes are those of both layers together. */
export function mergedConvLayer(
  { kind, conv }: { readonly kind: Merge; readonly conv: Conv },
  context: LayerContext,
): Layer {
  const doubling = kind === 'doubling';
  const { kernel, bias } = conv;
  const widening = wideningTerms(kernel, doubling);
  const narrowing = narrowingTerms(kernel, doubling);
  const scale = doubling ? 1 : 0.25;
  /** [k + 1, k + 1, in, out]; for a transposed convolution [k + 1, k + 1, out, in]. */
  const widened = (): tf.Tensor4D =>
    combine(context.weight('kernel'), kernel + 1, widening, doubling, scale);

  return {
    forward(x) {
      const filter = widened();
      const offset = bias ? context.weight('bias') : null;
      const image = x as tf.Tensor4D;
      if (!doubling) return { y: convolve(image, filter, STRIDE_TWO, offset), saved: [filter] };
      const shape = [image.shape[0], ...context.outputShape];
      const y = tf.tidy(() => {
        const sum = convolveBack(image, filter, STRIDE_TWO, shape);
        return offset ? tf.add(sum, offset) : sum;
      });
      return { y, saved: [filter] };
    },

    backward({ dy, x, saved, input, weights }): BackwardResult {
      const filter = saved[0] as tf.Tensor4D;
      const [d, image] = [dy as tf.Tensor4D, x as tf.Tensor4D];
      const back = (): tf.Tensor =>
        doubling
          ? convolve(d, filter, STRIDE_TWO, null)
          : convolveBack(d, filter, STRIDE_TWO, x.shape);
      const dx = input ? back() : null;
      if (!weights) return { dx, gradients: [] };
      const gradient = tf.tidy(() => {
        const wide = doubling
          ? filterGradient(d, image, STRIDE_TWO, filter.shape)
          : filterGradient(image, d, STRIDE_TWO, filter.shape);
        return combine(wide, kernel, narrowing, doubling, scale);
      });
      if (!bias) return { dx, gradients: [gradient] };
      const sums = tf.tidy(() => sumOfRows(asRows(dy), context.constants));
      return { dx, gradients: [gradient, sums] };
    },
  };
}

/** Taps along an axis that each tap of the wider filter is made of. */
function alongAxis(kernel: number, backwards: boolean): number[][] {
  const taps = Array.from({ length: kernel + 1 }, (_, tap) =>
    [tap - 1, tap].filter((from) => from >= 0 && from < kernel),
  );
  return backwards ? taps.reverse() : taps;
}

/** For each tap of the wider filter those of the other, -1 where there are fewer than four. */
function wideningTerms(kernel: number, backwards: boolean): number[] {
  const axis = alongAxis(kernel, backwards);
  return axis.flatMap((rows) =>
    axis.flatMap((columns) => {
      const terms = rows.flatMap((row) => columns.map((column) => kernel * row + column));
      return [0, 1, 2, 3].map((i) => terms[i] ?? -1);
    }),
  );
}

/** For each tap of the filter those four of the wider one that it is part of. */
function narrowingTerms(kernel: number, backwards: boolean): number[] {
  const axis = alongAxis(kernel, backwards);
  const partOf = (tap: number): number[] =>
    axis.flatMap((taps, wide) => (taps.includes(tap) ? [wide] : []));
  const taps = Array.from({ length: kernel }, (_, tap) => partOf(tap));
  return taps.flatMap((rows) =>
    taps.flatMap((columns) =>
      rows.flatMap((row) => columns.map((column) => (kernel + 1) * row + column)),
    ),
  );
}

/** @param edge of the result. @param turned whether its channels and filters change places. */
function combine(
  filter: tf.Tensor,
  edge: number,
  terms: number[],
  turned: boolean,
  scale: number,
): tf.Tensor4D {
  return tf.engine().runKernel(COMBINE_KERNEL, { filter }, { edge, terms, turned, scale });
}
