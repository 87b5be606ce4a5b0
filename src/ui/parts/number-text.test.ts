import { expect, it } from 'vitest';
import { parse, textOf } from './number-text';

it('reads numbers as people write them', () => {
  expect(parse(' 128 ')).toBe(128);
  expect(parse('1,097')).toBe(1097);
  expect(parse('1 097')).toBe(1097);
  expect(parse('0,5')).toBe(0.5);
  expect(parse('2e-4')).toBe(0.0002);
  expect(parse('')).toBeNull();
  expect(parse('many')).toBeNaN();
});

it('shows nothing for nothing', () => {
  expect(textOf(null)).toBe('');
  expect(textOf(Number.NaN)).toBe('');
  expect(textOf(0.0002)).toBe('0.0002');
});
