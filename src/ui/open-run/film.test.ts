import { expect, it } from 'vitest';
import { STILL, film, indexAt, indexOf } from './film';

it('follows the newest until something else is asked for', () => {
  expect(indexOf(STILL, 5)).toBe(4);
  const back = film(STILL, { type: 'move', by: -1, length: 5 });
  expect(indexOf(back, 5)).toBe(3);
  expect(indexOf(back, 9), 'stays put while new ones come').toBe(3);
  expect(film(back, { type: 'move', by: 1, length: 5 }).at).toBeNull();
});

it('stays within the history', () => {
  expect(film({ ...STILL, at: 0 }, { type: 'move', by: -1, length: 5 }).at).toBe(0);
  expect(indexOf(film(STILL, { type: 'show', index: 99, length: 5 }), 5)).toBe(4);
  expect(indexOf(STILL, 0)).toBe(-1);
});

it('plays from the start to the end and then halts', () => {
  let state = film(STILL, { type: 'toggle', length: 3 });
  expect(state).toMatchObject({ playing: true, at: 0 });
  state = film(state, { type: 'frame', length: 3 });
  expect(state).toMatchObject({ playing: true, at: 1 });
  state = film(state, { type: 'frame', length: 3 });
  expect(state).toMatchObject({ playing: false, at: null });
});

it('does not play a history of one', () => {
  expect(film(STILL, { type: 'toggle', length: 1 }).playing).toBe(false);
});

it('finds the grid of an epoch, or the nearest in the direction of travel', () => {
  const epochs = [0, 5, 10, 10, 15];
  expect(indexAt(epochs, 10, 0)).toBe(2);
  expect(indexAt(epochs, 6, 1)).toBe(2);
  expect(indexAt(epochs, 9, 3)).toBe(1);
  expect(indexAt(epochs, 99, 0)).toBe(4);
});
