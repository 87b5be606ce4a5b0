import type { FindingParams, LoweredRate } from '../../contract/findings';
import type { LearningRates } from '../../contract/records';
import type { FindingWords } from '../findings';
import { count, percent, quantity, rate } from '../format';
import { countOf } from './count-of';

const RATES: Readonly<Record<LoweredRate, string>> = {
  'generator-rate': 'the generator’s learning rate',
  'discriminator-rate': 'the discriminator’s learning rate',
  'both-rates': 'both learning rates',
};

/** "0.0001", or "0.0001 and 0.0002" where the two differ. */
function lowered(lowers: LoweredRate, { generator, discriminator }: LearningRates): string {
  if (lowers === 'generator-rate') return rate(generator);
  if (lowers === 'discriminator-rate' || generator === discriminator) return rate(discriminator);
  return `${rate(generator)} and ${rate(discriminator)}`;
}

const since = (epoch: number): string =>
  epoch > 0 ? `Since epoch ${count(epoch)}` : 'From the first epoch on';

type Grids = FindingParams['rate-high']['grids'];

function differing(grids: Grids): string {
  if (grids.how === 'grids-wild') {
    const { first, last } = grids;
    return `From epoch ${count(first.epoch)} to ${count(last.epoch)} its samples differ ${percent(last.diversity)} as much as your pictures.`;
  }
  const { before, low, after } = grids;
  return `Its samples differed ${percent(before.diversity)} as much as your pictures at epoch ${count(before.epoch)}, ${percent(low.diversity)} at epoch ${count(low.epoch)} and ${percent(after.diversity)} at epoch ${count(after.epoch)}.`;
}

/** What a run's course shows. */
export const findings: FindingWords = {
  title: 'Findings',
  none: 'Nothing is wrong as far as can be seen.',
  tooEarly: 'It is too early to tell.',
  noneAtEnd: 'Nothing was found wrong with this run.',
  kinds: { bad: 'Wrong', note: 'Worth knowing', good: 'Good' },

  texts: {
    'discriminator-won': ({ epoch, realScore, fakeScore, generatorLoss, before }) => ({
      says: 'The discriminator has won: it tells every picture apart, so the generator learns little from it.',
      evidence: `${since(epoch)} it scores real pictures ${quantity(realScore)} and generated ones ${quantity(fakeScore)}. The generator’s loss is ${quantity(generatorLoss)}${before === null ? '' : `; it was ${quantity(before)} before`}.`,
    }),
    collapsed: ({ epoch, diversity, pictures, best }) => ({
      says: 'The generator has collapsed: it paints much the same picture again and again.',
      evidence: `At epoch ${count(epoch)}, ${countOf(pictures, 'generated picture')} differ ${percent(diversity)} as much as those of your set do${best === null ? ', and never did more.' : `; at epoch ${count(best.epoch)} they differed ${percent(best.diversity)} as much. The generators that were kept before are not lost.`}`,
    }),
    copying: ({ epoch, share, pictures, set }) => ({
      says: 'The generator copies the set.',
      evidence: `At epoch ${count(epoch)}, ${percent(share)} of ${countOf(pictures, 'generated picture')} are all but one of the ${countOf(set, 'picture')} it learns from.`,
    }),
    improving: ({ epoch, now, since, before, floor }) => ({
      says: 'It is still improving.',
      evidence: `From epoch ${count(since)} to ${count(epoch)}, the distance from real pictures fell from ${quantity(before)} to ${quantity(now)}. Other real pictures come to ${quantity(floor)}.`,
    }),
    'stopped-improving': ({ epoch, best, now, floor }) => ({
      says: `It has stopped improving since epoch ${count(epoch)}.`,
      evidence: `The distance from real pictures was ${quantity(best)} then, and is ${quantity(now)} now. Other real pictures come to ${quantity(floor)}.`,
    }),
    'numbers-bad': ({ generator, discriminator }) => ({
      says: 'The learning rates are too high: the numbers left all bounds.',
      evidence: `They were ${rate(generator)} for the generator and ${rate(discriminator)} for the discriminator.`,
    }),
    'rate-high': ({ grids, generator, discriminator }) => ({
      says:
        grids.how === 'grids-lost'
          ? 'The learning rates are too high: what the generator has learnt is lost again and again.'
          : 'The learning rates are too high: the generator overshoots, and its pictures do not settle.',
      evidence: `${differing(grids)} The rates are ${rate(generator)} for the generator and ${rate(discriminator)} for the discriminator.`,
    }),
    'set-small': ({ pictures }) => ({
      says: 'The set is small: copies and variations of its pictures are what can come of it.',
      evidence: `It has ${countOf(pictures, 'picture')}; from about 30 on, and better from 100, there is something to learn that they share.`,
    }),
    'set-mixed': ({ looked, spread, apart }) => ({
      says: 'The pictures of the set have little in common, for as few as they are.',
      evidence: `Of ${countOf(looked, 'picture')}, two lie ${quantity(spread)} apart in the mean, on a scale from 0 to 1; the nearest to each is ${percent(apart)} as far.`,
    }),
    'set-alike': ({ looked, share, crops }) => ({
      says: 'Many pictures of the set are almost the same.',
      evidence: `Of ${countOf(looked, 'picture')}, ${percent(share)} have another one that is hardly different.${crops > 1 ? ` Each picture was cropped ${count(crops)} times.` : ''}`,
    }),
  },

  rates: (lowers, rates, way) => {
    const to = lowered(lowers, rates);
    switch (way) {
      case 'at-once':
        return `Halve ${RATES[lowers]}, to ${to}`;
      case 'going-on':
        return `Go on with ${RATES[lowers]} halved, to ${to}`;
      case 'new-run':
        return `New run with ${RATES[lowers]} halved, to ${to}`;
    }
  },
  rewind: (epoch, lowers, rates) =>
    `Go back to epoch ${count(epoch)}, the best that was saved, and go on with ${RATES[lowers]} halved, to ${lowered(lowers, rates)}`,
  goes: (epoch) =>
    `Going back takes away what came after epoch ${count(epoch)}: its samples, curves and generators.`,
  newRun: {
    augmentation: 'New run with augmentation',
    'fewer-crops': 'New run with one crop per picture',
  },
  stopFirst: 'This run has to be stopped before the new one trains.',
  changed: (step) => `Changed at step ${count(step)}. The next steps will show what it does.`,
};
