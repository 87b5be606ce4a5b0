import { StudioError } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { RunStore } from './run-store';

/** A browser gives the space of what was deleted back a moment later: rests before each new try. */
const RESTS_MS = [0, 500, 2_000];

/**
 * Writes that must not stop a run. On a full disk old snapshots of the run make room; a failure is
 * said once for each kind, and the run goes on without what could not be kept.
 */
export class CarefulWriter {
  private readonly said = new Set<string>();
  private thinning: Promise<boolean> | null = null;

  constructor(
    private readonly runId: string,
    private readonly store: Pick<RunStore, 'thinRun'>,
    private readonly emit: (event: TrainerEvent) => void,
  ) {}

  /** Whether it was kept. */
  async keep(write: () => Promise<void>): Promise<boolean> {
    return (await this.tryTo(write)) !== FAILED;
  }

  /** What the write resolved with, or FAILED. */
  async tryTo<T>(write: () => Promise<T>): Promise<T | typeof FAILED> {
    try {
      return await write();
    } catch (error) {
      const failure = StudioError.from(error, 'storage-unavailable');
      if (failure.kind === 'storage-full' && (await this.thin())) return this.tryAgain(write);
      this.say(failure);
      return FAILED;
    }
  }

  /** Told once for each code. */
  say(error: StudioError): void {
    if (this.said.has(error.kind)) return;
    this.said.add(error.kind);
    const notice = new StudioError('run-not-kept', { error: error.toData() });
    this.emit({ type: 'notice', error: notice.toData() });
  }

  private async tryAgain<T>(write: () => Promise<T>): Promise<T | typeof FAILED> {
    let failure = new StudioError('storage-full');
    for (const ms of RESTS_MS) {
      if (failure.kind !== 'storage-full') break;
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
      try {
        return await write();
      } catch (error) {
        failure = StudioError.from(error, 'storage-unavailable');
      }
    }
    this.say(failure);
    return FAILED;
  }

  /** Lets old snapshots go; writes that fail together share one thinning. */
  private thin(): Promise<boolean> {
    this.thinning ??= this.makeRoom().finally(() => (this.thinning = null));
    return this.thinning;
  }

  private async makeRoom(): Promise<boolean> {
    const freed = await this.store.thinRun(this.runId).catch(() => 0);
    if (freed === 0) return false;
    this.emit({ type: 'keptChanged', runId: this.runId });
    const notice = new StudioError('run-thinned');
    this.emit({ type: 'notice', error: notice.toData() });
    return true;
  }
}

/** Answer of a write that failed. */
export const FAILED = Symbol('failed');
