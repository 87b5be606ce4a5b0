import * as tf from '@tensorflow/tfjs-core';
import type { Constants } from './constants';
import { matMul } from './mat-mul';

/** Rows summed by one product; longer columns are summed in stages, which is also more exact. */
const STAGE_ROWS = 1024;

/**
 * Mean over rows, [rows, columns] -> [columns]: a product with a row of equal numbers. TensorFlow.js
 * sums the leading axis by a transpose and a reduction, and its WebGPU backend refuses that for
 * large tensors.
 */
export function meanOfRows(x: tf.Tensor2D, constants: Constants): tf.Tensor1D {
  return tf.tidy(() => weigh(x, 1 / x.shape[0], constants));
}

/** Sum over rows, [rows, columns] -> [columns]. */
export function sumOfRows(x: tf.Tensor2D, constants: Constants): tf.Tensor1D {
  return tf.tidy(() => weigh(x, 1, constants));
}

function weigh(x: tf.Tensor2D, weight: number, constants: Constants): tf.Tensor1D {
  const [rows, columns] = x.shape;
  let rest: tf.Tensor2D = x;
  let left = rows;
  while (left > STAGE_ROWS) {
    const after = largestStage(left);
    if (after === null) break;
    const wide: tf.Tensor2D = tf.reshape(rest, [left / after, after * columns]);
    rest = tf.reshape(matMul(constants.row(left / after, 1), wide), [after, columns]);
    left = after;
  }
  return tf.reshape(matMul(constants.row(left, weight), rest), [columns]);
}

/** How many partial sums to leave, so that each is over at most STAGE_ROWS rows. */
function largestStage(rows: number): number | null {
  for (let after = Math.ceil(rows / STAGE_ROWS); after * 2 <= rows; after++) {
    if (rows % after === 0) return after;
  }
  return null;
}
