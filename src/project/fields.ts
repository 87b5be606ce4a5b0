import type { Check } from '../storage/check';
import { listOf as anyListOf, text } from '../storage/check';
import { LIMITS } from './limits';
import { refused } from './refusal';

/** Checks of single fields, stricter than those for what the studio itself stored. */
export { count, finite, nullable, oneOf, shape, text, yesOrNo, type Check } from '../storage/check';

/** A text of at most so many characters. */
export const bounded =
  (most: number): Check<string> =>
  (value, where) => {
    const found = text(value, where);
    if (found.length <= most) return found;
    throw refused(`${where} is ${found.length} characters long; ${most} at most are read.`);
  };

export const name = bounded(LIMITS.name);

/** A list of at most so many items. */
export const listOf =
  <T>(check: Check<T>, most: number): Check<T[]> =>
  (value, where) => {
    if (Array.isArray(value) && value.length > most) {
      throw refused(`${where} has ${value.length} items; ${most} at most are read.`);
    }
    return anyListOf(check)(value, where);
  };

/** Milliseconds since the Unix epoch that a Date can hold, from 1970 on. */
export const time: Check<number> = (value, where) => {
  if (typeof value === 'number' && value >= 0 && value <= 8.64e15) return value;
  throw refused(`${where} is not a point in time.`);
};

/** A number of what files may hold, from `low` on. */
export const within =
  (low: number, high: number): Check<number> =>
  (value, where) => {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= low && value <= high) {
      return value;
    }
    throw refused(`${where} should be a whole number from ${low} to ${high}.`);
  };
