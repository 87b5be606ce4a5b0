import * as tf from '@tensorflow/tfjs-core';
import type { Constants } from './constants';

/** Rows averaged in one go; longer columns are averaged in two stages. */
const ONE_STAGE = 256;

/**
 * Mean over rows, [rows, columns] -> [columns], by average pooling. TensorFlow.js sums a leading
 * axis by a transpose and a reduction, which its WebGPU backend refuses for large tensors; pooling
 * reads along the columns, needs no barrier and exists everywhere. Two stages of about
 * sqrt(rows) keep the sums short, hence parallel and exact.
 */
export function meanOfRows(x: tf.Tensor2D, constants: Constants): tf.Tensor1D {
  return tf.tidy(() => {
    const [rows, columns] = x.shape;
    // There, the product of a row and a matrix is a kernel of ours: one pass, no threads to start.
    if (tf.getBackend() === 'wasm') {
      return tf.reshape(tf.matMul(constants.row(rows, 1 / rows), x), [columns]);
    }
    const first = rows > ONE_STAGE ? divisorNearRoot(rows) : 1;
    return tf.reshape(meanOfGroups(meanOfGroups(x, first), rows / first), [columns]);
  });
}

/** Sum over rows, [rows, columns] -> [columns]. */
export function sumOfRows(x: tf.Tensor2D, constants: Constants): tf.Tensor1D {
  return tf.tidy(() => tf.mul(meanOfRows(x, constants), constants.scalar(x.shape[0])));
}

/** Means of each `size` consecutive rows, [rows, columns] -> [rows / size, columns]. */
function meanOfGroups(x: tf.Tensor2D, size: number): tf.Tensor2D {
  if (size === 1) return x;
  const [rows, columns] = x.shape;
  const groups = rows / size;
  // tfjs-webgpu makes a transpose and a reduction of pooling over the whole of one picture; with
  // the columns as a second spatial axis it is not the whole.
  if (groups === 1 && tf.getBackend() === 'webgpu') {
    const image = tf.reshape<tf.Rank.R4>(x, [1, size, columns, 1]);
    return tf.reshape(tf.avgPool(image, [size, 1], [size, 1], 'valid'), [1, columns]);
  }
  const image = tf.reshape<tf.Rank.R4>(x, [groups, 1, size, columns]);
  return tf.reshape(tf.avgPool(image, [1, size], [1, size], 'valid'), [groups, columns]);
}

/** The divisor of `count` next to its square root from below; 1 for a prime. */
function divisorNearRoot(count: number): number {
  for (let size = Math.floor(Math.sqrt(count)); size > 1; size--) {
    if (count % size === 0) return size;
  }
  return 1;
}
