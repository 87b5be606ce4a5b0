import type { Move, Origin } from '../origin';
import { wayGone, type Levels, type Source } from './sound';
import {
  RANGES,
  clampShare,
  directionOf,
  rangeOf,
  restOf,
  valueAt,
  type TargetId,
} from './targets';

/** A source of the microphone that is added to a target's own value. */
export interface Modulation {
  readonly source: Source;
  /** -1..1: how much of the target's range it moves at its loudest, down or up. */
  readonly amount: number;
}

export type Shares = Readonly<Record<TargetId, number>>;

/** What a frame of the walk is drawn with. */
export interface Driven {
  readonly speed: number;
  readonly truncation: number;
  readonly distance: number;
  readonly moves: readonly Move[];
}

/** Seconds in which a value goes 63 % of the way to where a knob was turned: it glides over the steps of
 *  seven bits, and over a knob that stood elsewhere. */
const GLIDE = 0.08;
/** Less than this of a range is not seen. */
const CLOSE = 1e-4;

/** Values on their way to where hands and knobs set them. */
export class Glides {
  private readonly shown: Map<TargetId, number>;

  /** @param begins where they are at first. */
  constructor(begins: Shares) {
    this.shown = new Map(Object.entries(begins));
  }

  /** Goes on, by so many seconds; what nobody had set before comes from where it rests. */
  step(goals: Shares, seconds: number): void {
    for (const target of this.shown.keys()) if (!(target in goals)) this.shown.delete(target);
    for (const [target, goal] of Object.entries(goals)) {
      const before = this.shown.get(target) ?? restOf(target);
      const now = before + (goal - before) * wayGone(seconds, GLIDE);
      this.shown.set(target, Math.abs(goal - now) < CLOSE ? goal : now);
    }
  }

  /** @param levels of the microphone, each added by its amount. */
  driven(modulations: Readonly<Record<TargetId, Modulation>>, levels: Levels): Driven {
    const value = (target: TargetId): number => {
      const by = modulations[target];
      const range = rangeOf(target);
      if (!range) return 0;
      const own = this.shown.get(target) ?? 0;
      return thousandths(
        valueAt(range, clampShare(own + (by ? by.amount * levels[by.source] : 0))),
      );
    };
    return {
      ...(Object.fromEntries(Object.keys(RANGES).map((name) => [name, value(name)])) as Record<
        keyof typeof RANGES,
        number
      >),
      moves: [...this.shown.keys()].flatMap((target) => {
        const direction = directionOf(target);
        const amount = value(target);
        return direction === null || amount === 0 ? [] : [{ direction, amount }];
      }),
    };
  }
}

/** As fine as pictures are told apart by the text of their origin. */
const thousandths = (value: number): number => Math.round(value * 1000) / 1000;

/** Where on the walk a picture is, with what the performer does to it. @param seed which one "near" it. */
export function performed(walk: Origin, { distance, moves }: Driven, seed: number): Origin {
  const of: Origin = distance === 0 ? walk : { kind: 'near', of: walk, seed, distance };
  return moves.length === 0 ? of : { kind: 'moved', of, moves };
}
