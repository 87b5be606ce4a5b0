import type { Finder } from './finder';
import { halfTheRates } from './remedies';

/** Steps after which a generator has found the set's diversity, if it ever does. */
const SETTLED = 100;
/** The part of the run that is looked at: its newest half. */
const NEWEST = 0.5;
/** A grid that differs less than this part of an earlier one, and one after it that has come back. */
const FALL = 0.45;

/**
 * What G paints from one and the same latents jumps: grids lose more than half of their diversity, and come
 * back. Losses alone do not tell it: those of nets that learn well at fifty times the usual rates swing
 * nearly as far.
 */
export const rateHigh: Finder<'rate-high'> = (history) => {
  const { grids, step, rates } = history;
  const newest = grids.filter((grid) => grid.step > Math.max(SETTLED, (1 - NEWEST) * step));
  const [, ...after] = newest;
  const low = after.find(({ diversity }, n) => {
    const before = Math.max(...newest.slice(0, n + 1).map((grid) => grid.diversity));
    const later = Math.max(...newest.slice(n + 2).map((grid) => grid.diversity));
    return diversity < FALL * before && diversity < FALL * later;
  });
  if (!low) return null;
  const at = newest.indexOf(low);
  const most = (of: typeof newest) => of.reduce((a, b) => (b.diversity > a.diversity ? b : a));
  return {
    kind: 'bad',
    params: {
      before: looked(most(newest.slice(0, at))),
      low: looked(low),
      after: looked(most(newest.slice(at + 1))),
      ...rates,
    },
    remedies: halfTheRates(history, 'both'),
  };
};

const looked = ({ epoch, diversity }: { readonly epoch: number; readonly diversity: number }) => ({
  epoch,
  diversity,
});
