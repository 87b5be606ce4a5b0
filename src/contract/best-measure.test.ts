import { expect, it } from 'vitest';
import { aMeasureRecord } from '../testing/records';
import { bestMeasure } from './best-measure';

const of = (step: number, slicedMean: number, colour: number) => {
  const record = aMeasureRecord('r', step);
  return { ...record, measures: { ...record.measures, slicedMean, colour } };
};

it('[MEAS12] the best so far has the lowest sum of both distances, the earlier of two', () => {
  expect(bestMeasure([])).toBeNull();
  const records = [of(10, 40, 20), of(20, 30, 10), of(30, 20, 20), of(40, 29, 12)];
  expect(bestMeasure(records)?.step).toBe(20);
  expect(bestMeasure(records.toReversed())?.step).toBe(30);
  expect(bestMeasure(records.slice(0, 1))?.step).toBe(10);
});
