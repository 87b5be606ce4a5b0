import * as tf from '@tensorflow/tfjs-core';
import type { Constants } from '../constants';
import { meanOfRows } from '../reduce';
import { asRows } from './conv-kernels';
import type { Layer, LayerContext } from './layer';

/** Moments, and the gradient, in one kernel each, where the engine has them. */
export const MOMENTS_KERNEL = 'AtelierMoments';
export const NORM_GRADIENT_KERNEL = 'AtelierBatchNormGradient';

/**
 * Batch normalisation over the last axis (Ioffe and Szegedy 2015), with its gradient written out:
 * with u = (x - mean) / sqrt(variance + epsilon) over n numbers a channel,
 *   d beta = sum dy,   d gamma = sum dy u,
 *   dx = gamma / sqrt(variance + epsilon) * (dy - (d beta + u d gamma) / n).
 * Elsewhere than on WASM, which has kernels for all of it, each normalisation is one kernel and the
 * sums are averages.
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
        const [mean, variance] = momentsOf(x, constants);
        const y = normalise(x, mean, variance, epsilon, vector('gamma'), vector('beta'));
        return [y, mean, variance];
      });
      const samples = x.size / channels;
      return { y, saved: [mean, variance], moments: { mean, variance, samples } };
    },

    backward({ dy, x, saved, input, weights }) {
      const [savedMean, savedVariance] = saved;
      if (!savedMean || !savedVariance) throw new Error('Batch norm has no gradient in inference.');
      const mean = savedMean as tf.Tensor1D;
      const variance = savedVariance as tf.Tensor1D;
      const parts = tf.tidy(() => {
        const given = { dy, x, mean, variance, gamma: vector('gamma') };
        const { byBeta, byGamma, dx } = has(NORM_GRADIENT_KERNEL)
          ? fusedGradient(given, epsilon, input)
          : composedGradient(given, epsilon, input, constants);
        if (!weights) return { dx };
        const count = constants.scalar(x.size / channels);
        return { dx, gamma: tf.mul(byGamma, count), beta: tf.mul(byBeta, count) };
      });
      const gradients = parts.gamma && parts.beta ? [parts.gamma, parts.beta] : [];
      return { dx: parts.dx ?? null, gradients };
    },
  };
}

const has = (kernel: string): boolean => tf.getKernel(kernel, tf.getBackend()) !== undefined;

/** Mean and variance of all rows, [channels] each. */
function momentsOf(x: tf.Tensor, constants: Constants): [tf.Tensor1D, tf.Tensor1D] {
  if (has(MOMENTS_KERNEL)) {
    const [mean, variance] = tf.engine().runKernel<tf.Tensor1D[]>(MOMENTS_KERNEL, { x });
    return [mean!, variance!];
  }
  const rows = asRows(x);
  const mean = meanOfRows(rows, constants);
  return [mean, meanOfRows(tf.squaredDifference(rows, mean), constants)];
}

type Given = {
  readonly [name in 'dy' | 'x']: tf.Tensor;
} & { readonly [name in 'mean' | 'variance' | 'gamma']: tf.Tensor1D };

interface Gradient {
  /** Means of dy and of dy u over all rows, [channels] each. */
  readonly byBeta: tf.Tensor1D;
  readonly byGamma: tf.Tensor1D;
  /** Where the input's gradient is asked for. */
  readonly dx?: tf.Tensor;
}

function fusedGradient(given: Given, epsilon: number, input: boolean): Gradient {
  const [byBeta, byGamma, dx] = tf
    .engine()
    .runKernel<tf.Tensor[]>(NORM_GRADIENT_KERNEL, given, { epsilon, input });
  const sums = { byBeta: byBeta as tf.Tensor1D, byGamma: byGamma as tf.Tensor1D };
  return dx ? { ...sums, dx } : sums;
}

function composedGradient(
  { dy, x, mean, variance, gamma }: Given,
  epsilon: number,
  input: boolean,
  constants: Constants,
): Gradient {
  const unit = normalise(x, mean, variance, epsilon);
  const byBeta = meanOfRows(asRows(dy), constants);
  const byGamma = meanOfRows(asRows(tf.mul(dy, unit)), constants);
  if (!input) return { byBeta, byGamma };
  const common = normalise(x, mean, variance, epsilon, byGamma, byBeta);
  const zero = constants.vector(mean.size, 0);
  const dx = normalise(tf.sub(dy, common), zero, variance, epsilon, gamma);
  return { byBeta, byGamma, dx };
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
