import type { StoreApi } from 'zustand/vanilla';
import {
  RANGES,
  directionOf,
  rangeOf,
  shareOf,
  valueAt,
  type TargetId,
} from '../../explore/perform/targets';
import { amountOf } from './directions';
import type { Explore } from './model';
import type { LedSliders } from './performing';

/** The least that "How far" goes, as its slider. */
const NEAREST = 0.05;

/**
 * The room's sliders as knobs lead them: truncation, how far, and those along directions of the picture in hand.
 * @param next calls a function once, soon: what comes before that is one change, as pictures are painted for each.
 */
export function ledSliders(
  explore: StoreApi<Explore>,
  next: (act: () => void) => void,
): LedSliders {
  const waiting = new Map<TargetId, number>();

  const valueOf = (target: TargetId): number | null => {
    const { truncation, distance, hand, vectors } = explore.getState();
    if (target === 'truncation') return truncation;
    if (target === 'distance') return distance;
    const direction = directionOf(target);
    return direction !== null && hand && vectors.has(direction) ? amountOf(hand, direction) : null;
  };

  const act = (): void => {
    const all = [...waiting];
    waiting.clear();
    const { actions } = explore.getState();
    for (const [target, share] of all) {
      const value = hundredths(valueAt(rangeOf(target)!, share));
      const direction = directionOf(target);
      if (target === 'truncation')
        actions.set({ truncation: Math.max(RANGES.truncation.min, value) });
      else if (target === 'distance') actions.set({ distance: Math.max(NEAREST, value) });
      else if (direction !== null) actions.move(direction, value);
    }
  };

  return {
    share: (target) => {
      const value = valueOf(target);
      return value === null ? null : (waiting.get(target) ?? shareOf(rangeOf(target)!, value));
    },
    set: (target, share) => {
      if (waiting.size === 0) next(act);
      waiting.set(target, share);
    },
  };
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;
