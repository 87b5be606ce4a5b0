import { expect, it } from 'vitest';
import { METRIC_COLUMNS } from '../contract/records';
import { aMeasureRecord } from '../testing/records';
import { curvesCsv } from './curves';

const rows = Float64Array.of(1, 0, 0.5, 0.25, 0.75, 0.125, 2, 1, 3, 4, 0.5, 0.5);
const block = { runId: 'r', block: 0, rows };
const lines = async (...args: Parameters<typeof curvesCsv>): Promise<string[]> =>
  (await curvesCsv(...args).text()).split('\n');

it('[OUT2] the rows are as they were where nothing was measured', async () => {
  const header = METRIC_COLUMNS.join(',');
  expect(await lines([block])).toEqual([header, '1,0,0.5,0.25,0.75,0.125', '2,1,3,4,0.5,0.5', '']);
});

it('[MEAS10] the columns of a measure stand at its step, and are empty elsewhere', async () => {
  const record = aMeasureRecord('r', 2);
  const [header, first, second] = (await lines([block], [record])).map((line) => line.split(','));
  const at = (name: string): number => header!.indexOf(name);
  expect(new Set([first!.length, second!.length])).toEqual(new Set([header!.length]));
  expect(second![at('slicedMean')]).toBe(String(record.measures.slicedMean));
  expect(second![at('floorColour')]).toBe(String(record.floor.colour));
  // r_v was not to be told.
  expect(second![at('overfitting')]).toBe('');
  expect(first!.slice(METRIC_COLUMNS.length).every((one) => one === '')).toBe(true);
  expect(second!.slice(0, 6).join()).toBe('2,1,3,4,0.5,0.5');
});
