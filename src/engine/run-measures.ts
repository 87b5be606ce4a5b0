import { bestMeasure } from '../contract/best-measure';
import { StudioError } from '../contract/errors';
import type { ClosestPictures, MeasureRecord, Measures } from '../contract/measures';
import {
  atMeasuredSize,
  generatedFor,
  measuredShape,
  type MeanLogits,
  type Measurer,
  type MeasuringCounts,
  type Pictures,
  type RealPictures,
} from '../contract/measuring';
import { pictureLength } from '../contract/picture-shape';
import { Stream, normal } from '../contract/random';
import type { CarefulWriter } from './careful-writer';
import type { LossGuard } from './loss-guard';
import { meanLogit } from './mean-logit';
import { MeasuringBudget } from './measuring-budget';
import type { SessionPlan, SessionPorts } from './session-plan';

/** Real pictures that a run is measured by. */
export interface MeasuredBy extends RealPictures {
  /** The run's own number of each training picture, [training.count]. */
  readonly numbers: Uint32Array;
  /** Some of each as they were prepared, for the discriminator to judge; null where none are held out. */
  readonly judged: RealPictures | null;
}

/** What it takes to measure a run. */
export interface MeasuringPlan {
  readonly counts: MeasuringCounts;
  /** The best of what was measured of the run before; null where there is none. */
  readonly best: Pick<MeasureRecord, 'measures'> | null;
  /** @throws StudioError('set-missing') where pixels are missing. */
  read(): Promise<MeasuredBy>;
  open(): Measurer;
}

/** Where a run is when it is measured. */
interface Place {
  readonly step: number;
  readonly epoch: number;
  readonly picturesSeen: number;
}

interface Prepared {
  readonly measurer: Measurer;
  readonly real: MeasuredBy;
  /** Null until the real pictures are prepared. */
  floor: MeasureRecord['floor'] | null;
}

interface Painted {
  readonly pictures: Pictures;
  readonly judged: Pictures;
}

/** Bytes of pictures that are painted at one go. */
const BYTES_AT_ONCE = 2 ** 24;
/** Pictures of each kind that D judges; as many whatever the set's size. */
export const MOST_JUDGED = 100;

/**
 * Measures of a run on its way [MEAS8] [MEAS9]. Pictures are painted, and judged by D, between two steps;
 * all else is worked out beside the training, one measure at a time.
 */
export class RunMeasures {
  private readonly count: number;
  private readonly budget: MeasuringBudget;
  private prepared: Prepared | null = null;
  /** The measure that is being worked out. */
  private underWay: Promise<void> | null = null;
  /** No more by itself: it failed, or the session is over. */
  private over = false;
  private measuredStep = 0;
  /** The best that was measured of the run. */
  private best: MeasuringPlan['best'];

  constructor(
    private readonly plan: SessionPlan,
    private readonly measuring: MeasuringPlan,
    private readonly ports: SessionPorts,
    private readonly writer: CarefulWriter,
    private readonly guard: LossGuard,
    private readonly keeps: {
      /** Reads the generator at the end of an epoch. @returns what keeps it. */
      readonly hold: (epoch: number, step: number) => Promise<() => Promise<void>>;
      /** Begins to save a checkpoint of the step that is measured. @returns what resolves when it is stored. */
      readonly save: (step: number) => Promise<void>;
      /** The measure of that step is known, or will not be. */
      readonly judged: (step: number, measured: boolean) => Promise<void>;
    },
  ) {
    const { counts, best } = measuring;
    this.best = best;
    this.count = generatedFor(counts);
    this.budget = new MeasuringBudget({
      ...counts,
      shape: measuredShape(plan.set.shape),
      generated: this.count,
    });
  }

  /** At the end of an epoch. @param trainedMs milliseconds that this session trained. */
  async ifDue(place: Place, trainedMs: number): Promise<void> {
    if (!this.over && this.budget.allows(trainedMs)) await this.take(place, true);
  }

  /** When the run is over: it takes nothing from the training, and no longer than that took. */
  async atEnd(place: Place, trainedMs: number): Promise<void> {
    if (!this.over && this.budget.expected <= trainedMs) await this.take(place);
    this.over = true;
    // Whatever is under way is kept when it is done.
    void (this.underWay ?? Promise.resolve()).then(() => this.close());
  }

  /** What is under way counts no more: the run is taken back, or trained elsewhere. */
  abandon(): void {
    this.over = true;
    this.underWay = null;
    this.close();
  }

  /** Paints, and has the pictures measured; resolves as soon as steps can go on. */
  async take(place: Place, endsEpoch = false): Promise<void> {
    if (this.count === 0 || this.underWay) return;
    if (place.step === 0 || place.step === this.measuredStep) return;
    this.emit(true);
    const begun = this.ports.monotonic();
    const ready = await this.ready();
    if (!ready) return this.emit(false);
    const painted = await this.paint();
    const logits = painted && (await this.judge(ready.real, painted));
    if (!painted) return this.emit(false);
    this.measuredStep = place.step;
    const keep = endsEpoch ? await this.keeps.hold(place.epoch, place.step) : null;
    const saved = this.keeps.save(place.step);
    const record = { ...place, runId: this.plan.run.id, at: this.ports.now() };
    const work = this.workOut(ready, painted, logits, record, begun, keep)
      .then(async (measured) => {
        await saved;
        await this.keeps.judged(place.step, measured);
      })
      .finally(() => {
        if (this.underWay !== work) return;
        this.underWay = null;
        this.emit(false);
      });
    this.underWay = work;
  }

  private async ready(): Promise<Prepared | null> {
    if (this.prepared) return this.prepared;
    try {
      const real = await this.measuring.read();
      return (this.prepared = { measurer: this.measuring.open(), real, floor: null });
    } catch (error) {
      this.fail(error);
      return null;
    }
  }

  /** Generated pictures at the size that they are measured at, and the first of them as they are. */
  private async paint(): Promise<Painted | null> {
    const { painter } = this.plan.model;
    const { seed } = this.plan.run.settings;
    const { shape, latentSize } = painter;
    const latents = normal(seed, Stream.MeasureLatent, 0, this.count * latentSize);
    const size = pictureLength(shape);
    const measured = new Uint8Array(this.count * pictureLength(measuredShape(shape)));
    const portion = Math.max(1, Math.floor(BYTES_AT_ONCE / size));
    const judged = new Uint8Array(Math.min(this.count, portion, MOST_JUDGED) * size);
    for (let from = 0; from < this.count; from += portion) {
      const to = Math.min(this.count, from + portion);
      const painting = await this.guard.wait(
        painter.paint(
          latents.subarray(from * latentSize, to * latentSize),
          this.ports.yieldToMessages,
        ),
      );
      if (painting.kind === 'cancelled') return null;
      const { pixels } = painting;
      const small = atMeasuredSize({ shape, count: to - from, pixels }).pixels;
      measured.set(small, from * (small.length / (to - from)));
      if (from === 0) judged.set(pixels.subarray(0, judged.length));
    }
    return {
      pictures: { shape: measuredShape(shape), count: this.count, pixels: measured },
      judged: { shape, count: judged.length / size, pixels: judged },
    };
  }

  /** Means of D's logits; null where nothing is held out. */
  private async judge({ judged }: MeasuredBy, generated: Painted): Promise<MeanLogits | null> {
    if (!judged) return null;
    const mean = (of: Pictures): Promise<number> =>
      meanLogit(of, this.plan.model, this.guard, this.ports);
    const training = await mean(judged.training);
    const heldOut = await mean(judged.heldOut);
    return { training, heldOut, generated: await mean(generated.judged) };
  }

  /** Beside the training. @returns whether the measure is kept, and counts. */
  private async workOut(
    ready: Prepared,
    { pictures }: Painted,
    logits: MeanLogits | null,
    place: Pick<MeasureRecord, 'runId' | 'step' | 'epoch' | 'picturesSeen' | 'at'>,
    begun: number,
    keep: (() => Promise<void>) | null,
  ): Promise<boolean> {
    const { measurer, real } = ready;
    try {
      const { seed } = this.plan.run.settings;
      ready.floor ??= await measurer.prepare(real, seed, this.count);
      const measures = await measurer.measure(pictures, logits);
      if (this.prepared !== ready) return false;
      const tookMs = this.ports.monotonic() - begun;
      this.budget.took(tookMs);
      const { closest } = measures.copies;
      const record: MeasureRecord = {
        ...place,
        tookMs,
        heldOut: real.heldOut.count,
        measures: numbered(measures, real.numbers),
        floor: ready.floor,
        closest: picturesOf(
          pictures,
          closest.map(({ generated }) => generated),
        ),
      };
      this.ports.emit({ type: 'measured', record });
      const kept = await this.writer.keep(() => this.ports.store.putMeasures(record));
      // Taken back meanwhile: a generator of a step that is gone would stay for good.
      if (this.prepared !== ready) return false;
      // The one that is offered first.
      if (bestMeasure([this.best, record].filter((one) => one !== null)) === record) {
        this.best = record;
        if (keep) await keep();
      }
      return kept;
    } catch (error) {
      if (this.prepared === ready) this.fail(error);
      return false;
    }
  }

  /** It is said, and not tried again by itself. */
  private fail(error: unknown): void {
    this.over = true;
    this.close();
    const reason = StudioError.from(error, 'unexpected');
    const notice = new StudioError('not-measured', { error: reason.toData() });
    this.ports.emit({ type: 'notice', error: notice.toData() });
  }

  private emit(underWay: boolean): void {
    this.ports.emit({ type: 'measuring', runId: this.plan.run.id, underWay });
  }

  private close(): void {
    this.prepared?.measurer.close();
    this.prepared = null;
  }
}

/** Pairs told by the run's own numbers of its training pictures. */
const numbered = (measures: Measures, numbers: Uint32Array): Measures => ({
  ...measures,
  copies: {
    ...measures.copies,
    closest: measures.copies.closest.map((pair) => ({
      ...pair,
      training: numbers[pair.training] ?? pair.training,
    })),
  },
});

/** Copies of some of them, one after another. */
function picturesOf({ shape, pixels }: Pictures, numbers: readonly number[]): ClosestPictures {
  const size = pictureLength(shape);
  const taken = new Uint8Array(numbers.length * size);
  numbers.forEach((number, i) => {
    taken.set(pixels.subarray(number * size, (number + 1) * size), i * size);
  });
  return { shape, pixels: taken };
}
