import { afterEach, describe, expect, it } from 'vitest';
import { en } from './en';
import { countOf } from './en/count-of';
import {
  ago,
  bytes,
  count,
  duration,
  eitherOf,
  formatIn,
  listOf,
  percent,
  perSecond,
  plural,
  quantity,
  when,
} from './format';

describe('numbers in human units', () => {
  it('groups thousands and counts nouns', () => {
    expect(count(1097)).toBe('1,097');
    expect(countOf(1097, 'picture')).toBe('1,097 pictures');
    expect(countOf(1, 'picture')).toBe('1 picture');
    expect(countOf(0, 'file')).toBe('0 files');
  });

  it('gives bytes in decimal units', () => {
    expect(bytes(0)).toBe('0 B');
    expect(bytes(999)).toBe('999 B');
    expect(bytes(1500)).toBe('1.5 kB');
    expect(bytes(412_000_000)).toBe('412 MB');
    expect(bytes(999_700_000)).toBe('1.0 GB');
  });

  it('gives durations in at most two units', () => {
    expect(duration(0)).toBe('0 s');
    expect(duration(0.0002)).toBe('under 1 ms');
    expect(duration(0.012), 'an epoch of one step takes some time').toBe('12 ms');
    expect(duration(0.0949)).toBe('95 ms');
    expect(duration(0.096)).toBe('0.1 s');
    expect(duration(0.43)).toBe('0.4 s');
    expect(duration(45.2)).toBe('45 s');
    expect(duration(59.7)).toBe('1 min');
    expect(duration(200)).toBe('3 min 20 s');
    expect(duration(7800)).toBe('2 h 10 min');
    expect(duration(7200)).toBe('2 h');
    expect(duration(90_000)).toBe('1 d 1 h');
    expect(duration(Number.POSITIVE_INFINITY)).toBe('unknown');
  });

  it('says coarsely how long ago, and never less than now', () => {
    expect(ago(-7200)).toBe('just now');
    expect(ago(9.9)).toBe('just now');
    expect(ago(27)).toBe('20 s ago');
    expect(ago(59.9)).toBe('50 s ago');
    expect(ago(60)).toBe('1 min ago');
    expect(ago(3599)).toBe('59 min ago');
    expect(ago(7300)).toBe('2 h ago');
    expect(ago(200_000)).toBe('2 d ago');
    expect(ago(Number.NaN)).toBe('unknown');
  });

  it('gives shares and speeds', () => {
    expect(percent(0.634)).toBe('63 %');
    expect(percent(Number.NaN)).toBe('unknown');
    expect(perSecond(312.4)).toBe('312 per second');
    expect(perSecond(0)).toBe('');
    expect(quantity(0.043219)).toBe('0.0432');
  });

  it('joins lists', () => {
    expect(listOf(['a', 'b', 'c'])).toBe('a, b and c');
    expect(eitherOf(['16 px', '32 px'])).toBe('16 px or 32 px');
  });

  it('says when', () => {
    const now = Date.UTC(2026, 4, 3, 18, 0);
    expect(when(now - 60_000, now, 'UTC')).toBe('today, 17:59');
    expect(when(now - 86_400_000, now, 'UTC')).toBe('yesterday, 18:00');
    expect(when(Date.UTC(2025, 10, 9, 8, 5), now, 'UTC')).toBe('9 November 2025, 08:05');
  });
});

describe('numbers in another language', () => {
  afterEach(() => formatIn(en.locale, en.units));

  it('are grouped, and set off their decimals, as it does', () => {
    formatIn('de-DE', { ...en.units, time: { ...en.units.time, minute: 'Min.' } });
    expect(count(1_234_567)).toBe('1.234.567');
    expect(bytes(1500)).toBe('1,5 kB');
    expect(duration(200)).toBe('3 Min. 20 s');
    expect(eitherOf(['a', 'b'])).toBe('a oder b');
  });

  it('take the forms of its nouns', () => {
    formatIn('pl-PL', en.units);
    const forms = { one: 'krok', few: 'kroki', many: 'kroków', other: 'kroku' };
    expect([1, 3, 5, 0.5].map((value) => plural(value, forms))).toEqual([
      'krok',
      'kroki',
      'kroków',
      'kroku',
    ]);
  });
});
