import { StudioError } from '../contract/errors';
import type { CheckpointRecord, LearningRates, ModelState } from '../contract/records';
import type { AwakeClock } from './clock';
import { FAILED, type CarefulWriter } from './careful-writer';
import type { LossGuard } from './loss-guard';
import type { SessionPlan, SessionPorts } from './session-plan';
import { whatIsWrong } from './validate-state';

/** After one that cost so much, the next waits so many times as long: a tenth goes into saving. */
const REST = 9;
/** A cheap one counts its time on disk as well, up to so many milliseconds. */
const ON_DISK_MS = 100;
/** The thread is given up after so many milliseconds, or this part of a usual step. */
const SLICE_MS = 8;
const SLICE_OF_STEP = 0.25;

/** Where the run can be taken back to. */
export type Saved = Pick<
  CheckpointRecord,
  'step' | 'epoch' | 'savedAt' | 'metricTail' | 'trainedMs' | 'learningRates'
>;

/** What a checkpoint holds besides the state, known once the metrics of its step are in. */
type Place = Pick<CheckpointRecord, 'metricTail' | 'trainedMs'>;

/** A checkpoint on its way. */
interface Capture {
  readonly step: number;
  readonly epoch: number;
  readonly learningRates: LearningRates;
  readonly state: Promise<ModelState>;
  /** Called with the place where the step was healthy, with null where it is not to be kept. */
  readonly confirm: (place: Place | null) => void;
  readonly place: Promise<Place | null>;
}

export interface CheckpointerPorts {
  readonly writer: CarefulWriter;
  readonly guard: LossGuard;
  readonly clock: AwakeClock;
  /** A time for the record, milliseconds since the Unix epoch. */
  readonly stamp: () => number;
  readonly place: () => Place;
  /** A checkpoint is stored. */
  readonly saved: (saved: Saved, bytes: number, stallMs: number) => void;
  /** The run was deleted meanwhile. */
  readonly deleted: () => void;
}

/**
 * Saves whole states of a run. A state is held between two steps, which takes no time: tensors never
 * change, later steps make new ones. It is read, looked through and written while steps go on, and
 * written only once the metrics of its step are in and healthy.
 */
export class Checkpointer {
  /** The newest that is stored. */
  last: Saved | null;
  /** Step of one that stays stored until its measure is known; null for none. */
  unjudged: number | null = null;
  private capture: Capture | null = null;
  private saving: Promise<void> | null = null;
  private failure: StudioError | null = null;

  private begunAt: number;
  private begunEpoch: number;
  private restUntil = -Infinity;
  /** Milliseconds that steps took longer than usual since the save began; what is usual; and when
   *  the thread was last given up. */
  private delay = 0;
  private usual: number | null = null;
  private turnAt = 0;

  constructor(
    private readonly plan: SessionPlan,
    private readonly outside: SessionPorts,
    private readonly ports: CheckpointerPorts,
  ) {
    this.last = plan.from;
    this.begunAt = ports.clock.now();
    this.begunEpoch = plan.from?.epoch ?? 0;
  }

  /** Whether one is being read or written. */
  get busy(): boolean {
    return this.saving !== null;
  }

  /** Whether the cadence of the settings asks for one. */
  due(epoch: number): boolean {
    const { checkpointSeconds, checkpointEpochs } = this.plan.run.settings;
    const now = this.ports.clock.now();
    if (this.busy || now < this.restUntil) return false;
    return (
      now - this.begunAt >= checkpointSeconds * 1000 || epoch - this.begunEpoch >= checkpointEpochs
    );
  }

  /** Whether just this is stored already. */
  has(step: number, rates: LearningRates): boolean {
    const { last } = this;
    return (
      last?.step === step &&
      last.learningRates.generator === rates.generator &&
      last.learningRates.discriminator === rates.discriminator
    );
  }

  /** Holds the state as it is now, after `step` steps; all else happens meanwhile. */
  begin(step: number, epoch: number, learningRates: LearningRates): void {
    const { clock, guard } = this.ports;
    const begun = clock.now();
    this.begunAt = begun;
    this.begunEpoch = epoch;
    this.usual = clock.usual;
    this.turnAt = begun;
    let confirm!: Capture['confirm'];
    const place = new Promise<Place | null>((resolve) => (confirm = resolve));
    const state = guard.wait(this.plan.model.exportState(() => this.between()));
    this.capture = { step, epoch, learningRates, state, confirm, place };
    this.delay = clock.now() - begun;
    this.saving = this.save(this.capture).finally(() => {
      const onDisk = Math.min(clock.now() - begun, ON_DISK_MS);
      this.restUntil = clock.now() + REST * Math.max(this.delay, onDisk);
      this.capture = null;
      this.saving = null;
    });
  }

  /**
   * Saves a step that is being measured, all steps landed: the run may be taken back to it. One that is
   * under way goes on. It takes no rest after the one before: measuring takes a second at least and 3 % of
   * the time, so that these are few, and the cadence counts from them.
   * @returns what resolves when it is stored, or could not be.
   */
  async saveMeasured(step: number, epoch: number, rates: LearningRates): Promise<void> {
    this.unjudged = step;
    if (!this.busy && !this.has(step, rates)) {
      this.begin(step, epoch, rates);
      this.landed(step);
    }
    await this.saving;
  }

  /** The metrics of a step are in and healthy. */
  landed(step: number): void {
    if (this.capture?.step === step) this.capture.confirm(this.ports.place());
  }

  /** A step took so many milliseconds. */
  stepTook(ms: number): void {
    if (this.busy && this.usual !== null) this.delay += ms - this.usual;
  }

  /** Saves what stands now, all steps landed, and waits for it. @throws as `check`. */
  async saveNow(step: number, epoch: number, rates: LearningRates): Promise<void> {
    await this.settle();
    this.check();
    if (step === 0 || this.has(step, rates)) return;
    this.begin(step, epoch, rates);
    this.landed(step);
    const begun = this.ports.clock.now();
    this.usual = null;
    await this.saving;
    this.delay = this.ports.clock.now() - begun;
    this.check();
  }

  /** Waits for the one under way; what is not confirmed to be healthy by now is not kept. */
  async settle(): Promise<void> {
    this.capture?.confirm(null);
    await this.saving;
  }

  /** @throws StudioError('numbers-bad') where a state was none that may be kept, 'device-lost' where
   *  it could not be read. */
  check(): void {
    if (this.failure) throw this.failure;
  }

  private async save({ step, epoch, learningRates, state, place }: Capture): Promise<void> {
    const { writer, stamp, saved, deleted } = this.ports;
    const read = await state.catch((error: unknown) => this.unread(error));
    const there = await place;
    if (!read || !there) return;
    this.failure = await whatIsWrong(read, () => this.between());
    if (this.failure) return;
    const { run, engine } = this.plan;
    const savedAt = stamp();
    const known: Saved = { step, epoch, savedAt, learningRates, ...there };
    const record: CheckpointRecord = {
      ...known,
      runId: run.id,
      engine,
      settings: run.settings,
      state: read,
    };
    const bytes = await writer.tryTo(() => this.outside.store.putCheckpoint(record, this.unjudged));
    if (bytes === FAILED) return;
    if (bytes === 0) return deleted();
    this.last = known;
    saved(known, bytes, Math.max(0, this.delay));
  }

  /** A lost engine ends the session; anything else, as too little memory, costs a checkpoint. */
  private unread(value: unknown): null {
    const error = StudioError.from(value, 'engine-failed');
    if (error.kind === 'device-lost') this.failure = error;
    else this.ports.writer.say(new StudioError('checkpoint-not-saved', { error: error.toData() }));
    return null;
  }

  /** Gives the thread up where it was held for a while. */
  private async between(): Promise<void> {
    const slice = Math.max(SLICE_MS, SLICE_OF_STEP * (this.usual ?? 0));
    if (this.ports.clock.now() - this.turnAt < slice) return;
    await this.outside.yieldToMessages();
    this.turnAt = this.ports.clock.now();
  }
}
