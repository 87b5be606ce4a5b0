import * as tf from '@tensorflow/tfjs-core';
import type { Constants } from '../constants';
import { meanOfRows } from '../reduce';
import { asRows } from './conv-kernels';
import type { Layer, LayerContext } from './layer';

/** Not 0, which TensorFlow.js may take for missing; lost beside a variance of 1 in float32. */
const ZERO_EPSILON = 1e-12;

/**
 * Batch normalisation over the last axis (Ioffe and Szegedy 2015), with its gradient written out:
 * with u = (x - mean) / sqrt(variance + epsilon) over n numbers a channel,
 *   d beta = sum dy,   d gamma = sum dy u,
 *   dx = gamma / sqrt(variance + epsilon) * (dy - (d beta + u d gamma) / n).
 * Each normalisation is one kernel; the sums are matrix products.
 */
export function batchNormLayer(
  epsilon: number,
  { constants, outputShape, weight }: LayerContext,
): Layer {
  const channels = outputShape[outputShape.length - 1]!;
  const vector = (role: 'gamma' | 'beta' | 'movingMean' | 'movingVariance'): tf.Tensor1D =>
    weight(role) as tf.Tensor1D;

  return {
    forward(x, pass) {
      if (pass.mode === 'inference') {
        const y = normalise(
          x,
          vector('movingMean'),
          vector('movingVariance'),
          epsilon,
          vector('gamma'),
          vector('beta'),
        );
        return { y, saved: [] };
      }
      const [y, mean, variance] = tf.tidy((): [tf.Tensor, tf.Tensor1D, tf.Tensor1D] => {
        const rows = asRows(x);
        const mean = meanOfRows(rows, constants);
        const variance = meanOfRows(squaredDistance(rows, mean, constants), constants);
        return [
          normalise(x, mean, variance, epsilon, vector('gamma'), vector('beta')),
          mean,
          variance,
        ];
      });
      const samples = x.size / channels;
      return { y, saved: [mean, variance], moments: { mean, variance, samples } };
    },

    backward({ dy, x, saved, input, weights }) {
      const [savedMean, savedVariance] = saved;
      if (!savedMean || !savedVariance) throw new Error('Batch norm has no gradient in inference.');
      const mean = savedMean as tf.Tensor1D;
      const variance = savedVariance as tf.Tensor1D;
      const samples = x.size / channels;
      const parts = tf.tidy(() => {
        const unit = normalise(x, mean, variance, epsilon);
        const byBeta = meanOfRows(asRows(dy), constants);
        const byGamma = meanOfRows(asRows(tf.mul(dy, unit)), constants);
        const out: { dx?: tf.Tensor; gamma?: tf.Tensor; beta?: tf.Tensor } = {};
        if (input) {
          const common = normalise(x, mean, variance, epsilon, byGamma, byBeta);
          const zero = constants.vector(channels, 0);
          out.dx = normalise(tf.sub(dy, common), zero, variance, epsilon, vector('gamma'));
        }
        if (weights) {
          const count = constants.scalar(samples);
          out.gamma = tf.mul(byGamma, count);
          out.beta = tf.mul(byBeta, count);
        }
        return out;
      });
      const gradients = parts.gamma && parts.beta ? [parts.gamma, parts.beta] : [];
      return { dx: parts.dx ?? null, gradients };
    },
  };
}

/** (x - mean)^2, [rows, channels]. */
function squaredDistance(x: tf.Tensor2D, mean: tf.Tensor1D, constants: Constants): tf.Tensor2D {
  if (tf.getBackend() !== 'wasm') return tf.squaredDifference(x, mean);
  // WASM's binary kernels broadcast one number at a time; normalising to variance 1 is fast there.
  const one = constants.vector(mean.size, 1);
  return tf.square(tf.batchNorm2d(x, mean, one, undefined, undefined, ZERO_EPSILON));
}

/** (x - mean) / sqrt(variance + epsilon) * scale + offset, one kernel on every backend. */
function normalise(
  x: tf.Tensor,
  mean: tf.Tensor1D,
  variance: tf.Tensor1D,
  epsilon: number,
  scale?: tf.Tensor1D,
  offset?: tf.Tensor1D,
): tf.Tensor {
  return tf.batchNorm(x, mean, variance, offset, scale, epsilon);
}
