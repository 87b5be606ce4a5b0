import { useEffect, useRef, useState } from 'react';

/**
 * `value`, updated at most once every `interval` milliseconds, so that what is costly to draw
 * follows training at a steady pace. `phase` sets two users apart, so that they never draw in one
 * task.
 */
export function useSteady<T>(value: T, interval: number, phase = 0): T {
  const [shown, setShown] = useState(value);
  const last = useRef(-Infinity);
  useEffect(() => {
    if (Object.is(value, shown)) return;
    const now = performance.now();
    const slot = last.current === -Infinity ? now + phase : last.current + interval;
    const timer = setTimeout(
      () => {
        last.current = performance.now();
        setShown(value);
      },
      Math.max(0, slot - now),
    );
    return () => clearTimeout(timer);
  }, [value, shown, interval, phase]);
  return shown;
}
