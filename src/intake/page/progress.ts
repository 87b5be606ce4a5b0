import type { IntakeListener, IntakeProgress, PreparedPicture } from '../../contract/intake';

/** Progress goes to the page at most this often. */
const TICK_MS = 200;
/** Pictures shown per tick, the newest; the wall shows them all when the set is ready. */
const SHOWN = 48;
/** The speed is that of the last ticks. */
const SPEED_TICKS = 10;

/** Counts, and tells the listener now and then. */
export class ProgressTicker {
  total = 0;
  stage: IntakeProgress['stage'] = 'walking';
  private ready = 0;
  private skipped = 0;
  private arrivals: PreparedPicture[] = [];
  private last = -Infinity;
  private readonly history: { at: number; ready: number }[] = [];

  constructor(
    private readonly listener: IntakeListener,
    private readonly now: () => number = () => performance.now(),
  ) {}

  addReady(path: string, pixels: Uint8Array<ArrayBuffer>): void {
    this.ready += 1;
    this.arrivals.push({ path, pixels });
    if (this.arrivals.length > 4 * SHOWN) this.arrivals = this.arrivals.slice(-SHOWN);
  }

  addSkipped(): void {
    this.skipped += 1;
  }

  /** Tells the listener when it is time, or at once. */
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
    if (this.arrivals.length === 0) return;
    // Copies, so that a picture on the wall does not hold on to the bundle it came in.
    const shown = this.arrivals.slice(-SHOWN).map(({ path, pixels }) => ({
      path,
      pixels: pixels.slice(),
    }));
    this.arrivals = [];
    this.listener.pictures(shown);
  }
}
