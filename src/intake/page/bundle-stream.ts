import type { DecodedBundle } from '../../contract/decode';
import type { StudioError } from '../../contract/errors';

/** What one job yields, from the worker's messages to a reader that awaits them in order. */
export class BundleStream implements AsyncIterable<DecodedBundle> {
  /** Tells the worker that a bundle was used up; set when the job starts. */
  onUsed: () => void = () => undefined;
  private readonly bundles: DecodedBundle[] = [];
  private ended = false;
  private error: StudioError | null = null;
  private wake: (() => void) | null = null;

  constructor(private readonly changed: () => void) {}

  /** Bundles that came and are not used up: what the worker, too, counts. */
  ahead = 0;

  push(bundle: DecodedBundle): void {
    this.bundles.push(bundle);
    this.ahead += 1;
    this.wake?.();
  }

  end(): void {
    this.ended = true;
    this.wake?.();
  }

  fail(error: StudioError): void {
    this.error ??= error;
    this.end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<DecodedBundle, void> {
    for (;;) {
      const bundle = this.bundles.shift();
      if (bundle) {
        yield bundle;
        this.ahead -= 1;
        this.onUsed();
        this.changed();
      } else if (this.error) throw this.error;
      else if (this.ended) return;
      else await this.news();
    }
  }

  private async news(): Promise<void> {
    await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = null;
  }
}
