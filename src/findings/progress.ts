import type { History, Measured } from './history';

/** How far a run's pictures are from real ones, one number a measure: the mean sliced distance. */
const distanceOf = ({ measures }: Measured): number => measures.slicedMean;

/** Measures that are taken together: single ones differ by a fifth by chance, while nothing changes. */
export const TOGETHER = 3;

/** Measures of one stretch of the run, the newest of which names it. */
export interface Stretch {
  readonly epoch: number;
  readonly picturesSeen: number;
  /** Mean over the stretch. */
  readonly distance: number;
}

/** Real pictures that distances are from, at least; fewer have hardly a distribution. */
const LEAST_REAL = 10;

/** A stretch ends at each measure that has TOGETHER - 1 before it; ascending. */
export function stretchesOf({ measures }: History): Stretch[] {
  const all = measures.filter((one) => one.epoch > 0 && one.measures.real >= LEAST_REAL);
  return all.slice(TOGETHER - 1).map(({ epoch, picturesSeen }, n) => {
    const of = all.slice(n, n + TOGETHER);
    const distance = of.reduce((sum, one) => sum + distanceOf(one), 0) / of.length;
    return { epoch, picturesSeen, distance };
  });
}

/** What real pictures get, by the newest measure. */
export const floorOf = ({ measures }: History): number =>
  measures.at(-1)?.floor.slicedMean ?? Number.NaN;
