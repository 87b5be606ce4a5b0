import { LARGEST_SEED } from '../contract/random';
import type { ArtworkMode } from './artwork';

/** Where somebody is in an artwork; the page's address keeps it. */
export interface Place {
  readonly mode: ArtworkMode;
  /** Number of the picture in the edition, from 1; of the one that a walk begins with. */
  readonly number: number;
}

/** Pictures of an edition: as many as there are seeds. */
export const LAST_NUMBER = LARGEST_SEED + 1;

/** The seed of a picture of an edition; after the largest comes 0. */
export const seedOf = (edition: number, number: number): number =>
  (edition + number - 1) % (LARGEST_SEED + 1);

/** `#12` is picture 12, `#walk-12` the walk from there. */
export const hashOf = ({ mode, number }: Place): string =>
  mode === 'walk' ? `#walk-${number}` : `#${number}`;

/** The place of an address; `begins` where it names none. */
export function placeOf(hash: string, begins: ArtworkMode): Place {
  const found = /^#(walk-)?(\d{1,10})$/.exec(hash);
  const number = Number(found?.[2]);
  if (!found || number < 1 || number > LAST_NUMBER) return { mode: begins, number: 1 };
  return { mode: found[1] ? 'walk' : 'picture', number };
}
