import type { StudioError } from '../contract/errors';
import type { TrainingProgress } from '../contract/events';
import type { RunRecord, RunState } from '../contract/records';
import { Batches } from './batches';
import { engineFailure, refuseBadNumbers } from './failures';
import { Gallery } from './gallery';
import { Journal } from './journal';
import { FAILED, Keeper } from './keeper';
import { LossGuard } from './loss-guard';
import type { StepMetrics } from './model';
import { Pace } from './pace';
import type { SessionPlan, SessionPorts } from './session-plan';

/** Steps submitted and not yet read back; more would only queue up work that cannot be stopped. */
const IN_FLIGHT = 2;
const PROGRESS_MS = 250;
const RECORD_MS = 3_000;

/**
 * One run from its first grid to its end: steps, epochs, cadence, pause, and what is told and kept.
 * It owns the model it is given and disposes of it.
 */
export class TrainingSession {
  private run: RunRecord;
  private readonly batches: Batches;
  private readonly keeper: Keeper;
  private readonly journal: Journal;
  private readonly gallery: Gallery;
  private readonly guard: LossGuard;
  private readonly pace = new Pace();
  private readonly totalSteps: number;
  private readonly flying: { count: number; metrics: Promise<StepMetrics> }[] = [];

  /** Steps submitted, and steps whose metrics are in. */
  private submitted = 0;
  private completed = 0;
  private wish: 'run' | 'pause' | 'stop' = 'run';
  private sampleAsked = false;
  private wake: (() => void) | null = null;
  private deleted = false;

  private trainedMs = 0;
  private resumedAt: number | null = null;
  private progressAt = -Infinity;
  private recordAt: number;

  constructor(
    private readonly plan: SessionPlan,
    private readonly ports: SessionPorts,
  ) {
    const { settings } = plan.run;
    this.batches = new Batches(plan.set, plan.gan.step, settings);
    this.totalSteps = settings.epochs * this.batches.stepsPerEpoch;
    this.run = { ...plan.run, stepsPerEpoch: this.batches.stepsPerEpoch };
    this.keeper = new Keeper(ports.emit);
    this.guard = new LossGuard(plan.lost);
    this.journal = new Journal(this.run.id, ports.store, this.keeper, ports.emit, ports.now());
    this.gallery = new Gallery(plan, ports, this.keeper, this.guard);
    this.recordAt = ports.now();
  }

  get runId(): string {
    return this.run.id;
  }

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

  /** A grid as soon as the step at hand is done. */
  sample(): void {
    this.sampleAsked = true;
    this.wake?.();
  }

  /** Holds from the next step on. */
  setLearningRates(generator: number, discriminator: number): void {
    this.plan.model.setLearningRates(generator, discriminator);
  }

  /** Trains to the end; never rejects. Failures are told and kept like any other end. */
  async train(): Promise<void> {
    try {
      if (!this.stopping) {
        await this.enter('preparing', 'Painting the first grid');
        await this.gallery.grid(0, 0);
      }
      this.progress(this.ports.now(), true);
      if (this.wish === 'run') await this.enter('running');
      this.startClock();
      while (this.submitted < this.totalSteps && !this.stopping) await this.turn();
      await this.finish();
    } catch (error) {
      await this.fail(engineFailure(error));
    } finally {
      this.letGo();
    }
  }

  /** Frees the model; one whose device is gone has nothing left to free, and may say so. */
  private letGo(): void {
    try {
      this.plan.model.dispose();
    } catch {
      // The engine was closed with all its tensors.
    }
  }

  private get stopping(): boolean {
    return this.wish === 'stop' || this.deleted;
  }

  /** One round of the loop: what was asked for, then a step. */
  private async turn(): Promise<void> {
    if (this.wish === 'pause') await this.hold();
    if (this.sampleAsked) await this.sampleNow();
    if (this.wish !== 'run') return;
    await this.step();
    await this.ports.yieldToMessages();
  }

  private async step(): Promise<void> {
    const { pixels, count } = this.batches.at(this.submitted);
    const metrics = this.plan.model.trainStep(pixels, count, this.submitted);
    // A failure is met when its turn comes; until then it must not count as unhandled.
    metrics.catch(() => undefined);
    this.flying.push({ count, metrics });
    this.submitted += 1;
    while (this.flying.length >= IN_FLIGHT) await this.land();
    if (this.submitted % this.batches.stepsPerEpoch === 0) await this.endEpoch();
  }

  /** Takes in the oldest step under way. */
  private async land(): Promise<void> {
    const oldest = this.flying.shift();
    if (!oldest) return;
    const metrics = await this.guard.wait(oldest.metrics);
    const now = this.ports.now();
    this.completed += 1;
    refuseBadNumbers(metrics, this.completed, this.epoch);
    this.pace.mark(now, oldest.count);
    this.journal.append(this.completed, this.epoch, metrics, now);
    this.progress(now);
    if (now - this.recordAt >= RECORD_MS) await this.record({});
  }

  private async landAll(): Promise<void> {
    while (this.flying.length > 0) await this.land();
  }

  /** Completed epochs. */
  private get epoch(): number {
    return Math.floor(this.completed / this.batches.stepsPerEpoch);
  }

  private async endEpoch(): Promise<void> {
    await this.landAll();
    const { sampleEvery, saveEvery, epochs } = this.run.settings;
    const { epoch } = this;
    const last = epoch === epochs;
    if (last || epoch % sampleEvery === 0) await this.gallery.grid(epoch, this.completed);
    if (!last && epoch % saveEvery === 0) await this.gallery.keepGenerator(epoch, this.completed);
  }

  private async sampleNow(): Promise<void> {
    this.sampleAsked = false;
    await this.landAll();
    await this.gallery.grid(this.epoch, this.completed);
  }

  /** Waits, grids on demand apart, until Resume or Stop. */
  private async hold(): Promise<void> {
    await this.landAll();
    this.stopClock();
    await this.journal.flush(this.ports.now());
    this.progress(this.ports.now(), true);
    await this.enter('paused');
    while (this.wish === 'pause') {
      if (this.sampleAsked) await this.sampleNow();
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
    this.wake = null;
    if (this.wish === 'run') await this.enter('running');
    this.startClock();
  }

  private async finish(): Promise<void> {
    await this.landAll();
    this.stopClock();
    if (!this.deleted) await this.gallery.keepGenerator(this.epoch, this.completed);
    await this.journal.flush(this.ports.now());
    this.progress(this.ports.now(), true);
    await this.enter(this.completed === this.totalSteps ? 'finished' : 'stopped');
  }

  private async fail(error: StudioError): Promise<void> {
    this.stopClock();
    await this.journal.flush(this.ports.now());
    await this.enter('failed', '', error.message);
    this.ports.emit({ type: 'failed', runId: this.run.id, error: error.toData() });
  }

  private async enter(state: RunState, detail = '', failure: string | null = null): Promise<void> {
    await this.record({ state, failure });
    this.ports.emit({ type: 'run', run: this.run, detail });
  }

  /** Writes the run's record; a run that was deleted meanwhile ends. */
  private async record(change: Partial<RunRecord>): Promise<void> {
    const now = this.ports.now();
    this.recordAt = now;
    const whole: Partial<RunRecord> = {
      ...change,
      step: this.completed,
      epoch: this.epoch,
      stepsPerEpoch: this.batches.stepsPerEpoch,
      trainedMs: this.trained(now),
      updatedAt: now,
    };
    const stored = await this.keeper.tryTo(() => this.ports.store.updateRun(this.run.id, whole));
    if (stored === undefined) this.deleted = true;
    // The stored one knows the name the person may have given it meanwhile.
    const name = stored === FAILED || stored === undefined ? this.run.name : stored.name;
    this.run = { ...this.run, ...whole, name };
  }

  private startClock(): void {
    this.resumedAt = this.ports.now();
    this.pace.reset(this.resumedAt);
  }

  private stopClock(): void {
    this.trainedMs = this.trained(this.ports.now());
    this.resumedAt = null;
  }

  private trained(now: number): number {
    return this.trainedMs + (this.resumedAt === null ? 0 : now - this.resumedAt);
  }

  private progress(now: number, atOnce = false): void {
    if (!atOnce && now - this.progressAt < PROGRESS_MS) return;
    this.progressAt = now;
    const { stepsPerEpoch } = this.batches;
    const rates = this.pace.rates();
    const { tensors, bytes } = this.plan.model.usage();
    const progress: TrainingProgress = {
      step: this.completed,
      epoch: this.epoch,
      totalEpochs: this.run.settings.epochs,
      stepsPerEpoch,
      totalSteps: this.totalSteps,
      imagesPerSecond: rates.pictures,
      secondsPerEpoch: rates.steps > 0 ? stepsPerEpoch / rates.steps : 0,
      secondsLeft: rates.steps > 0 ? (this.totalSteps - this.completed) / rates.steps : 0,
      tensors,
      engineBytes: bytes,
    };
    this.ports.emit({ type: 'progress', runId: this.run.id, progress });
  }
}
