import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../contract/hyperparameters';
import type { RunRecord, RunState } from '../../contract/records';
import { aRun } from '../../testing/records';
import { iconOf, shareDone, signOf } from './progress-sign';

const run = (state: RunState, step = 0): RunRecord =>
  aRun('r', {
    name: 'Landscapes',
    settings: { ...DEFAULT_SETTINGS, epochs: 10 },
    state,
    step,
    epoch: Math.floor(step / 5),
    stepsPerEpoch: 5,
  });

it('says how far a run is in the title [PAGE5]', () => {
  expect(signOf(null, null).title).toBe('Atelier');
  expect(signOf(run('running', 17), null).title).toBe('34 %, epoch 3/10 · Atelier');
  expect(signOf(run('paused', 17), null).title).toContain('Paused');
  expect(signOf(run('finished', 50), null).title).toContain('Finished: Landscapes');
  expect(signOf(run('interrupted', 17), null)).toEqual({
    title: 'Interrupted: Landscapes · Atelier',
    share: null,
    paused: false,
  });
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
