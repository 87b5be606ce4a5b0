/** Pictures of a portion, at most. */
export const MOST_AT_ONCE = 16;
/** Of the first one, of which nobody knows how long it takes. */
const FIRST = 4;
/** Milliseconds that a portion is to take, about: what has scrolled or moved on is dropped after it. */
const AIM = 150;
/** A smaller portion that takes this share of a larger one's time costs the same, whatever its size. */
const SAME = 0.75;
/** How much larger the next portion may be. */
const STEP = 4;

interface Took {
  readonly count: number;
  readonly milliseconds: number;
}

/**
 * How many pictures are painted in one go: fewer on a slow engine, so that some come soon. Engines that
 * compute a whole portion for one picture have nothing to gain by it, which is seen by the time it takes.
 */
export class PortionSize {
  private size = FIRST;
  private last: Took | null = null;
  /** What a smaller portion took, where that was as long as a larger one. */
  private fixed: Took | null = null;

  get now(): number {
    return this.size;
  }

  /** Of another generator or engine nothing is known. */
  reset(): void {
    this.size = FIRST;
    this.last = null;
    this.fixed = null;
  }

  /** One of so many pictures was painted. */
  took(count: number, milliseconds: number): void {
    const { last, fixed } = this;
    this.last = { count, milliseconds };
    if (fixed) {
      if (milliseconds > 2 * fixed.milliseconds) {
        this.fixed = null;
        this.size = fixed.count;
      }
      return;
    }
    if (
      last &&
      milliseconds > AIM &&
      count < last.count &&
      milliseconds > SAME * last.milliseconds
    ) {
      this.fixed = this.last;
      this.size = MOST_AT_ONCE;
      return;
    }
    const fitting = Math.floor((count * AIM) / Math.max(1, milliseconds));
    // The last portion of a request may be smaller than it could be.
    if (count < this.size && fitting <= this.size && milliseconds <= AIM) return;
    this.size = Math.max(1, Math.min(MOST_AT_ONCE, fitting, STEP * Math.max(count, this.size)));
  }
}
