import type { Finder } from './finder';
import type { History } from './history';
import { augmentation } from './remedies';

/** Share of generated pictures that counts as copying; real pictures that were not learnt from have
 *  hardly any that near. */
const SHARE = 0.2;
/** Pictures of which a share tells something. */
const LEAST_PICTURES = 8;
/** Looks in a row that have to agree: a soft early picture lies near many. */
const LOOKS = 2;

function looksOf({ grids, measures }: History) {
  const measured = measures.map(({ epoch, step, measures: { copies, generated } }) => ({
    epoch,
    step,
    share: copies.blurred.share,
    pictures: generated,
  }));
  const seen = grids.map(({ epoch, step, copies, pictures }) => ({
    epoch,
    step,
    share: copies,
    pictures,
  }));
  return [...measured, ...seen]
    .filter(({ pictures }) => pictures >= LEAST_PICTURES)
    .sort((a, b) => a.step - b.step);
}

/** G paints pictures of the set again. */
export const copying: Finder<'copying'> = (history) => {
  const newest = looksOf(history).slice(-LOOKS);
  if (newest.length < LOOKS || newest.some(({ share }) => share <= SHARE)) return null;
  const { epoch, share, pictures } = newest.at(-1)!;
  return {
    kind: 'bad',
    params: { epoch, share, pictures, set: history.pictures },
    remedies: augmentation(history),
  };
};
