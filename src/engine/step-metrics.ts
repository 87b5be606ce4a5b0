import type { StepSpec } from '../contract/net-spec';
import type { LossTerm } from '../contract/step-program';
import { LOSSES, targetOf } from '../nets/losses';
import type { StepMetrics } from './model';

/** Terms in the order in which the logits of a step are told. */
export const TERMS: readonly LossTerm[] = ['real', 'fake', 'generator'];

/**
 * Losses and scores from the logits of one step, one for each picture. Computed in float64 on the
 * processor: a few hundred numbers, read back anyway.
 * @param logits of each of TERMS, those that its loss was computed from: differences, in a loss of pairs.
 */
export function lossMetrics(
  logits: readonly [real: Float32Array, fake: Float32Array, generator: Float32Array],
  step: StepSpec,
): Omit<StepMetrics, 'weights'> {
  const { value, score } = LOSSES[step.loss];
  const [real, fake, generator] = TERMS.map((term, index) =>
    mean(logits[index]!, (logit) => value(logit, term, targetOf(term, step))),
  );
  return {
    discriminatorLoss: (step.discriminatorLoss === 'mean' ? 0.5 : 1) * (real! + fake!),
    generatorLoss: generator!,
    realScore: mean(logits[0], score),
    fakeScore: mean(logits[1], score),
  };
}

const mean = (values: Float32Array, of: (value: number) => number): number =>
  values.reduce((sum, value) => sum + of(value), 0) / values.length;
