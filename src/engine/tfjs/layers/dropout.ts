import * as tf from '@tensorflow/tfjs-core';
import type { Layer, LayerContext } from './layer';

/**
 * Each element is zero with probability `rate`, else scaled by 1 / (1 - rate); inference passes all
 * through. The mask comes from counter-based numbers, so that it is the same on every engine.
 */
export function dropoutLayer(rate: number, { index }: LayerContext): Layer {
  return {
    forward(x, pass) {
      if (pass.mode === 'inference' || rate === 0) return { y: tf.clone(x), saved: [] };
      const mask = pass.dropout(index, x.size);
      const kept = 1 / (1 - rate);
      for (let i = 0; i < mask.length; i++) mask[i] = mask[i]! >= rate ? kept : 0;
      const scale = tf.tensor(mask, x.shape);
      return { y: tf.mul(x, scale), saved: [scale] };
    },
    backward({ dy, saved: [scale], input }) {
      if (!input) return { dx: null, gradients: [] };
      return { dx: scale ? tf.mul(dy, scale) : tf.clone(dy), gradients: [] };
    },
  };
}
