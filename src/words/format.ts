/**
 * Numbers, sizes, times and lists as people read them, in the current language: the one file that
 * asks `Intl`. Sentences and components take them from here.
 */

import { units as english } from './en/units';
import type { UnitWords } from './units';

interface Formats {
  readonly locale: string;
  readonly units: UnitWords;
  readonly grouped: Intl.NumberFormat;
  readonly significant: Intl.NumberFormat;
  readonly oneDecimal: Intl.NumberFormat;
  readonly plural: Intl.PluralRules;
  readonly and: Intl.ListFormat;
  readonly or: Intl.ListFormat;
  readonly order: Intl.Collator;
}

const formatsOf = (locale: string, units: UnitWords): Formats => ({
  locale,
  units,
  grouped: new Intl.NumberFormat(locale),
  significant: new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }),
  oneDecimal: new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }),
  plural: new Intl.PluralRules(locale),
  and: new Intl.ListFormat(locale, { type: 'conjunction' }),
  or: new Intl.ListFormat(locale, { type: 'disjunction' }),
  order: new Intl.Collator(locale, { numeric: true }),
});

let current = formatsOf('en-GB', english);

/** Makes all that follows in another language. @param locale BCP 47, as "en-GB". */
export function formatIn(locale: string, units: UnitWords): void {
  current = formatsOf(locale, units);
}

/** 1097 -> "1,097". */
export const count = (value: number): string => current.grouped.format(value);

/** At most three significant figures: 0.0432, 1.23, 312. */
export const quantity = (value: number): string =>
  Number.isFinite(value) ? current.significant.format(value) : current.units.unknown;

/** 1.84 -> "1.8". */
export const tenths = (value: number): string => current.oneDecimal.format(value);

/** 0.8349 -> "0.83". */
export const hundredths = (value: number): string => decimals(value, 2);

/** 0.83124 -> "0.8312". */
export const tenThousandths = (value: number): string => decimals(value, 4);

function decimals(value: number, digits: number): string {
  if (!Number.isFinite(value)) return current.units.unknown;
  const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(current.locale, fixed).format(value);
}

/** A learning rate as a person types it: 0.0002, 1e-7. */
export const rate = (value: number): string => String(value);

/** A noun as it goes with numbers; a language has some of the forms, `other` always. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

/** The form of a noun that goes with a number: English has `one` and `other`. */
export const plural = (value: number, forms: PluralForms): string =>
  forms[current.plural.select(value)] ?? forms.other;

/** ["a", "b", "c"] -> "a, b and c". */
export const listOf = (items: readonly string[]): string => current.and.format(items);

/** ["a", "b", "c"] -> "a, b or c". */
export const eitherOf = (items: readonly string[]): string => current.or.format(items);

/** Whether a name stands before another (below 0) or behind it: "run 2" before "run 10". */
export const byName = (one: string, other: string): number => current.order.compare(one, other);

/** 0.634 -> "63 %". Values outside 0..1 are shown as they are. */
export const percent = (fraction: number): string =>
  Number.isFinite(fraction)
    ? current.units.percent(count(Math.round(fraction * 100)))
    : current.units.unknown;

/** 312.4 -> "312 per second"; '' where there is nothing to tell yet. */
export const perSecond = (value: number): string =>
  value > 0 && Number.isFinite(value) ? current.units.perSecond(quantity(value)) : '';

/** 412_000_000 -> "412 MB"; decimal units. */
export function bytes(value: number): string {
  const units = current.units.bytes;
  let scaled = Math.max(0, value);
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit += 1;
  }
  return `${scaled < 10 && unit > 0 ? tenths(scaled) : count(Math.round(scaled))} ${units[unit]}`;
}

/** Seconds -> "2 h 10 min", "3 min 20 s", "45 s", "0.4 s", "12 ms", "under 1 ms". At most two units;
 *  only nothing is "0 s". */
export function duration(seconds: number): string {
  const { unknown, underOne, time } = current.units;
  if (!Number.isFinite(seconds) || seconds < 0) return unknown;
  if (seconds === 0) return `${count(0)} ${time.second}`;
  if (seconds < 0.001) return underOne(time.millisecond);
  if (seconds < 0.095) return `${count(Math.round(seconds * 1000))} ${time.millisecond}`;
  if (seconds < 9.95) return `${tenths(seconds)} ${time.second}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${count(whole)} ${time.second}`;
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), time.day],
    [Math.floor(whole / 3600) % 24, time.hour],
    [Math.floor(whole / 60) % 60, time.minute],
    [whole % 60, time.second],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${count(value)} ${unit}`)
    .join(' ');
}

/** Seconds passed -> "just now", "20 s ago", "3 min ago", "2 h ago", "4 d ago". Coarse, so that it
 *  seldom changes; a clock that was put back counts as none passed. */
export function ago(seconds: number): string {
  const { unknown, justNow, time, ago: passed } = current.units;
  const tens = Math.floor(Math.max(0, seconds) / 10) * 10;
  if (!Number.isFinite(tens)) return unknown;
  if (tens < 10) return justNow;
  if (tens < 60) return passed(`${count(tens)} ${time.second}`);
  if (tens < 3600) return passed(`${count(Math.floor(tens / 60))} ${time.minute}`);
  if (tens < 86_400) return passed(`${count(Math.floor(tens / 3600))} ${time.hour}`);
  return passed(`${count(Math.floor(tens / 86_400))} ${time.day}`);
}

/** Milliseconds since the Unix epoch -> "today, 14:05", "yesterday, 09:30", "3 May 2026, 18:12". */
export function when(time: number, now: number, timeZone?: string): string {
  const { locale, units } = current;
  const zone = timeZone === undefined ? {} : { timeZone };
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', ...zone });
  const date = day.format(time);
  if (date === day.format(now)) return units.today(clock.format(time));
  if (date === day.format(now - 86_400_000)) return units.yesterday(clock.format(time));
  return units.onDay(date, clock.format(time));
}

/** Whether a language writes 0,5 rather than 0.5. @param language as in `navigator.language` */
export function writesDecimalComma(language: string): boolean {
  try {
    const parts = new Intl.NumberFormat(language).formatToParts(0.5);
    return parts.some(({ type, value }) => type === 'decimal' && value === ',');
  } catch {
    return false;
  }
}
