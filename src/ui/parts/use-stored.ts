import { useCallback, useState } from 'react';
import { readFlag, writeFlag } from '../browser/flags';

/** A small preference of the page that outlives a reload; forgotten where storage is refused. */
export function useStoredFlag(key: string, initial: boolean): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => readFlag(key) ?? initial);
  const change = useCallback(
    (next: boolean) => {
      setOn(next);
      writeFlag(key, next);
    },
    [key],
  );
  return [on, change];
}
