import * as tf from '@tensorflow/tfjs-core';
import { inFixedOrder, matMul } from '../mat-mul';
import { sumOfRows } from '../reduce';
import type { Layer, LayerContext } from './layer';

/** y = x W + b; x: [batch, in], W: [in, units], b: [units]. */
export function denseLayer(bias: boolean, { constants, weight }: LayerContext): Layer {
  return {
    forward(x) {
      const a = x as tf.Tensor2D;
      const kernel = weight('kernel') as tf.Tensor2D;
      if (!bias) return { y: matMul(a, kernel), saved: [] };
      const y = inFixedOrder(a.shape[1], a.shape[0] * kernel.shape[1], () =>
        tf.fused.matMul({ a, b: kernel, bias: weight('bias') }),
      );
      return { y, saved: [] };
    },
    backward({ dy, x, input, weights }) {
      const d = dy as tf.Tensor2D;
      const dx = input ? matMul(d, weight('kernel') as tf.Tensor2D, false, true) : null;
      if (!weights) return { dx, gradients: [] };
      const gradients: tf.Tensor[] = [matMul(x as tf.Tensor2D, d, true, false)];
      if (bias) gradients.push(sumOfRows(d, constants));
      return { dx, gradients };
    },
  };
}
