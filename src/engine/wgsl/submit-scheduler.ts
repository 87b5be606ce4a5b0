import type { Program } from './context/program';

/** Milliseconds that the GPU may be busy in one go, so that the desktop stays smooth. */
const SMOOTH_MS = 50;
/** A step that takes so many times longer is split. */
const SPLIT_FROM = 2;
/** Weight of the newest measurement. */
const NEWEST = 0.3;

type Parts = readonly (readonly [from: number, to: number])[];

/** How long steps take, and so how many make one submit, or how many submits one step. */
export class SubmitScheduler {
  /** Milliseconds of a step; 0 while unknown. */
  private stepMs = 0;
  private landedAt = 0;
  private parts: { program: Program; count: number; parts: Parts } | null = null;

  /** @param software an emulated card has no desktop to hold up. */
  constructor(
    private readonly software: boolean,
    private readonly now: () => number = () => performance.now(),
  ) {}

  stepsAtOnce(): number {
    return this.stepMs === 0 ? 1 : Math.max(1, Math.floor(SMOOTH_MS / this.stepMs));
  }

  /** Steps were submitted. @returns to be called when they are over. */
  start(steps: number): () => void {
    const begun = this.now();
    return () => {
      const now = this.now();
      // What was submitted earlier kept the GPU busy until it landed.
      const took = (now - Math.max(begun, this.landedAt)) / steps;
      this.landedAt = now;
      this.stepMs = this.stepMs === 0 ? took : (1 - NEWEST) * this.stepMs + NEWEST * took;
    };
  }

  /** Ranges of a program's calls that are submitted one by one: about equal work in each. */
  partsOf(program: Program): Parts {
    const long = !this.software && this.stepMs > SPLIT_FROM * SMOOTH_MS;
    // In powers of two, so that it seldom changes.
    const count = long ? 2 ** Math.ceil(Math.log2(this.stepMs / SMOOTH_MS)) : 1;
    if (this.parts?.program !== program || this.parts.count !== count) {
      this.parts = { program, count, parts: split(program, count) };
    }
    return this.parts.parts;
  }
}

function split(program: Program, count: number): Parts {
  const { calls } = program;
  const total = calls.reduce((sum, { dispatch }) => sum + dispatch.flops, 0);
  const parts: [number, number][] = [];
  let from = 0;
  let work = 0;
  calls.forEach(({ dispatch }, index) => {
    work += dispatch.flops;
    const due = (total * (parts.length + 1)) / count;
    if (work < due || parts.length === count - 1) return;
    parts.push([from, index + 1]);
    from = index + 1;
  });
  if (from < calls.length) parts.push([from, calls.length]);
  return parts;
}
