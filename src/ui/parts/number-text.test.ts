import { expect, it } from 'vitest';
import { noNumber, refused, textOf } from './number-text';

it('shows nothing for nothing', () => {
  expect(textOf(null)).toBe('');
  expect(textOf(Number.NaN)).toBe('');
  expect(textOf(0.0002)).toBe('0.0002');
  expect(textOf(1000)).toBe('1000');
});

it('[SET10] says what was found and how numbers are written', () => {
  expect(noNumber(' many ', true)).toBe('"many" is not a number. Write it like 128 or 1,000.');
  expect(noNumber('0x10', false)).toBe('"0x10" is not a number. Write it like 0.0002 or 2e-4.');
  expect(noNumber('W'.repeat(500), true).length).toBeLessThan(80);
});

it('[SET10] says that a field stays as it was', () => {
  expect(refused('Too much.', 0.0002)).toBe('Too much. It stays at 0.0002.');
  expect(refused('Too much.', null)).toBe('Too much. It stays empty.');
});
