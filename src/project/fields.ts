import { matching, text, within, type Check } from '../records/check';
import { LIMITS } from './limits';
import { refused } from './refusal';

/** A text of at most so many characters. */
export const bounded =
  (most: number): Check<string> =>
  (value, where) => {
    const found = text(value, where);
    if (found.length <= most) return found;
    throw refused(`${where} is ${found.length} characters long; ${most} at most are read.`);
  };

export const name = bounded(LIMITS.name);

/** Milliseconds since the Unix epoch that a Date can hold, from 1970 on; or a span as long. */
export const time = within(0, 8.64e15);

export const sha256Hex = matching(/^[0-9a-f]{64}$/, 'a SHA-256 in hex');
