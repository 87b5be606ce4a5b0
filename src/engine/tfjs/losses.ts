import * as tf from '@tensorflow/tfjs-core';
import type { Constants } from './constants';

/**
 * Gradient of the mean sigmoid cross-entropy to `target`, times `share`, in the logits:
 * (sigmoid(l) - target) * share / batch. Same shape as the logits.
 */
export function logitGradient(
  logits: tf.Tensor,
  target: number,
  share: number,
  constants: Constants,
): tf.Tensor {
  return tf.tidy(() =>
    tf.mul(
      tf.sub(tf.sigmoid(logits), constants.scalar(target)),
      constants.scalar(share / logits.size),
    ),
  );
}
