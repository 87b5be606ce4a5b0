import type { Finder } from './finder';
import type { History } from './history';
import { lowerRates } from './remedies';
import { newestSteps } from './stretches';

/** Of the set's diversity; what generators of small sets have in good health is told in
 *  docs/findings.md. */
const LITTLE = 0.4;
/** Pictures of a grid that tell how much they differ. */
const LEAST_PICTURES = 8;
/** Looks in a row that have to agree. */
const LOOKS = 3;

interface Look {
  readonly epoch: number;
  readonly step: number;
  readonly diversity: number;
  readonly pictures: number;
}

/** Measures and grids tell the same; measures see more pictures, and are told rarer. */
function looksOf({ grids, measures }: History): Look[] {
  const measured = measures.flatMap(({ epoch, step, measures: { diversity, generated } }) =>
    diversity === null ? [] : [{ epoch, step, diversity, pictures: generated }],
  );
  const seen = grids.filter(({ pictures }) => pictures >= LEAST_PICTURES);
  return [...measured, ...seen].sort((a, b) => a.step - b.step);
}

/** G's pictures are much the same, whatever it paints them from. It begins so, with grey ones: as long as
 *  they come apart, all is well. */
export const collapsed: Finder<'collapsed'> = (history) => {
  const { step } = history;
  const steps = newestSteps(step);
  if (steps === null) return null;
  const looks = looksOf(history).filter(({ epoch }) => epoch > 0);
  const newest = looks.slice(-LOOKS);
  if (newest.length < LOOKS || newest.some(({ diversity }) => diversity >= LITTLE)) return null;
  const { epoch, diversity, pictures } = newest.at(-1)!;
  const earlier = looks.findLast((look) => look.step <= step - steps);
  if (!earlier) return null;
  // At this pace it would come apart within as many steps again: it only began slowly.
  const pace = (diversity - earlier.diversity) / (newest.at(-1)!.step - earlier.step);
  if (diversity + pace * step >= LITTLE) return null;
  const best = looks.reduce((a, b) => (b.diversity > a.diversity ? b : a));
  return {
    kind: 'bad',
    params: {
      epoch,
      diversity,
      pictures,
      best: best.diversity < LITTLE ? null : { epoch: best.epoch, diversity: best.diversity },
    },
    remedies: lowerRates(history, 'both-rates'),
  };
};
