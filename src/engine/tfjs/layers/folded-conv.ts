import * as tf from '@tensorflow/tfjs-core';
import type { Fold } from '../../../nets/folding';
import { sumOfRows } from '../reduce';
import { asRows, convolve, convolveBack, filterGradient, type ConvGeometry } from './conv-kernels';
import type { BackwardResult, Layer, LayerContext } from './layer';

// What `foldAt` finds. Along an axis, with taps g, the wider filter is
//   pooling: (g0, g0 + g1, g1 + g2, g2) / 2,   upsampling: the same backwards, not halved.

/** Sums of a filter's taps, turned or not; where the engine has it, layers are folded. */
export const COMBINE_KERNEL = 'AtelierCombineTaps';

const STRIDE_TWO: ConvGeometry = { stride: 2, padding: 'same' };

/** @param context of the convolution, but the shapes are those of both layers together. */
export function foldedConvLayer({ kind, conv }: Fold, context: LayerContext): Layer {
  const upsamples = kind === 'upsample';
  const { kernel, bias } = conv;
  const widening = wideningTerms(kernel, upsamples);
  const narrowing = narrowingTerms(kernel, upsamples);
  const scale = upsamples ? 1 : 0.25;
  /** [k + 1, k + 1, in, out]; for a transposed convolution [k + 1, k + 1, out, in]. */
  const widened = (): tf.Tensor4D =>
    combine(context.weight('kernel'), kernel + 1, widening, upsamples, scale);

  return {
    forward(x) {
      const filter = widened();
      const offset = bias ? context.weight('bias') : null;
      const image = x as tf.Tensor4D;
      if (!upsamples) return { y: convolve(image, filter, STRIDE_TWO, offset), saved: [filter] };
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
        upsamples
          ? convolve(d, filter, STRIDE_TWO, null)
          : convolveBack(d, filter, STRIDE_TWO, x.shape);
      const dx = input ? back() : null;
      if (!weights) return { dx, gradients: [] };
      const gradient = tf.tidy(() => {
        const wide = upsamples
          ? filterGradient(d, image, STRIDE_TWO, filter.shape)
          : filterGradient(image, d, STRIDE_TWO, filter.shape);
        return combine(wide, kernel, narrowing, upsamples, scale);
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
