import type { Settings } from '../contract/hyperparameters';
import type { LearningRates } from '../contract/records';

/** A cosine from 1 to `end` while `done` goes from 0 to 1. */
const cosine = (done: number, end: number): number =>
  end + ((1 - end) * (1 + Math.cos(Math.PI * done))) / 2;

/** Of the decay's course, 0..1, what is left of the rates: the second as R3GAN has it. */
const CURVES = {
  linear: (done: number): number => 1 - done,
  cosine: (done: number): number => cosine(done, 1 / 4),
};

/**
 * Learning rates of the epoch after so many: over the last part of a run, `rateDecay` of all its
 * epochs, they fall, to reach the end of their curve where the run ends.
 * @param rates those of the settings, or of the person, in force otherwise.
 */
export function decayedRates(
  rates: LearningRates,
  { epochs, rateDecay, decayCurve }: Pick<Settings, 'epochs' | 'rateDecay' | 'decayCurve'>,
  epoch: number,
): LearningRates {
  const left = (epochs - epoch) / epochs;
  const done = rateDecay > 0 ? 1 - Math.min(1, Math.max(0, left / rateDecay)) : 0;
  const share = CURVES[decayCurve](done);
  return { generator: share * rates.generator, discriminator: share * rates.discriminator };
}

/** What is left of a gradient penalty's weight in the epoch after so many of all: a cosine to a tenth. */
export const penaltyShare = (epochs: number, epoch: number): number =>
  cosine(Math.min(1, epoch / epochs), 1 / 10);
