import type { FindingParams } from '../contract/findings';
import type { Finder } from './finder';
import type { GridFacts } from './looks/looks';
import { lowerRates } from './remedies';

/** Steps after which a generator has found the set's diversity, if it ever does. */
const SETTLED = 100;
/** The part of the run that is looked at: its newest half. */
const NEWEST = 0.5;
/** A grid that differs less than this part of an earlier one, and of one after it that has come back. */
const FALL = 0.45;
/** Diversity over the set's that none in good health keeps, and grids in a row that keep it. */
const WILD = 1.5;
const IN_A_ROW = 3;

type Grids = FindingParams['rate-high']['grids'];

/**
 * What G paints from one and the same latents jumps: grids lose more than half of their diversity and come
 * back, or differ far more than the set. Losses alone do not tell it: those of nets that learn well at
 * fifty times the usual rates swing nearly as far.
 */
export const rateHigh: Finder<'rate-high'> = (history) => {
  const { step, rates } = history;
  const newest = history.grids.filter((one) => one.step > Math.max(SETTLED, (1 - NEWEST) * step));
  const grids = lost(newest) ?? wild(newest);
  if (!grids) return null;
  return {
    kind: 'bad',
    params: { grids, ...rates },
    remedies: lowerRates(history, 'both-rates'),
  };
};

function lost(grids: readonly GridFacts[]): Grids | null {
  for (let at = 1; at < grids.length - 1; at++) {
    const low = grids[at]!;
    const [before, after] = [most(grids.slice(0, at)), most(grids.slice(at + 1))];
    if (low.diversity < FALL * Math.min(before.diversity, after.diversity)) {
      return { how: 'grids-lost', before: looked(before), low: looked(low), after: looked(after) };
    }
  }
  return null;
}

function wild(grids: readonly GridFacts[]): Grids | null {
  const newest = grids.slice(-IN_A_ROW);
  if (newest.length < IN_A_ROW || newest.some(({ diversity }) => diversity < WILD)) return null;
  return { how: 'grids-wild', first: looked(newest[0]!), last: looked(newest.at(-1)!) };
}

const most = (grids: readonly GridFacts[]): GridFacts =>
  grids.reduce((a, b) => (b.diversity > a.diversity ? b : a));

const looked = ({ epoch, diversity }: GridFacts) => ({ epoch, diversity });
