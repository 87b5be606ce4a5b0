import type { Preferences } from '../store/ports';

const PREFIX = 'atelier.';

/** Small things in localStorage; where that is blocked they are forgotten, and nothing else is. */
export const localPreferences: Preferences = {
  read(key) {
    try {
      const text = localStorage.getItem(PREFIX + key);
      const value: unknown = text === null ? undefined : JSON.parse(text);
      return value;
    } catch {
      return undefined;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      // Full or blocked: the next visit begins with the usual values.
    }
  },
};
