import { LARGEST_SEED } from '../contract/random';
import type { Origin } from './origin';

/**
 * Where an endless walk is: from a picture to that of a seed, to that of the next, each reached at rest.
 * @param from where it begins.
 * @param firstSeed of the stations after it.
 * @param at in stations from the beginning, 0 or more.
 */
export function walkAt(from: Origin, firstSeed: number, at: number): Origin {
  const last = Math.floor(at);
  const station = (place: number): Origin =>
    place === 0 ? from : { kind: 'seed', seed: (firstSeed + place - 1) % (LARGEST_SEED + 1) };
  const part = at - last;
  // At rest at both ends: 3 s^2 - 2 s^3.
  const share = part * part * (3 - 2 * part);
  if (share === 0) return station(last);
  return { kind: 'between', of: [station(last), station(last + 1)], share };
}
