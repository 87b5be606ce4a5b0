import type { IntakeListener, IntakeProgress } from '../../contract/intake';

/** Progress goes to the page at most this often. */
const TICK_MS = 200;
/** The speed is that of the last ticks. */
const SPEED_TICKS = 10;

/** Counts, and notifies the listener now and then. */
export class ProgressTicker {
  total = 0;
  stage: IntakeProgress['stage'] = 'walking';
  /** Files that are done: pictures of the set, and those that were skipped. */
  ready = 0;
  skipped = 0;
  private last = -Infinity;
  private readonly history: { at: number; ready: number }[] = [];

  constructor(
    private readonly listener: Pick<IntakeListener, 'progress'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Notifies the listener when it is time, or at once. */
  tick(atOnce = false): void {
    const now = this.now();
    if (!atOnce && now - this.last < TICK_MS) return;
    this.last = now;
    this.history.push({ at: now, ready: this.ready });
    if (this.history.length > SPEED_TICKS) this.history.shift();
    const first = this.history[0]!;
    const seconds = (now - first.at) / 1000;
    const done = this.ready + this.skipped;
    this.listener.progress({
      done,
      total: Math.max(done, this.total),
      ready: this.ready,
      skipped: this.skipped,
      picturesPerSecond: seconds > 0 ? (this.ready - first.ready) / seconds : 0,
      stage: this.stage,
    });
  }
}
