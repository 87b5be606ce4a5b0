import { expect, it } from 'vitest';
import { SHORTCUTS, keyName, shortcutFor, type KeyPlace } from './shortcuts';

const press = (key: string, place: KeyPlace, modified = false) =>
  shortcutFor({ key, modified }, place);

it('pauses with Space only where nothing else wants it', () => {
  expect(press(' ', 'page')).toBe('pauseOrResume');
  for (const place of ['typing', 'dialog', 'control', 'arrows'] as const) {
    expect(press(' ', place)).toBeNull();
  }
});

it('scrubs with arrows, except in what has arrows of its own', () => {
  expect(press('ArrowLeft', 'page')).toBe('back');
  expect(press('ArrowRight', 'control')).toBe('forward');
  expect(press('ArrowRight', 'arrows')).toBeNull();
  expect(press('ArrowLeft', 'typing')).toBeNull();
});

it('leaves the browser its own shortcuts', () => {
  expect(press('s', 'page', true)).toBeNull();
  expect(press('s', 'page')).toBe('sample');
  expect(press('?', 'control')).toBe('help');
});

it('gives each key one meaning, and names it', () => {
  const keys = SHORTCUTS.flatMap((row) => row.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.map(keyName)).toContain('Space');
});
