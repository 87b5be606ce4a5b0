import type { Finder } from './finder';
import { TOGETHER, floorOf, stretchesOf } from './progress';

/** Part of the distance that has to be gone: less may be chance. */
const GONE = 0.07;

/** The newest measures are nearer to real pictures than those before them. */
export const improving: Finder<'improving'> = (history) => {
  const stretches = stretchesOf(history);
  const newest = stretches.at(-1);
  const before = stretches.at(-1 - TOGETHER);
  if (!newest || !before || newest.distance > before.distance * (1 - GONE)) return null;
  return {
    kind: 'good',
    params: {
      epoch: newest.epoch,
      now: newest.distance,
      since: before.epoch,
      before: before.distance,
      floor: floorOf(history),
    },
  };
};
