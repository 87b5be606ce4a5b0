import { useEffect, useRef, useState } from 'react';
import { walkAt } from '../../explore/endless-walk';
import type { Origin } from '../../explore/origin';
import { originText } from '../../explore/origin-text';
import type { Drawn } from '../../contract/explore';
import { useExploreStore } from './explore-context';
import type { Screen } from './screen';

/** Seconds from one picture to the next, at speed 1. */
const SECONDS = 6;

export interface Rate {
  readonly frames: number;
  readonly way: Drawn['kind'];
}

export interface Walk {
  /** Where it is now. */
  readonly here: () => Origin;
  /** Goes to the next picture, or back to the one before. */
  readonly jump: (by: 1 | -1) => void;
  /** Frames that came onto the canvas in the last second, and how the last one came. */
  readonly rate: Rate;
}

/**
 * An endless walk from the picture in hand, shown as fast as pictures come: a frame is asked
 * for once the one before is there, so that a slow engine shows fewer and not late ones.
 * @param speed 0 stands still.
 */
export function useWalk(screen: Screen, speed: number): Walk {
  const store = useExploreStore();
  const [rate, setRate] = useState<Rate>({ frames: 0, way: 'read-back' });
  const walk = useRef({ from: null as Origin | null, at: 0, pace: speed });
  useEffect(() => {
    walk.current.pace = speed;
  }, [speed]);
  useEffect(() => {
    const { hand, firstSeed } = store.getState();
    let [over, shown] = [false, ''];
    let way: Drawn['kind'] = 'read-back';
    walk.current.from ??= hand ?? { kind: 'seed', seed: firstSeed };
    let last = performance.now();
    let [second, frames] = [last, 0];
    const frame = async (now: number): Promise<void> => {
      const { from, at, pace } = walk.current;
      walk.current.at = at + (pace * Math.min(now - last, 500)) / 1000 / SECONDS;
      last = now;
      const origin = walkAt(from!, firstSeed, walk.current.at);
      // What stands still is no new frame.
      const text = originText(origin);
      const came = text === shown ? null : await screen.show(origin);
      if (came) {
        [shown, way] = [text, came];
        frames += 1;
      }
      if (now - second >= 1000) {
        setRate({ frames: Math.round((1000 * frames) / (now - second)), way });
        [second, frames] = [now, 0];
      }
    };
    const next = (): void => {
      requestAnimationFrame((now) => {
        if (over) return;
        // A failure stands in the room; the walk ends.
        frame(now).then(next, () => undefined);
      });
    };
    next();
    return () => {
      over = true;
    };
  }, [store, screen]);
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
