/** What the person wants of a run. */
type Wish = 'run' | 'pause' | 'stop';

/** What is asked for once, between two steps: a grid, a checkpoint, other learning rates to keep. */
type Asked = 'sample' | 'save' | 'rates';

/** Orders for a run, until they are met. */
export class Orders {
  wish: Wish = 'run';
  private readonly asked = new Set<Asked>();
  private wake: (() => void) | null = null;

  pause(): void {
    if (this.wish === 'run') this.wish = 'pause';
  }

  resume(): void {
    if (this.wish === 'pause') this.wish = 'run';
    this.wake?.();
  }

  stop(): void {
    this.wish = 'stop';
    this.wake?.();
  }

  ask(what: Asked): void {
    this.asked.add(what);
    this.wake?.();
  }

  has(what: Asked): boolean {
    return this.asked.has(what);
  }

  /** Whether it was asked for; it counts as met then. */
  take(what: Asked): boolean {
    return this.asked.delete(what);
  }

  /** Resolves at the next order. */
  async next(): Promise<void> {
    await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = null;
  }
}
