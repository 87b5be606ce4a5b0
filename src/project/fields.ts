import { StudioError } from '../contract/errors';
import { text, within, type Check } from '../records/check';
import { LIMITS } from './limits';

/** A name from a file, short enough to be shown. */
export const shortName = (name: string): string =>
  name.length > 60 ? `${name.slice(0, 60)}…` : name;

/** A text of at most so many characters. */
export const bounded =
  (most: number): Check<string> =>
  (value, where) => {
    const found = text(value, where);
    if (found.length <= most) return found;
    throw new StudioError('file-text-too-long', { place: where, found: found.length, most });
  };

export const name = bounded(LIMITS.name);

/** Milliseconds since the Unix epoch that a Date can hold, from 1970 on; or a span as long. */
export const time = within(0, 8.64e15);
