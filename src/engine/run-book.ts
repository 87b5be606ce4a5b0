import type { Preparing } from '../contract/preparing';
import type { StudioError } from '../contract/errors';
import type { LearningRates, RunRecord, RunState } from '../contract/records';
import type { Saved } from './checkpointer';
import { numbersBad } from './failures';
import { FAILED, type CarefulWriter } from './careful-writer';
import type { SessionPorts } from './session-plan';

/** How far a run is. */
export interface RunPlace {
  readonly step: number;
  readonly epoch: number;
  readonly trainedMs: number;
  readonly learningRates: LearningRates;
}

/** A run's record: what it says, when it is written, and what is told of it. */
export class RunBook {
  /** The run was deleted while it trained. */
  deleted = false;

  constructor(
    public run: RunRecord,
    private readonly ports: SessionPorts,
    private readonly writer: CarefulWriter,
    private readonly place: () => RunPlace,
  ) {}

  /** Now, for the record: never before what it says already, whatever is done to the clock. */
  readonly stamp = (): number => Math.max(this.ports.now(), this.run.createdAt, this.run.updatedAt);

  /** Writes the record with `change` and how far the run is. */
  async write(change: Partial<RunRecord> = {}): Promise<void> {
    const { stepsPerEpoch } = this.run;
    const whole = { ...change, stepsPerEpoch, ...this.place(), updatedAt: this.stamp() };
    this.take(whole, await this.writer.tryTo(() => this.ports.store.updateRun(this.run.id, whole)));
  }

  /** Writes and tells a new state. */
  async enter(
    state: RunState,
    preparing: Preparing | null = null,
    change: Partial<RunRecord> = {},
  ): Promise<void> {
    await this.write({ failure: null, ...change, state });
    this.notify(preparing);
  }

  /** The run ends where it is. */
  async fail(error: StudioError): Promise<void> {
    await this.enter('failed', null, { failure: error.toData() });
    this.ports.emit({ type: 'failed', runId: this.run.id, error: error.toData() });
  }

  /** The run ends on bad numbers, where it was last saved in good health. */
  async takeBack(what: StudioError, last: Saved | null): Promise<void> {
    const { store, emit } = this.ports;
    const { id } = this.run;
    const { learningRates, ...at } = this.place();
    const error = numbersBad(what, at, last);
    const change = {
      state: 'failed',
      failure: error.toData(),
      learningRates,
      trainedMs: last?.trainedMs ?? 0,
      updatedAt: this.stamp(),
    } as const;
    const stored = await this.writer.tryTo(() => store.rewindRun(id, last, change));
    const { step, epoch, savedAt } = last ?? { step: 0, epoch: 0, savedAt: 0 };
    const checkpoint = last && { step, epoch, savedAt };
    this.take({ ...change, step, epoch, checkpoint }, stored);
    emit({ type: 'keptChanged', runId: id });
    this.notify();
    emit({ type: 'failed', runId: id, error: error.toData() });
  }

  /** A step was measured: the best checkpoint may be another one. */
  async judgeBest(): Promise<void> {
    const { store } = this.ports;
    this.take({}, await this.writer.tryTo(() => store.keepBestCheckpoint(this.run.id)));
  }

  private notify(preparing: Preparing | null = null): void {
    this.ports.emit({ type: 'run', run: this.run, preparing });
  }

  /** Takes over what was written; `stored` knows the name the person may have given meanwhile, and the
   *  best checkpoint, which goes where room is needed. */
  private take(change: Partial<RunRecord>, stored: RunRecord | undefined | typeof FAILED): void {
    if (stored === undefined) this.deleted = true;
    const { name, bestCheckpoint } = stored === FAILED || !stored ? this.run : stored;
    const { bestCheckpoint: before } = this.run;
    this.run = { ...this.run, ...change, name, bestCheckpoint };
    if (bestCheckpoint?.step === before?.step) return;
    this.ports.emit({ type: 'bestChanged', runId: this.run.id, best: bestCheckpoint });
  }
}
