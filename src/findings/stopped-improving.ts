import type { Finder } from './finder';
import { TOGETHER, floorOf, stretchesOf } from './progress';
import { lowerRates } from './remedies';

/** Part of all pictures seen that none better has come for. */
const LONG = 0.4;

/** No stretch of the run for a long time was better than an early one. */
export const stoppedImproving: Finder<'stopped-improving'> = (history) => {
  const stretches = stretchesOf(history);
  const newest = stretches.at(-1);
  if (!newest) return null;
  const best = stretches.reduce((a, b) => (b.distance < a.distance ? b : a));
  // A better one needs as many measures again to be seen.
  if (stretches.length - 1 - stretches.indexOf(best) < TOGETHER) return null;
  if (newest.picturesSeen - best.picturesSeen < LONG * newest.picturesSeen) return null;
  return {
    kind: 'note',
    params: {
      epoch: best.epoch,
      best: best.distance,
      now: newest.distance,
      floor: floorOf(history),
    },
    remedies: lowerRates(history, 'both-rates'),
  };
};
