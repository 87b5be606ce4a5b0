/** A gap between two looks at the clock may be so long, in milliseconds, or so many usual steps;
 *  a longer one was the sleep of the machine or of the tab. */
const LONGEST_MS = 30_000;
const LONGEST_STEPS = 20;
/** As long as no step is known: the first one may compile shaders for minutes. */
const LONGEST_FIRST_MS = 600_000;
/** Steps of which the usual one is the median. */
const REMEMBERED = 9;

/**
 * Milliseconds of a clock that stands still while the machine sleeps or the tab is frozen: a gap
 * that long counts as one usual step. It never jumps back. It has to be looked at often.
 */
export class AwakeClock {
  private readonly steps: number[] = [];
  private last: number;
  private asleep = 0;
  /** The longest step so far, in milliseconds. */
  slowest = 0;

  constructor(private readonly monotonic: () => number) {
    this.last = monotonic();
  }

  now(): number {
    const now = this.monotonic();
    const gap = now - this.last;
    this.last = now;
    const usual = this.usual;
    const longest = usual === null ? LONGEST_FIRST_MS : Math.max(LONGEST_MS, LONGEST_STEPS * usual);
    if (gap > longest) this.asleep += gap - (usual ?? 0);
    return now - this.asleep;
  }

  /** A step took so many milliseconds. */
  stepTook(ms: number): void {
    this.slowest = Math.max(this.slowest, ms);
    this.steps.push(ms);
    if (this.steps.length > REMEMBERED) this.steps.shift();
  }

  /** Milliseconds of a usual step; null before the first. */
  get usual(): number | null {
    const sorted = this.steps.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }
}

/** Adds up the time between its starts and stops. */
export class Stopwatch {
  private startedAt: number | null = null;

  /** @param before milliseconds it begins with. */
  constructor(
    private readonly clock: Pick<AwakeClock, 'now'>,
    private before = 0,
  ) {}

  start(): void {
    this.startedAt ??= this.clock.now();
  }

  stop(): void {
    this.before = this.elapsed;
    this.startedAt = null;
  }

  /** Milliseconds. */
  get elapsed(): number {
    return this.before + (this.startedAt === null ? 0 : this.clock.now() - this.startedAt);
  }
}
