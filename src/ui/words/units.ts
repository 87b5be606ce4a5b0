/** Numbers in human units, British English, tabular-friendly. Pure functions. */

import { count } from '../../contract/count';

export { count, countOf } from '../../contract/count';
export { bytes } from '../../contract/units';

const twoDigits = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

/** 0.634 -> "63 %". Values outside 0..1 are shown as they are. */
export const percent = (fraction: number): string =>
  Number.isFinite(fraction) ? `${Math.round(fraction * 100)} %` : 'unknown';

/** Seconds -> "2 h 10 min", "3 min 20 s", "45 s", "0.4 s", "12 ms", "under 1 ms". At most two units;
 *  only nothing is "0 s". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return 'unknown';
  if (seconds === 0) return '0 s';
  if (seconds < 0.001) return 'under 1 ms';
  if (seconds < 0.095) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const parts: [number, string][] = [
    [Math.floor(whole / 86400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}

/** Seconds passed -> "just now", "20 s ago", "3 min ago", "2 h ago", "4 d ago". Coarse, so that it
 *  seldom changes; a clock that was put back counts as none passed. */
export function ago(seconds: number): string {
  const tens = Math.floor(Math.max(0, seconds) / 10) * 10;
  if (!Number.isFinite(tens)) return 'unknown';
  if (tens < 10) return 'just now';
  if (tens < 60) return `${tens} s ago`;
  if (tens < 3600) return `${Math.floor(tens / 60)} min ago`;
  if (tens < 86_400) return `${Math.floor(tens / 3600)} h ago`;
  return `${count(Math.floor(tens / 86_400))} d ago`;
}

/** 312.4 -> "312 per second". */
export const perSecond = (value: number): string =>
  value > 0 && Number.isFinite(value) ? `${quantity(value)} per second` : '';

/** At most three significant figures: 0.0432, 1.23, 312. */
export const quantity = (value: number): string =>
  Number.isFinite(value) ? twoDigits.format(value) : 'unknown';

/** A learning rate as a person types it: 0.0002, 1e-7. */
export const rate = (value: number): string => String(value);

/** Milliseconds since the Unix epoch -> "today, 14:05", "yesterday, 09:30", "3 May 2026, 18:12". */
export function when(time: number, now: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...zone });
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', ...zone });
  const date = day.format(time);
  if (date === day.format(now)) return `today, ${clock.format(time)}`;
  if (date === day.format(now - 86_400_000)) return `yesterday, ${clock.format(time)}`;
  return `${date}, ${clock.format(time)}`;
}
