import type { LoweredRate, Remedy } from '../contract/findings';
import { halfRates } from '../contract/half-rates';
import { wayBack } from '../contract/way-back';
import type { History } from './history';

/** Half of one learning rate in force, or of both, within the limits of the settings; none where that
 *  changes nothing. */
export function halfTheRates({ rates }: History, lowers: LoweredRate): Remedy[] {
  const { generator, discriminator } = rates;
  const half = halfRates(rates);
  const halved = {
    generator: lowers === 'discriminator-rate' ? generator : half.generator,
    discriminator: lowers === 'generator-rate' ? discriminator : half.discriminator,
  };
  if (halved.generator === generator && halved.discriminator === discriminator) return [];
  return [{ kind: 'rates', lowers, rates: halved }];
}

/**
 * Back to the best checkpoint and on from there, where the run has one well behind it. Always with lower
 * rates: going on is exact, so that the rates of before would lead to the same end.
 */
export function goBack(history: History, lowers: LoweredRate): Remedy[] {
  const back = wayBack(history.best, history);
  return halfTheRates(history, lowers).flatMap((lower) =>
    back && lower.kind === 'rates' ? [{ ...lower, kind: 'rewind', epoch: back.epoch }] : [],
  );
}

/** Lower rates: from the best checkpoint on, or from now on. */
export const lowerRates = (history: History, lowers: LoweredRate): Remedy[] => [
  ...goBack(history, lowers),
  ...halfTheRates(history, lowers),
];

/** A new run whose discriminator sees pictures changed at random, where this one's does not. */
export function augmentation({ settings }: History): Remedy[] {
  if (settings.augmentation !== 'none') return [];
  return [{ kind: 'settings', code: 'augmentation', settings: { augmentation: 'fixed' } }];
}
