import type { Finder } from './finder';

/** Fewer pictures tell little. */
const LEAST = 30;
/** Share of the set's spread that lies between a picture and the one nearest to it: pictures of one
 *  kind come to .25 to .6 (fewer are further apart), noise to .85. */
const NOTHING_ALIKE = 0.65;
/** Spread of pictures of several kinds; of landscapes it is about .2. */
const FAR_APART = 0.27;
/** A set of more pictures has many of each kind. */
const MANY = 500;

/** Pictures that have little in common, for as few as they are. */
export const setMixed: Finder<'set-mixed'> = ({ set, pictures }) => {
  if (!set || set.looked < LEAST || !(set.spread > 0)) return null;
  const apart = set.nearest / set.spread;
  if (apart <= NOTHING_ALIKE && (set.spread <= FAR_APART || pictures >= MANY)) return null;
  return { kind: 'note', params: { looked: set.looked, spread: set.spread, apart } };
};
