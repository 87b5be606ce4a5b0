import { epochsAfter, picturesSeen, stepsFor, stepsPerEpoch } from '../contract/epochs';
import type { LearningRates } from '../contract/records';
import { Batches } from './batches';
import { Checkpointer } from './checkpointer';
import { AwakeClock, Stopwatch } from './clock';
import { engineFailure, refuseBadNumbers } from './failures';
import { StepsInFlight } from './steps-in-flight';
import { Sampler } from './sampler';
import { MetricsWriter } from './metrics-writer';
import { CarefulWriter } from './careful-writer';
import { LossGuard } from './loss-guard';
import { RunCommands } from './run-commands';
import { Throughput } from './throughput';
import { HeldOutChance } from './held-out-chance';
import { progressOf } from './progress';
import { RunBook } from './run-book';
import { RunMeasures } from './run-measures';
import { decayedRates, penaltyShare } from './rate-decay';
import type { SessionEnd, SessionPlan, SessionPorts } from './session-plan';

/** Submits that were not yet read back; more would only queue up work that cannot be stopped. */
const IN_FLIGHT = 2;
const PROGRESS_MS = 250;
const RECORD_MS = 3_000;
/** An engine that did not answer for so long, or so many times its slowest step, is given up. */
const PATIENCE_MS = 120_000;
const PATIENCE_STEPS = 20;
/** The first steps may compile shaders. */
const FIRST_PATIENCE_MS = 600_000;
const FIRST_STEPS = 2;
/** What failed because the device was lost may fail so much sooner than the loss is told. */
const LOSS_TOLD_MS = 1_000;

/**
 * One run from its first grid, or from a checkpoint, to its end: steps, epochs, cadence, pause, and
 * what is told and kept. It owns the model it is given and disposes of it.
 */
export class TrainingSession {
  private readonly ports: SessionPorts;
  private readonly batches: Batches;
  private readonly inFlight: StepsInFlight;
  private readonly clock: AwakeClock;
  private readonly trained: Stopwatch;
  private readonly writer: CarefulWriter;
  private readonly metricsWriter: MetricsWriter;
  private readonly sampler: Sampler;
  private readonly measures: RunMeasures | null;
  private readonly chance: HeldOutChance | null;
  private readonly guard: LossGuard;
  private readonly book: RunBook;
  private readonly checkpoints: Checkpointer;
  private readonly throughput = new Throughput();
  private readonly totalSteps: number;

  /** Steps submitted, and steps whose metrics are in. */
  private submitted: number;
  private completed: number;
  /** What the model takes steps with. */
  private rates: LearningRates;

  /** When the last steps landed, or whatever came after it ended; null where that says nothing. */
  private landedAt: number | null = null;
  private progressAt = -Infinity;
  /** The step that was told last. */
  private toldStep = -1;
  /** Nothing is trained any more. */
  private over = false;
  private recordAt: number;

  constructor(
    private readonly plan: SessionPlan,
    outside: SessionPorts,
    readonly commands = new RunCommands(),
  ) {
    const { run, from } = plan;
    this.clock = new AwakeClock(outside.monotonic);
    this.ports = { ...outside, yieldToMessages: () => this.breathe(outside) };
    this.batches = new Batches(plan.set, plan.gan.step.batching, run.settings);
    this.inFlight = new StepsInFlight(plan.model, this.batches);
    this.totalSteps = stepsFor(run.settings.epochs, this.batches.passes);
    this.submitted = this.completed = from?.step ?? 0;
    this.rates = commands.learningRates ?? run.learningRates;
    this.trained = new Stopwatch(this.clock, from?.trainedMs ?? 0);
    this.recordAt = this.clock.now();
    this.guard = new LossGuard(plan.lost, () => this.patience());
    this.writer = new CarefulWriter(run.id, outside.store, outside.emit);
    this.metricsWriter = new MetricsWriter(
      run.id,
      outside.store,
      this.writer,
      outside.emit,
      this.clock.now(),
      from,
    );
    this.sampler = new Sampler(plan, this.ports, this.writer, this.guard);
    this.measures = plan.measuring
      ? new RunMeasures(plan, plan.measuring, this.ports, this.writer, this.guard, {
          hold: (...at) => this.sampler.holdGenerator(...at),
          save: (step) => this.saveMeasured(step),
          judged: (step, measured) => this.judged(step, measured),
        })
      : null;
    const { passes } = this.batches;
    this.chance = plan.heldOut
      ? new HeldOutChance(plan.heldOut, plan, passes, this.guard, this.ports)
      : null;
    this.book = new RunBook(
      { ...run, stepsPerEpoch: stepsPerEpoch(this.batches.passes) },
      outside,
      this.writer,
      () => ({
        step: this.completed,
        epoch: this.epoch,
        trainedMs: this.trained.elapsed,
        learningRates: this.rates,
      }),
    );
    this.checkpoints = new Checkpointer(plan, this.ports, {
      writer: this.writer,
      guard: this.guard,
      clock: this.clock,
      stamp: this.book.stamp,
      place: () => ({ metricTail: this.metricsWriter.tail(), trainedMs: this.trained.elapsed }),
      saved: (saved, bytes, stallMs) => {
        const { step, epoch, savedAt } = saved;
        this.book.run = { ...this.book.run, checkpoint: { step, epoch, savedAt } };
        const notified = { runId: run.id, step, epoch, savedAt, bytes, stallMs };
        this.ports.emit({ type: 'checkpointSaved', ...notified });
      },
      deleted: () => (this.book.deleted = true),
    });
  }

  get runId(): string {
    return this.plan.run.id;
  }

  /**
   * Trains to the end; never rejects. Failures are told and kept like any other end, except the
   * loss of the engine, after which the run can go on elsewhere.
   */
  async train(): Promise<SessionEnd> {
    try {
      await this.begin();
      while (this.submitted < this.totalSteps && !this.stopping) await this.turn();
      await this.finish();
      return { kind: 'over' };
    } catch (error) {
      return await this.fail(error);
    } finally {
      this.letGo();
    }
  }

  private async begin(): Promise<void> {
    const { from, model, set } = this.plan;
    if (from) model.importState(from.state);
    this.setRates(this.rates);
    if (!this.stopping) {
      this.batches.heldByModel = await model.holdPictures(set);
      await this.book.enter(
        'preparing',
        from
          ? { code: 'going-on-from', params: { step: from.step } }
          : { code: 'first-grid', params: {} },
      );
      if (!from) await this.sampler.grid(0, 0);
    }
    this.progress(this.clock.now(), true);
    if (this.commands.wish === 'run' && this.completed < this.totalSteps)
      await this.book.enter('running');
    this.startClock();
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
    return this.commands.wish === 'stop' || this.book.deleted;
  }

  /** One round of the loop: what was asked for, then as many steps as are submitted together. */
  private async turn(): Promise<void> {
    if (this.commands.wish === 'pause') await this.hold();
    if (this.commands.done('sample')) await this.sampleNow();
    if (this.commands.done('measure')) await this.measureNow();
    if (this.commands.wish !== 'run') return;
    this.takeRates();
    this.checkpoints.check();
    this.saveIfDue();
    await this.steps();
    await this.ports.yieldToMessages();
  }

  private async steps(): Promise<void> {
    const before = this.epochOf(this.submitted);
    this.submitted += await this.inFlight.submit(this.submitted);
    while (this.inFlight.count >= IN_FLIGHT) await this.land();
    if (this.epochOf(this.submitted) > before) await this.endEpoch();
  }

  /** Takes in the oldest steps under way. */
  private async land(): Promise<void> {
    const { oldest } = this.inFlight;
    if (!oldest) return;
    const metrics = await this.guard.wait(oldest.metrics);
    this.inFlight.landed();
    const now = this.clock.now();
    const took = this.landedAt === null ? null : (now - this.landedAt) / metrics.length;
    this.landedAt = now;
    for (const one of metrics) {
      this.completed += 1;
      refuseBadNumbers(one);
      if (took !== null) {
        this.clock.stepTook(took);
        this.checkpoints.stepTook(took);
      }
      this.metricsWriter.append(this.completed, this.epoch, one, now);
      this.checkpoints.landed(this.completed);
    }
    this.throughput.mark(now, oldest.steps, oldest.pictures);
    this.metricsWriter.keepUp(now);
    this.progress(now);
    if (now - this.recordAt >= RECORD_MS) {
      this.recordAt = now;
      await this.book.write();
    }
  }

  private async landAll(): Promise<void> {
    while (this.inFlight.count > 0) await this.land();
  }

  /** Completed epochs. */
  private get epoch(): number {
    return this.epochOf(this.completed);
  }

  private epochOf(step: number): number {
    return epochsAfter(step, this.batches.passes);
  }

  /** Begins a checkpoint of what was submitted, where one is asked for or due. It follows the grid
   *  of an epoch, so that a run that goes on from it has that grid. */
  private saveIfDue(): void {
    const { submitted, checkpoints } = this;
    if (checkpoints.busy) return;
    if (!this.commands.done('save') && !checkpoints.due(this.epochOf(submitted))) return;
    if (submitted === 0 || checkpoints.has(submitted, this.rates)) return;
    checkpoints.begin(submitted, this.epochOf(submitted), this.rates);
    if (this.completed === submitted) checkpoints.landed(submitted);
  }

  /** Those that were asked for hold from the next step on. */
  private takeRates(): void {
    const { learningRates } = this.commands;
    if (this.commands.done('rates') && learningRates) this.setRates(learningRates);
  }

  private setRates(rates: LearningRates): void {
    this.rates = rates;
    this.applyRates();
  }

  private applyRates(): void {
    const { model, run } = this.plan;
    const { generator, discriminator } = decayedRates(
      this.rates,
      run.settings,
      this.epochOf(this.submitted),
    );
    model.setLearningRates(generator, discriminator);
    model.setPenaltyShare(penaltyShare(run.settings.epochs, this.epochOf(this.submitted)));
  }

  /** Saves what was trained, and waits for it. */
  private async saveNow(): Promise<void> {
    this.commands.done('save');
    this.takeRates();
    if (!this.book.deleted) {
      await this.checkpoints.saveNow(this.completed, this.epoch, this.rates);
    }
  }

  private async endEpoch(): Promise<void> {
    await this.landAll();
    await this.chance?.follow(this.completed);
    const { sampleEvery, saveEvery, epochs } = this.plan.run.settings;
    const { epoch } = this;
    const last = epoch === epochs;
    if (last || epoch % sampleEvery === 0) await this.sampler.grid(epoch, this.completed);
    if (!last && epoch % saveEvery === 0) await this.sampler.keepGenerator(epoch, this.completed);
    const { rateDecay, penalty } = this.plan.run.settings;
    if (rateDecay > 0 || penalty > 0) this.applyRates();
    // What is measured is saved, so that the run can be taken back to it [MEAS13].
    if (!last && !this.checkpoints.busy) {
      await this.measures?.ifDue(this.place, this.trainedHere);
    }
    this.landedAt = this.clock.now();
  }

  private async sampleNow(): Promise<void> {
    await this.landAll();
    await this.sampler.grid(this.epoch, this.completed);
    this.landedAt = this.clock.now();
  }

  private async measureNow(): Promise<void> {
    await this.landAll();
    await this.measures?.take(this.place);
    this.landedAt = this.clock.now();
  }

  /** Once all is trained, it is saved, or could not be; the model is let go of then. */
  private async saveMeasured(step: number): Promise<void> {
    if (this.over) return;
    await this.checkpoints.saveMeasured(step, this.epochOf(step), this.rates);
  }

  private async judged(step: number, measured: boolean): Promise<void> {
    if (measured) await this.book.judgeBest();
    if (this.checkpoints.unjudged === step) this.checkpoints.unjudged = null;
  }

  /** Where the run is, for whoever measures it. */
  private get place(): { step: number; epoch: number; picturesSeen: number } {
    const { completed: step, epoch } = this;
    return { step, epoch, picturesSeen: picturesSeen(step, this.batches.passes) };
  }

  /** Milliseconds that this session trained. */
  private get trainedHere(): number {
    return this.trained.elapsed - (this.plan.from?.trainedMs ?? 0);
  }

  /** Waits, grids and measures on demand apart, until Resume or Stop. */
  private async hold(): Promise<void> {
    await this.landAll();
    this.trained.stop();
    await this.metricsWriter.flush(this.clock.now());
    await this.saveNow();
    this.progress(this.clock.now(), true);
    await this.book.enter('paused');
    while (this.commands.wish === 'pause') {
      if (this.commands.done('sample')) await this.sampleNow();
      else if (this.commands.done('measure')) await this.measureNow();
      else if (this.commands.isDue('rates')) await this.keepRates();
      else await this.commands.next();
    }
    if (this.commands.wish === 'run') await this.book.enter('running');
    this.startClock();
  }

  /** Rates that were changed while the run is paused outlive it too. */
  private async keepRates(): Promise<void> {
    await this.saveNow();
    await this.book.write();
  }

  private async finish(): Promise<void> {
    await this.landAll();
    this.trained.stop();
    if (!this.book.deleted) await this.sampler.keepGenerator(this.epoch, this.completed);
    await this.metricsWriter.flush(this.clock.now());
    await this.saveNow();
    this.over = true;
    if (this.book.deleted) this.measures?.abandon();
    else await this.measures?.atEnd(this.place, this.trainedHere);
    this.progress(this.clock.now(), true);
    await this.book.enter(this.completed === this.totalSteps ? 'finished' : 'stopped');
  }

  /** What is measured counts no more: the run is taken back. */
  abandonMeasures(): void {
    this.measures?.abandon();
  }

  private async fail(value: unknown): Promise<SessionEnd> {
    this.trained.stop();
    this.measures?.abandon();
    const loss = await this.guard.lossWithin(LOSS_TOLD_MS);
    const error = loss ?? engineFailure(value);
    await this.checkpoints.settle();
    await this.metricsWriter.flush(this.clock.now());
    const { completed, checkpoints } = this;
    if (error.kind === 'device-lost') return { kind: 'lost', error, completed };
    if (error.kind === 'numbers-bad') await this.book.takeBack(error, checkpoints.last);
    else await this.book.fail(error);
    return { kind: 'over' };
  }

  private startClock(): void {
    this.trained.start();
    this.landedAt = this.clock.now();
    this.throughput.reset(this.landedAt);
  }

  /** Milliseconds that the engine may take to answer. */
  private patience(): number {
    const landed = this.completed - (this.plan.from?.step ?? 0);
    if (landed < FIRST_STEPS) return FIRST_PATIENCE_MS;
    const slowest = this.clock.slowest * this.inFlight.together;
    return Math.max(PATIENCE_MS, PATIENCE_STEPS * slowest);
  }

  /** Messages are answered; clock and guard see that the session is awake. */
  private async breathe(outside: SessionPorts): Promise<void> {
    this.clock.now();
    this.guard.alive();
    await outside.yieldToMessages();
  }

  private progress(now: number, atOnce = false): void {
    const { completed: step, epoch, totalSteps } = this;
    if (atOnce ? step === this.toldStep : now - this.progressAt < PROGRESS_MS) return;
    this.progressAt = now;
    this.toldStep = step;
    const totalEpochs = this.plan.run.settings.epochs;
    const ofEpoch = stepsPerEpoch(this.batches.passes);
    const place = { step, epoch, totalEpochs, stepsPerEpoch: ofEpoch, totalSteps };
    const progress = progressOf(place, this.throughput, this.plan.model.usage());
    this.ports.emit({ type: 'progress', runId: this.runId, progress });
  }
}
