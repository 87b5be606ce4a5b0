import { expect, it } from 'vitest';
import type { RunRecord } from '../../contract/records';
import { aRun } from '../../testing/records';
import { newsOf } from './run-news';
import { failing } from '../../testing/failing';

const run: RunRecord = aRun('r', { name: 'Cypresses', epoch: 1 });

it('tells once a run that was at work has ended', () => {
  expect(newsOf('running', run)?.title).toBe('Cypresses is finished');
  expect(newsOf('running', run)?.body).toBe('1 epoch trained.');
  const failed = {
    ...run,
    state: 'failed',
    failure: failing('unexpected', 'The graphics processor was lost.'),
  } as const;
  expect(newsOf('running', failed)?.body).toBe('The graphics processor was lost.');
});

it('tells of a run that was interrupted, and why where that is known', () => {
  const halted = { ...run, state: 'interrupted' } as const;
  expect(newsOf('running', halted)?.title).toBe('Cypresses was interrupted');
  expect(newsOf('running', halted)?.body).toContain('go on from where it was saved');
  expect(
    newsOf('running', { ...halted, failure: failing('unexpected', 'It was lost.') })?.body,
  ).toBe('It was lost.');
  expect(newsOf('paused', halted), 'nothing was at work').toBeNull();
});

it('is silent about runs opened from the shelves and about what the person did', () => {
  expect(newsOf(null, run)).toBeNull();
  expect(newsOf('finished', run)).toBeNull();
  expect(newsOf('running', { ...run, state: 'stopped' })).toBeNull();
});
