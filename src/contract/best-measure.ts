import type { MeasureRecord } from './measures';

/**
 * The one of a run's measures with the lowest distance from real pictures: the sum of `slicedMean` (detail
 * and form, colour taken out) and `colour`, which are of the same kind and scale. The earlier of two that
 * are as low; null where there is none. Both are read against the same pictures in all records of a run.
 */
export function bestMeasure<T extends Pick<MeasureRecord, 'measures'>>(
  records: readonly T[],
): T | null {
  const score = ({ measures }: T): number => measures.slicedMean + measures.colour;
  return records.reduce<T | null>(
    (best, one) => (best && score(best) <= score(one) ? best : one),
    null,
  );
}
