import { startTransition, useEffect, useRef, useState } from 'react';

/**
 * A value that changes often, taken up at most once every `pace` milliseconds. `phase` sets two that
 * are drawn beside each other apart, so that they are never taken up in one task.
 */
export function usePaced<T>(value: T, pace: number, phase: number): T {
  const [taken, setTaken] = useState(value);
  const newest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const next = useRef<number | null>(null);
  useEffect(() => {
    newest.current = value;
    next.current ??= performance.now() + phase;
    if (timer.current !== undefined || value === taken) return;
    const take = (): void => {
      timer.current = undefined;
      next.current = performance.now() + pace;
      // Drawn in slices, so that the page answers in between.
      startTransition(() => setTaken(newest.current));
    };
    timer.current = setTimeout(take, Math.max(0, next.current - performance.now()));
  }, [value, taken, pace, phase]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return taken;
}
