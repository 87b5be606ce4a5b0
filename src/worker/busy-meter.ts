/**
 * The longest that a thread was busy in one go, without letting messages in. Waits for the engine
 * count as busy, so that it is never too short.
 */
export class BusyMeter {
  longestMs = 0;
  private since: number;

  /** @param monotonic milliseconds of a clock that never jumps back. */
  constructor(
    private readonly monotonic: () => number,
    private readonly letIn: () => Promise<void>,
  ) {
    this.since = monotonic();
  }

  /** A message was let in: whatever comes now begins a new go. */
  free(): void {
    this.since = this.monotonic();
  }

  /** Lets messages in, between two goes. */
  readonly yieldToMessages = async (): Promise<void> => {
    this.longestMs = Math.max(this.longestMs, this.monotonic() - this.since);
    await this.letIn();
    this.free();
  };
}
