import { useEffect, useRef, useState } from 'react';
import { LARGEST_SEED } from '../../contract/random';
import { walkAt } from '../../explore/endless-walk';
import type { Origin } from '../../explore/origin';
import { originText } from '../../explore/origin-text';
import type { Drawn } from '../../contract/explore';
import type { Explore } from '../../store/explore/model';
import { useExploreStore } from './explore-context';
import type { Screen } from './screen';

/** Seconds from one picture to the next, at speed 1. */
const SECONDS = 6;

/** What the walk is led by, asked once a frame. */
export interface Drive {
  /** @param seconds since the frame before. */
  readonly frame: (seconds: number) => {
    /** 0 stands still. */
    readonly speed: number;
    readonly truncation: number;
    /** What is shown where the walk is there. */
    readonly shown: (walk: Origin) => Origin;
  };
}

export interface Rate {
  readonly frames: number;
  readonly way: Drawn['kind'];
}

export interface Walk {
  /** What is shown now. */
  readonly here: () => Origin;
  /** Goes to the next picture, or back to the one before. */
  readonly jump: (by: 1 | -1) => void;
  /** Goes to the picture of a seed, and from there to those of the next ones. */
  readonly goTo: (seed: number) => void;
  /** Frames that came onto the canvas in the last second, and how the last one came. */
  readonly rate: Rate;
}

/**
 * An endless walk from the picture in hand, shown as fast as pictures come: a frame is asked
 * for once the one before is there, so that a slow engine shows fewer and not late ones.
 * @param drive the same as long as the walk goes on.
 */
export function useWalk(screen: Screen, drive: Drive): Walk {
  const store = useExploreStore();
  const [rate, setRate] = useState<Rate>({ frames: 0, way: 'read-back' });
  const walk = useRef({
    from: null as Origin | null,
    firstSeed: 0,
    at: 0,
    shown: (origin: Origin): Origin => origin,
  });
  useEffect(() => {
    let [over, before] = [false, ''];
    let way: Drawn['kind'] = 'read-back';
    if (!walk.current.from) {
      const { firstSeed } = store.getState();
      Object.assign(walk.current, begun(beginning(store.getState()), firstSeed));
    }
    let last = performance.now();
    let [second, frames] = [last, 0];
    const frame = async (now: number): Promise<void> => {
      const seconds = Math.min(now - last, 500) / 1000;
      const { speed, truncation, shown } = drive.frame(seconds);
      walk.current.at += (speed * seconds) / SECONDS;
      walk.current.shown = shown;
      last = now;
      const { from, firstSeed, at } = walk.current;
      const origin = shown(walkAt(from!, firstSeed, at));
      // What stands still is no new frame.
      const text = `${originText(origin)} ${truncation}`;
      const came = text === before ? null : await screen.show(origin, truncation);
      if (came) {
        [before, way] = [text, came];
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
  }, [store, screen, drive]);
  return {
    here: () => {
      const { from, firstSeed, at, shown } = walk.current;
      return shown(walkAt(from ?? beginning(store.getState()), firstSeed, at));
    },
    jump: (by) => {
      const { at } = walk.current;
      walk.current.at = Math.max(0, by > 0 ? Math.floor(at) + 1 : Math.ceil(at) - 1);
    },
    goTo: (seed) => {
      Object.assign(walk.current, { ...begun({ kind: 'seed', seed }, seed), at: 0 });
    },
    rate,
  };
}

/** From a picture on to those of seeds; the first of these is not the same once more. */
function begun(from: Origin, firstSeed: number): { from: Origin; firstSeed: number } {
  const again = from.kind === 'seed' && from.seed === firstSeed;
  return { from, firstSeed: again ? (firstSeed + 1) % (LARGEST_SEED + 1) : firstSeed };
}

/** The picture in hand, without what it was moved by, which the sliders of Full screen take over. */
function beginning({ hand, firstSeed }: Pick<Explore, 'hand' | 'firstSeed'>): Origin {
  if (hand?.kind === 'moved') return hand.of;
  return hand ?? { kind: 'seed', seed: firstSeed };
}
