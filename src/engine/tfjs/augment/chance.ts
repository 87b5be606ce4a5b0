import {
  CHANCE_AT_FIRST,
  CHANCE_COUNTERS,
  boundaryOf,
  nextChance,
  type ChanceState,
} from '../../../nets/augmentation-chance';
import type { StepSpec } from '../../../contract/net-spec';
import type { Counter } from '../adam';

const KEYS = Object.keys(CHANCE_COUNTERS) as (keyof ChanceState)[];

/** The chance of augmentation, in counters of the model's state. */
export class Chance {
  private readonly counters = {
    chance: { updates: CHANCE_AT_FIRST.chance },
    taken: { updates: CHANCE_AT_FIRST.taken },
    seen: { updates: CHANCE_AT_FIRST.seen },
  } satisfies Record<keyof ChanceState, Counter>;

  /** Of CERTAIN. */
  get now(): number {
    return this.counters.chance.updates;
  }

  tell(chance: number): void {
    this.counters.chance.updates = chance;
  }

  /** The one of that name, if it is one of these. */
  counter(name: string): Counter | undefined {
    const key = KEYS.find((one) => CHANCE_COUNTERS[one] === name);
    return key && this.counters[key];
  }

  /** After a step, of whose real pictures D said that. */
  follow(step: number, logits: Float32Array, spec: Pick<StepSpec, 'loss'>): void {
    const { chance, taken, seen } = this.counters;
    const before = { chance: chance.updates, taken: taken.updates, seen: seen.updates };
    const after = nextChance(before, step, logits, boundaryOf(spec));
    for (const key of KEYS) this.counters[key].updates = after[key];
  }
}
