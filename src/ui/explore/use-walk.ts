import { useEffect, useRef, useState } from 'react';
import { walkAt } from '../../explore/endless-walk';
import type { Origin } from '../../explore/origin';
import { paint } from '../parts/pixels';
import { useExploreStore } from './explore-context';

/** Seconds from one picture to the next, at speed 1. */
const SECONDS = 6;

export interface Walk {
  /** Where it is now. */
  readonly here: () => Origin;
  /** Goes to the next picture, or back to the one before. */
  readonly jump: (by: 1 | -1) => void;
  /** Frames that were drawn in the last second. */
  readonly rate: number;
}

/**
 * An endless walk from the picture in hand, drawn on a canvas as fast as pictures come: a frame is asked
 * for once the one before is there, so that a slow engine shows fewer and not late ones.
 * @param speed 0 stands still.
 */
export function useWalk(canvas: React.RefObject<HTMLCanvasElement | null>, speed: number): Walk {
  const store = useExploreStore();
  const [rate, setRate] = useState(0);
  const walk = useRef({ from: null as Origin | null, at: 0, pace: speed });
  useEffect(() => {
    walk.current.pace = speed;
  }, [speed]);
  useEffect(() => {
    const { actions, hand, firstSeed } = store.getState();
    const controller = new AbortController();
    walk.current.from ??= hand ?? { kind: 'seed', seed: firstSeed };
    let last = performance.now();
    let [second, frames] = [last, 0];
    const frame = async (now: number): Promise<void> => {
      const { from, at, pace } = walk.current;
      walk.current.at = at + (pace * Math.min(now - last, 500)) / 1000 / SECONDS;
      last = now;
      const origin = walkAt(from!, firstSeed, walk.current.at);
      await actions.paint([origin], 'now', controller.signal);
      const { opened } = store.getState();
      const rgba = actions.painted(origin);
      if (canvas.current && opened && rgba) paint(canvas.current, rgba, opened.shape);
      frames += 1;
      if (now - second >= 1000) {
        setRate(Math.round((1000 * frames) / (now - second)));
        [second, frames] = [now, 0];
      }
    };
    const next = (): void => {
      requestAnimationFrame((now) => {
        if (controller.signal.aborted) return;
        // A failure stands in the room; the walk ends.
        frame(now).then(next, () => undefined);
      });
    };
    next();
    return () => controller.abort();
  }, [store, canvas]);
  return {
    here: () => {
      const { from, at } = walk.current;
      const { hand, firstSeed } = store.getState();
      return walkAt(from ?? hand ?? { kind: 'seed', seed: firstSeed }, firstSeed, at);
    },
    jump: (by) => {
      const { at } = walk.current;
      walk.current.at = Math.max(0, by > 0 ? Math.floor(at) + 1 : Math.ceil(at) - 1);
    },
    rate,
  };
}
