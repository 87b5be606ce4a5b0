import * as tf from '@tensorflow/tfjs-core';
import type { WeightHealth } from '../model';

/** Every so many steps the weights are looked at: a bad one is known a few steps later. */
export const WEIGHT_LOOK_EVERY = 4;

/** Numbers averaged in one go. */
const GROUP = 256;

/**
 * Sum of squares (or their mean times a constant) of all numbers, [1]: no finite number exactly
 * where one of them is none, or where they are beyond all use. Squares, sums and means hand NaN and
 * infinity on; maxima and comparisons, with which some backends begin, may swallow them.
 */
export function sumsOfSquares(values: tf.Tensor): tf.Tensor1D {
  return tf.tidy(() => {
    const { size } = values;
    // There, the product of a row and a matrix is a kernel of ours, which sums in float64.
    if (tf.getBackend() === 'wasm') {
      return tf.reshape(
        tf.matMul(tf.reshape(values, [1, size]), tf.reshape(values, [size, 1])),
        [1],
      );
    }
    // Means of groups first: a sum over everything is the work of one workgroup on WebGPU.
    const squares = tf.reshape<tf.Rank.R4>(tf.square(values), [1, 1, size, 1]);
    const means = tf.avgPool(squares, [1, GROUP], [1, GROUP], 'same');
    return tf.reshape(tf.sum(means), [1]);
  });
}

/** @param sums one for each vector of weights; none where the step did not look. */
export function weightHealth(sums: Float32Array): WeightHealth {
  if (sums.length === 0) return 'unseen';
  if (!sums.every(Number.isFinite)) return 'bad';
  return sums.some((sum) => sum > 0) ? 'sound' : 'zero';
}
