import * as tf from '@tensorflow/tfjs-core';
import type { StepSpec } from '../../contract/net-spec';
import type { LossTerm } from '../../contract/step-program';
import { LOSSES, targetOf } from '../../nets/losses';
import type { Constants } from './constants';

/** Gradient of the mean loss of a term, times `weight`, in the logits. Same shape as the logits. */
export function logitGradient(
  logits: tf.Tensor,
  term: LossTerm,
  weight: number,
  step: Pick<StepSpec, 'loss' | 'realLabel'>,
  constants: Constants,
): tf.Tensor {
  return tf.tidy(() => {
    const arithmetic = {
      number: (value: number): tf.Tensor => constants.scalar(value),
      minus: (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.sub(a, b),
      sigmoid: (a: tf.Tensor): tf.Tensor => tf.sigmoid(a),
      less: (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.cast(tf.less(a, b), 'float32'),
    };
    const { derivative } = LOSSES[step.loss];
    const slope = derivative(arithmetic, logits, term, targetOf(term, step));
    const gradient = tf.mul(slope, constants.scalar(weight / logits.size));
    // A slope that is the same everywhere is a single number.
    return gradient.rank === logits.rank ? gradient : tf.add(tf.zerosLike(logits), gradient);
  });
}
