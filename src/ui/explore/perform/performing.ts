import { useStore } from 'zustand';
import type { Performing, PerformingActions } from '../../../store/explore/performing';
import { useActions } from '../../studio-context';
import { performingOf } from '../explore-context';

/** What the performer's panel knows, narrowed by `selector`. */
export function usePerforming<T>(selector: (performing: Performing) => T): T {
  return useStore(performingOf(useActions().exploring()), selector);
}

export const usePerformingActions = (): PerformingActions =>
  usePerforming(({ actions }) => actions);
