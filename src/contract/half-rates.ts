import { HYPERPARAMETERS } from './hyperparameters';
import type { LearningRates } from './records';

const half = (rate: number, row: { readonly min: number }): number => Math.max(row.min, rate / 2);

/** Half of both learning rates, within the limits of the settings. */
export const halfRates = ({ generator, discriminator }: LearningRates): LearningRates => ({
  generator: half(generator, HYPERPARAMETERS.generatorLearningRate),
  discriminator: half(discriminator, HYPERPARAMETERS.discriminatorLearningRate),
});
