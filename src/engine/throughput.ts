/** Marks the rate is taken over, at most, and the time they may lie back. */
const WINDOW_MARKS = 512;
const WINDOW_MS = 10_000;
/** Slow steps lie further back than the window; so many are looked at all the same. */
const LEAST_MARKS = 8;

interface Mark {
  readonly time: number;
  /** Of the steps since the mark before. */
  readonly steps: number;
  readonly pictures: number;
}

/** How fast a run goes, over its last seconds. */
export class Throughput {
  private marks: Mark[] = [];

  /** Begins anew, after a pause: the time that passed counts for nothing. */
  reset(now: number): void {
    this.marks = [{ time: now, steps: 0, pictures: 0 }];
  }

  /** Steps were completed, together where they were submitted together. */
  mark(now: number, steps: number, pictures: number): void {
    this.marks.push({ time: now, steps, pictures });
    while (
      this.marks.length > WINDOW_MARKS ||
      (this.marks.length > LEAST_MARKS && now - this.marks[0]!.time > WINDOW_MS)
    ) {
      this.marks.shift();
    }
  }

  /** Rates a second; 0 where nothing is known yet. */
  rates(): { steps: number; pictures: number } {
    const first = this.marks[0];
    const last = this.marks[this.marks.length - 1];
    if (!first || !last || last.time <= first.time) return { steps: 0, pictures: 0 };
    const seconds = (last.time - first.time) / 1000;
    const since = this.marks.slice(1);
    const perSecond = (of: 'steps' | 'pictures'): number =>
      since.reduce((sum, mark) => sum + mark[of], 0) / seconds;
    return { steps: perSecond('steps'), pictures: perSecond('pictures') };
  }
}
