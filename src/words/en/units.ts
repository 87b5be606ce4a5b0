import type { UnitWords } from '../units';

export const units: UnitWords = {
  unknown: 'unknown',
  percent: (value) => `${value} %`,
  perSecond: (quantity) => `${quantity} per second`,
  bytes: ['B', 'kB', 'MB', 'GB', 'TB'],
  time: { millisecond: 'ms', second: 's', minute: 'min', hour: 'h', day: 'd' },
  underOne: (unit) => `under 1 ${unit}`,
  justNow: 'just now',
  ago: (span) => `${span} ago`,
  today: (clock) => `today, ${clock}`,
  yesterday: (clock) => `yesterday, ${clock}`,
  onDay: (day, clock) => `${day}, ${clock}`,
};
