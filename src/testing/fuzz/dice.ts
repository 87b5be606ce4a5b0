import { words } from '../../contract/random';

/** A stream of random numbers of the fuzzer's own, apart from all that Stream names. */
const FUZZ = 77;

/** The random choices of one case: the same seed and number, the same case. */
export class Dice {
  private thrown = 0;

  constructor(
    private readonly seed: number,
    private readonly number: number,
  ) {}

  /** 0..2^32 - 1. */
  word(): number {
    return words(this.seed, FUZZ, this.number, this.thrown++)[0] >>> 0;
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    return Math.floor((this.word() / 2 ** 32) * limit);
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** True `share` of the time. */
  chance(share: number): boolean {
    return this.word() / 2 ** 32 < share;
  }
}
