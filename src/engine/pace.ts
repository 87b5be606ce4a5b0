/** Steps the rate is taken over, at most, and the time they may lie back. */
const WINDOW_STEPS = 512;
const WINDOW_MS = 10_000;
/** Slow steps lie further back than the window; so many are looked at all the same. */
const LEAST_STEPS = 8;

/** How fast a run goes, over its last seconds. */
export class Pace {
  private marks: { time: number; pictures: number }[] = [];

  /** Begins anew, after a pause: the time that passed counts for nothing. */
  reset(now: number): void {
    this.marks = [{ time: now, pictures: 0 }];
  }

  /** One more step was completed. */
  mark(now: number, pictures: number): void {
    this.marks.push({ time: now, pictures });
    while (
      this.marks.length > WINDOW_STEPS ||
      (this.marks.length > LEAST_STEPS && now - this.marks[0]!.time > WINDOW_MS)
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
    const pictures = this.marks.slice(1).reduce((sum, mark) => sum + mark.pictures, 0);
    return { steps: (this.marks.length - 1) / seconds, pictures: pictures / seconds };
  }
}
