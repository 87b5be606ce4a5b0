import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../contract/hyperparameters';
import type { RunRecord, RunState } from '../../contract/records';
import { iconOf, shareDone, signOf } from './progress-sign';

const run = (state: RunState, step = 0): RunRecord => ({
  id: 'r',
  name: 'Landscapes',
  settings: { ...DEFAULT_SETTINGS, epochs: 10 },
  datasetId: 'd',
  datasetName: 'Landscapes',
  datasetCount: 100,
  device: 'WASM',
  createdAt: 0,
  updatedAt: 0,
  state,
  step,
  epoch: Math.floor(step / 5),
  stepsPerEpoch: 5,
  trainedMs: 0,
  failure: null,
});

it('says how far a run is in the title [PAGE5]', () => {
  expect(signOf(null, null).title).toBe('Atelier');
  expect(signOf(run('running', 17), null).title).toBe('34 %, epoch 3/10 · Atelier');
  expect(signOf(run('paused', 17), null).title).toContain('Paused');
  expect(signOf(run('finished', 50), null).title).toContain('Finished: Landscapes');
});

it('never shows more than the whole [PAGE5]', () => {
  expect(shareDone(run('running', 80), null)).toBe(1);
  expect(shareDone({ ...run('preparing'), stepsPerEpoch: 0 }, null)).toBe(0);
});

it('fills the ring of the icon with the share done [PAGE5]', () => {
  const dash = (step: number): string => {
    const svg = decodeURIComponent(iconOf(signOf(run('running', step), null)));
    return /stroke-dasharray="([\d.]+)/.exec(svg)?.[1] ?? '';
  };
  expect(Number(dash(0))).toBe(0);
  expect(Number(dash(25))).toBeCloseTo(Math.PI * 26, 0);
  expect(iconOf(signOf(null, null))).not.toContain('dasharray');
});
