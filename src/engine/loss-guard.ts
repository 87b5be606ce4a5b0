import { StudioError } from '../contract/errors';

const TICK_MS = 1_000;

interface Waiting {
  readonly reject: (loss: StudioError) => void;
  /** Ticks without an answer. */
  ticks: number;
}

/**
 * Ends a wait when the engine is lost, or answers no more: what is read from a lost device never
 * settles. Patience is counted in ticks of a timer, not in clock time, so that an engine that slept
 * with its machine is not taken for stalled.
 */
export class LossGuard {
  private loss: StudioError | null = null;
  private readonly waiting = new Set<Waiting>();
  private timer: ReturnType<typeof setInterval> | null = null;
  private readonly subscribed: Promise<unknown> | null;

  /** @param patience milliseconds to wait for an answer; asked at each tick. */
  constructor(
    lost: Promise<StudioError> | null,
    private readonly patience: () => number = () => Infinity,
  ) {
    // One subscription serves all waits, so that a long run gathers no handlers on a promise that
    // stays pending.
    this.subscribed = lost?.then((loss) => this.lose(loss)) ?? null;
  }

  /** Settles as the promise does, or rejects with the loss, whose code is `device-lost`. */
  wait<T>(promise: Promise<T>): Promise<T> {
    if (this.loss) {
      promise.catch(() => undefined);
      return Promise.reject(this.loss);
    }
    return new Promise<T>((resolve, reject) => {
      const waiting = { reject, ticks: 0 };
      this.waiting.add(waiting);
      this.timer ??= setInterval(() => this.tick(), TICK_MS);
      promise.then(resolve, reject).finally(() => this.leave(waiting));
    });
  }

  /** The engine gave a sign of life: patience begins anew. */
  alive(): void {
    for (const one of this.waiting) one.ticks = 0;
  }

  /** The loss, where it is known or becomes known within so many milliseconds: what a lost device
   *  was asked may fail a moment before the loss is told. */
  async lossWithin(ms: number): Promise<StudioError | null> {
    if (this.loss || !this.subscribed) return this.loss;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([
      this.subscribed,
      new Promise((resolve) => (timer = setTimeout(resolve, ms))),
    ]);
    clearTimeout(timer);
    return this.loss;
  }

  private tick(): void {
    const patience = this.patience();
    for (const one of this.waiting) {
      one.ticks += 1;
      if (one.ticks * TICK_MS <= patience) continue;
      return this.lose(new StudioError('engine-silent', { seconds: Math.round(patience / 1000) }));
    }
  }

  private lose(loss: StudioError): void {
    this.loss ??= loss;
    for (const { reject } of this.waiting) reject(this.loss);
    this.waiting.clear();
    this.stopTimer();
  }

  private leave(waiting: Waiting): void {
    this.waiting.delete(waiting);
    if (this.waiting.size === 0) this.stopTimer();
  }

  private stopTimer(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}
