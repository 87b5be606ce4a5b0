import { useCallback, useState } from 'react';

/** A small preference of the page that outlives a reload; forgotten where storage is refused. */
export function useStoredFlag(key: string, initial: boolean): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => read(key) ?? initial);
  const change = useCallback(
    (next: boolean) => {
      setOn(next);
      try {
        localStorage.setItem(key, next ? 'yes' : 'no');
      } catch {
        // Private windows may refuse; the preference then lasts as long as the page.
      }
    },
    [key],
  );
  return [on, change];
}

function read(key: string): boolean | null {
  try {
    const value = localStorage.getItem(key);
    return value === null ? null : value === 'yes';
  } catch {
    return null;
  }
}
