import { useEffect, useRef } from 'react';

/**
 * Calls `leave` once `ms` have passed in which the page was seen and `held` was false.
 * @param ms null never leaves
 */
export function usePassing(ms: number | null, held: boolean, leave: () => void): void {
  const left = useRef(ms);
  const latest = useRef(leave);
  useEffect(() => {
    latest.current = leave;
  });
  useEffect(() => {
    if (left.current === null || held) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let began = 0;
    const go = (): void => {
      began = performance.now();
      timer = setTimeout(() => latest.current(), left.current ?? 0);
    };
    const halt = (): void => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      left.current = Math.max(0, (left.current ?? 0) - (performance.now() - began));
    };
    // Whoever was away for the night finds what was said.
    const onVisible = (): void => {
      halt();
      if (!document.hidden) go();
    };
    onVisible();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      halt();
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [held]);
}
