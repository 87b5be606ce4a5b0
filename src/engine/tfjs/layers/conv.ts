import * as tf from '@tensorflow/tfjs-core';
import { sumOfRows } from '../reduce';
import { asRows, convolve, convolveBack, filterGradient, type ConvGeometry } from './conv-kernels';
import type { BackwardResult, Layer, LayerContext } from './layer';

/** [batch, h, w, c] -> [batch, h', w', filters]. */
export function convLayer(geometry: ConvGeometry, bias: boolean, context: LayerContext): Layer {
  const kernel = (): tf.Tensor4D => context.weight('kernel') as tf.Tensor4D;
  return {
    forward(x) {
      const offset = bias ? context.weight('bias') : null;
      return { y: convolve(x as tf.Tensor4D, kernel(), geometry, offset), saved: [] };
    },
    backward({ dy, x, input, weights }) {
      const d = dy as tf.Tensor4D;
      const filter = kernel();
      const dx = input ? convolveBack(d, filter, geometry, x.shape) : null;
      if (!weights) return { dx, gradients: [] };
      const gradient = filterGradient(x as tf.Tensor4D, d, geometry, filter.shape);
      return withBias(dx, gradient, d, bias, context);
    },
  };
}

/** The adjoint of a convolution as a layer: [batch, h, w, c] -> [batch, h', w', filters]. */
export function convTransposeLayer(
  geometry: ConvGeometry,
  bias: boolean,
  context: LayerContext,
): Layer {
  const kernel = (): tf.Tensor4D => context.weight('kernel') as tf.Tensor4D;
  return {
    forward(x) {
      const shape = [x.shape[0], ...context.outputShape];
      const y = tf.tidy(() => {
        const sum = convolveBack(x as tf.Tensor4D, kernel(), geometry, shape);
        return bias ? tf.add(sum, context.weight('bias')) : sum;
      });
      return { y, saved: [] };
    },
    backward({ dy, x, input, weights }) {
      const d = dy as tf.Tensor4D;
      const filter = kernel();
      const dx = input ? convolve(d, filter, geometry, null) : null;
      if (!weights) return { dx, gradients: [] };
      const gradient = filterGradient(d, x as tf.Tensor4D, geometry, filter.shape);
      return withBias(dx, gradient, d, bias, context);
    },
  };
}

function withBias(
  dx: tf.Tensor | null,
  gradient: tf.Tensor,
  dy: tf.Tensor,
  bias: boolean,
  { constants }: LayerContext,
): BackwardResult {
  if (!bias) return { dx, gradients: [gradient] };
  return { dx, gradients: [gradient, tf.tidy(() => sumOfRows(asRows(dy), constants))] };
}
