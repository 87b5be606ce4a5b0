import { StudioError } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';

/**
 * Writes that must not stop a run: a failure is said once for each kind, and the run goes on
 * without what could not be kept.
 */
export class Keeper {
  private readonly said = new Set<string>();

  constructor(private readonly emit: (event: TrainerEvent) => void) {}

  /** Whether it was kept. */
  async keep(write: () => Promise<void>): Promise<boolean> {
    return (await this.tryTo(write)) !== FAILED;
  }

  /** What the write resolved with, or FAILED. */
  async tryTo<T>(write: () => Promise<T>): Promise<T | typeof FAILED> {
    try {
      return await write();
    } catch (error) {
      this.say(StudioError.from(error, 'storage-unavailable'));
      return FAILED;
    }
  }

  private say(error: StudioError): void {
    if (this.said.has(error.code)) return;
    this.said.add(error.code);
    const notice = new StudioError(
      error.code,
      `${error.message} Training goes on; what comes from here may not be kept.`,
      error.hint,
    );
    this.emit({ type: 'notice', error: notice.toData() });
  }
}

/** Answer of a write that failed. */
export const FAILED = Symbol('failed');
