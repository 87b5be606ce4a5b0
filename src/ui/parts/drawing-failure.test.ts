import { expect, it } from 'vitest';
import { partMissing } from '../../contract/fetch-part';
import { drawingFailure, meanwhile } from './drawing-failure';

it('[PAGE9] says what could not be fetched, and what to do', () => {
  const { message, hint } = drawingFailure(partMissing('runs-room'));
  expect(message).toBe("The room Runs could not be fetched: the studio's server does not answer.");
  expect(hint).toMatch(/start it again.*try again: nothing is lost/);
});

it('[PAGE9] says any other failure, whatever was thrown', () => {
  expect(drawingFailure(new TypeError('x is not a function')).message).toBe(
    'This part of the page could not be drawn: x is not a function',
  );
  expect(drawingFailure('oops').message).toMatch(/: oops$/);
});

it('[PAGE9] never advises to load the page again while a run is under way', () => {
  for (const state of ['running', 'preparing', 'paused'] as const) {
    expect(meanwhile(state)).toMatch(/Do not load the page again/);
  }
  for (const state of [null, 'finished', 'stopped', 'failed', 'interrupted'] as const) {
    expect(meanwhile(state)).toBe('');
  }
});
