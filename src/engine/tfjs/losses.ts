import * as tf from '@tensorflow/tfjs-core';
import type { StepSpec } from '../../contract/net-spec';
import type { StepMetrics } from '../model';
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

/** What one of D's two losses counts in the whole. */
export const lossShare = (step: StepSpec): number => (step.discriminatorLoss === 'mean' ? 0.5 : 1);

/**
 * Losses and scores from the logits of one step: [real, fake, generator's], each `count` long.
 * Computed in float64 on the processor: a few hundred numbers, read back anyway.
 */
export function stepMetrics(
  logits: Float32Array,
  count: number,
  step: StepSpec,
): Omit<StepMetrics, 'weights'> {
  const part = (index: number): Float32Array => logits.subarray(index * count, (index + 1) * count);
  const [real, fake, generated] = [part(0), part(1), part(2)];
  return {
    discriminatorLoss:
      lossShare(step) * (crossEntropy(real, step.realLabel) + crossEntropy(fake, 0)),
    generatorLoss: crossEntropy(generated, 1),
    realScore: mean(real, sigmoid),
    fakeScore: mean(fake, sigmoid),
  };
}

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Mean of max(l, 0) - l * target + log(1 + exp(-|l|)), which does not overflow. */
const crossEntropy = (logits: Float32Array, target: number): number =>
  mean(logits, (l) => Math.max(l, 0) - l * target + Math.log1p(Math.exp(-Math.abs(l))));

const mean = (values: Float32Array, of: (value: number) => number): number =>
  values.reduce((sum, value) => sum + of(value), 0) / values.length;
