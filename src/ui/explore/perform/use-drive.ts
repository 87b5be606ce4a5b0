import { useEffect, useRef, useState } from 'react';
import { performed } from '../../../explore/perform/drive';
import { RANGES, restOf, shareOf, valueAt, type Trigger } from '../../../explore/perform/targets';
import { useExploreStore } from '../explore-context';
import type { Drive } from '../use-walk';
import { usePerforming, usePerformingActions } from './performing';

export interface Performer {
  readonly drive: Drive;
  /** Of the walk, in its units. */
  readonly speed: number;
  readonly setSpeed: (speed: number) => void;
  /** Whether the browser asks for something just now: it may leave full screen for that. */
  readonly asking: boolean;
  /** Does what a note or a button of the panel stands for. */
  readonly trigger: (trigger: Trigger) => void;
  /** The truncation of the last frame. */
  readonly truncation: () => number;
}

/**
 * Lets hands, knobs and sound lead the walk as long as Full screen is open.
 * @param acts what the triggers of the walk do.
 */
export function usePerformer(
  moving: boolean,
  acts: Readonly<Record<Exclude<Trigger, 'another'>, () => void>>,
): Performer {
  const store = useExploreStore();
  const actions = usePerformingActions();
  const speed = usePerforming(({ shares }) => shares.speed ?? restOf('speed'));
  const asking = usePerforming(({ midi, microphone }) => [midi, microphone].includes('asking'));
  const now = useRef({ moving, acts, seed: 1, truncation: store.getState().truncation });
  useEffect(() => {
    Object.assign(now.current, { moving, acts });
  });
  const [trigger] = useState(() => (one: Trigger): void => {
    if (one !== 'another') return now.current.acts[one]();
    now.current.seed += 1;
    // On the walk itself there is none but one.
    const { distance } = store.getState();
    actions.leaveRest('distance', shareOf(RANGES.distance, distance));
  });
  useEffect(() => {
    const { hand, truncation, vectors, actions: explore } = store.getState();
    actions.begin(hand, truncation, trigger);
    if (vectors.size === 0 && actions.needsDirections()) void explore.findDirections();
    return () => actions.end();
  }, [store, actions, trigger]);
  const [drive] = useState((): Drive => ({
    frame: (seconds) => {
      const driven = actions.frame(seconds);
      now.current.truncation = driven.truncation;
      const { vectors } = store.getState();
      const moves = driven.moves.filter(({ direction }) => vectors.has(direction));
      return {
        speed: now.current.moving ? driven.speed : 0,
        truncation: driven.truncation,
        shown: (walk) => performed(walk, { ...driven, moves }, now.current.seed),
      };
    },
  }));
  return {
    drive,
    speed: valueAt(RANGES.speed, speed),
    setSpeed: (value) => actions.set('speed', shareOf(RANGES.speed, value)),
    asking,
    trigger,
    truncation: () => now.current.truncation,
  };
}
