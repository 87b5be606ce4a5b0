import type { LoweredRate, Remedy } from '../contract/findings';
import { HYPERPARAMETERS } from '../contract/hyperparameters';
import type { History } from './history';

const lower = (rate: number, row: { readonly min: number }): number => Math.max(row.min, rate / 2);

/** Half of one learning rate in force, or of both, within the limits of the settings; none where that
 *  changes nothing. */
export function halfTheRates({ rates }: History, lowers: LoweredRate): Remedy[] {
  const { generatorLearningRate, discriminatorLearningRate } = HYPERPARAMETERS;
  const { generator, discriminator } = rates;
  const halved = {
    generator:
      lowers === 'discriminator-rate' ? generator : lower(generator, generatorLearningRate),
    discriminator:
      lowers === 'generator-rate' ? discriminator : lower(discriminator, discriminatorLearningRate),
  };
  if (halved.generator === generator && halved.discriminator === discriminator) return [];
  return [{ kind: 'rates', lowers, rates: halved }];
}

/** A new run whose discriminator sees pictures changed at random, where this one's does not. */
export function augmentation({ settings }: History): Remedy[] {
  if (settings.augmentation !== 'none') return [];
  return [{ kind: 'settings', code: 'augmentation', settings: { augmentation: 'fixed' } }];
}
