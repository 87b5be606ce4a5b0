import { startTransition, useEffect, useState } from 'react';
import { useStudioStore } from '../studio-context';

/**
 * Version of the open run's curves, taken up at most once every `pace` milliseconds and without
 * rendering in between. `phase` sets two plots apart, so that they never draw in one task.
 */
export function useMetricsVersion(pace: number, phase: number): number {
  const store = useStudioStore();
  const [version, setVersion] = useState(() => store.getState().openRun?.metricsVersion ?? 0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let taken = -1;
    let next = performance.now() + phase;
    const look = (): void => {
      const now = store.getState().openRun?.metricsVersion ?? 0;
      if (now === taken || timer !== undefined) return;
      timer = setTimeout(
        () => {
          timer = undefined;
          next = performance.now() + pace;
          taken = store.getState().openRun?.metricsVersion ?? 0;
          const grown = taken;
          // Drawn in slices, so that the page answers in between.
          startTransition(() => setVersion(grown));
        },
        Math.max(0, next - performance.now()),
      );
    };
    look();
    const unsubscribe = store.subscribe(look);
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [store, pace, phase]);
  return version;
}
