import type { Point } from './history';

/** Stretches of a run's curves, told by steps: how finely the curves are kept changes nothing. */

/** The newest part of a run that findings of the curves go by, as a share of its steps. */
const NEWEST = 0.2;
/** Its steps at least: single batches tell little. */
const LEAST = 150;

/** Steps of the newest stretch; null where the run is too young to tell of. */
export const newestSteps = (step: number): number | null =>
  step < LEAST ? null : Math.max(LEAST, Math.round(step * NEWEST));

/** Points of the steps after `from`, up to `to`. */
export const between = (points: readonly Point[], from: number, to: number): Point[] =>
  points.filter(({ step }) => step > from && step <= to);

export type Value = Exclude<keyof Point, 'step' | 'epoch'>;

/** NaN where there are none. */
export const meanOf = (points: readonly Point[], value: Value): number =>
  points.reduce((sum, point) => sum + point[value], 0) / points.length;

/** Means of as many stretches of about equal length. */
export function stretchMeans(points: readonly Point[], count: number, value: Value): number[] {
  return Array.from({ length: count }, (_, n) => {
    const from = Math.floor((n * points.length) / count);
    const to = Math.floor(((n + 1) * points.length) / count);
    return meanOf(points.slice(from, to), value);
  });
}
