import type { StepSpec } from '../contract/net-spec';
import type { StepMetrics } from './model';

/** What one of D's two losses counts in the whole. */
export const lossShare = (step: StepSpec): number => (step.discriminatorLoss === 'mean' ? 0.5 : 1);

/**
 * Losses and scores from the logits of one step, one for each picture. Computed in float64 on the
 * processor: a few hundred numbers, read back anyway.
 */
export function lossMetrics(
  real: Float32Array,
  fake: Float32Array,
  generated: Float32Array,
  step: StepSpec,
): Omit<StepMetrics, 'weights'> {
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
