import type { Finder } from './finder';
import { augmentation, lowerRates } from './remedies';
import { between, meanOf, newestSteps, stretchMeans } from './stretches';

/** Scores, 0..1, that D gives in the mean where it tells all pictures apart. */
const REAL = 0.85;
const FAKE = 0.05;
/** Stretches that the newest steps are parted into: a moment is no victory. */
const PARTS = 3;

/**
 * D tells every picture apart, and has done so for a while: its gradient tells G little of what to do
 * better. Scores of a loss of pairs add up to 1; there, `FAKE` alone counts.
 */
export const discriminatorWon: Finder<'discriminator-won'> = (history) => {
  const { points, step } = history;
  const steps = newestSteps(step);
  if (steps === null) return null;
  const newest = between(points, step - steps, step);
  if (newest.length < PARTS) return null;
  const real = stretchMeans(newest, PARTS, 'realScore');
  const fake = stretchMeans(newest, PARTS, 'fakeScore');
  if (!real.every((score) => score > REAL) || !fake.every((score) => score < FAKE)) return null;
  const earlier = between(points, step - 3 * steps, step - 2 * steps);
  return {
    kind: 'bad',
    params: {
      epoch: Math.floor(newest[0]!.epoch),
      realScore: meanOf(newest, 'realScore'),
      fakeScore: meanOf(newest, 'fakeScore'),
      generatorLoss: meanOf(newest, 'generatorLoss'),
      before: earlier.length > 0 ? meanOf(earlier, 'generatorLoss') : null,
    },
    remedies: [...lowerRates(history, 'discriminator-rate'), ...augmentation(history)],
  };
};
