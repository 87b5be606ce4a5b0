import type { Settings } from '../contract/hyperparameters';
import type { LearningRates } from '../contract/records';

/**
 * Learning rates of the epoch after so many: over the last part of a run, `rateDecay` of all its
 * epochs, they fall evenly, to reach zero where the run ends.
 * @param rates those of the settings, or of the person, in force otherwise.
 */
export function decayedRates(
  rates: LearningRates,
  { epochs, rateDecay }: Pick<Settings, 'epochs' | 'rateDecay'>,
  epoch: number,
): LearningRates {
  const left = (epochs - epoch) / epochs;
  const share = rateDecay > 0 ? Math.min(1, Math.max(0, left / rateDecay)) : 1;
  return { generator: share * rates.generator, discriminator: share * rates.discriminator };
}
