import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../contract/hyperparameters';
import type { RunRecord } from '../../contract/records';
import { newsOf } from './telling';

const run: RunRecord = {
  id: 'r',
  name: 'Cypresses',
  settings: DEFAULT_SETTINGS,
  datasetId: 'd',
  datasetName: 'Landscapes',
  datasetCount: 100,
  device: 'WASM',
  createdAt: 0,
  updatedAt: 0,
  state: 'finished',
  step: 10,
  epoch: 1,
  stepsPerEpoch: 10,
  trainedMs: 0,
  failure: null,
};

it('tells once a run that was at work has ended', () => {
  expect(newsOf('running', run)?.title).toBe('Cypresses is finished');
  expect(newsOf('running', run)?.body).toBe('1 epoch trained.');
  const failed = { ...run, state: 'failed', failure: 'The graphics processor was lost.' } as const;
  expect(newsOf('running', failed)?.body).toBe('The graphics processor was lost.');
});

it('is silent about runs opened from the shelves and about what the person did', () => {
  expect(newsOf(null, run)).toBeNull();
  expect(newsOf('finished', run)).toBeNull();
  expect(newsOf('running', { ...run, state: 'stopped' })).toBeNull();
});
