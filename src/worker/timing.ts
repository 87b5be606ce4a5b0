import { includedPictures } from '../contract/choice';
import type { Command } from '../contract/commands';
import { StudioError } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import { pictureLength } from '../contract/picture-shape';
import { Stream, normal } from '../contract/random';
import type { DatasetRecord } from '../contract/records';
import { Batches } from '../engine/batches';
import { AwakeClock } from '../engine/clock';
import type { Engine } from '../engine/engine';
import { engineFailure } from '../engine/failures';
import { LossGuard } from '../engine/loss-guard';
import type { TrainingModel } from '../engine/model';
import { timeSteps } from '../engine/time-steps';
import { loadTrainingSet, type TrainingSet } from '../engine/training-set';
import { buildGan } from '../nets/presets';
import type { StudioStorage } from '../storage/studio-storage';
import type { HostPorts } from './host-ports';
import { free, refuseMisfit } from './open-session';

type TimeCommand = Extract<Command, { type: 'timeSteps' }>;
export type TimingCommand = TimeCommand | { readonly type: 'endTiming' };

/** What timing stands on. */
export interface TimingPorts {
  readonly host: HostPorts;
  readonly openStorage: () => Promise<StudioStorage>;
  /** Whether a run trains, which has the engine for itself. */
  readonly busy: () => boolean;
  /** Work that needs the engine, one after another. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
  readonly emit: (event: TrainerEvent) => void;
}

/** Pictures of the set that a trial takes: batches of as many steps as are submitted together at most,
 *  within so many bytes. */
const MOST_BATCHES = 32;
const MOST_BYTES = 32 * 2 ** 20;
/** Samples that are painted, where a run paints as many. */
const SAMPLES = 16;
const SAMPLES_ON_PROCESSOR = 2;

/** How long a run of some settings would take, by a few steps of it that are forgotten. [TIME1] */
export class Timing {
  /** Number of the newest request, which alone is worked on. */
  private newest = 0;

  constructor(private readonly ports: TimingPorts) {}

  handle(command: TimingCommand): void {
    this.end();
    if (command.type === 'endTiming') return;
    const request = this.newest;
    void this.ports.inTurn(() => this.answer(command, request));
  }

  /** Ends what is under way, after the step at hand. */
  end(): void {
    this.newest += 1;
  }

  private async answer(command: TimeCommand, request: number): Promise<void> {
    const { emit } = this.ports;
    const { requestId } = command;
    try {
      emit(await this.time(command, request));
    } catch (cause) {
      const error = engineFailure(cause);
      if (error.kind === 'cancelled') emit({ type: 'timingEnded', requestId });
      else emit({ type: 'timingFailed', requestId, error: error.toData() });
    }
  }

  private async time(command: TimeCommand, request: number): Promise<TrainerEvent> {
    const { host, openStorage } = this.ports;
    const { settings, datasetId, requestId } = command;
    const between = async (): Promise<void> => {
      await host.yieldToMessages();
      if (request !== this.newest || this.ports.busy()) throw new StudioError('cancelled');
    };
    await between();
    const storage = await openStorage();
    const set = await storage.dataset(datasetId);
    if (!set) throw new StudioError('set-to-train-gone', { newRun: true });
    const engine = await host.openEngine(settings.engine, () => undefined);
    const gan = buildGan(settings);
    refuseMisfit(gan, set);
    const { batchSize, seed, mirror } = settings;
    const pictures = await somePictures(set, batchSize, storage);
    const { batching } = gan.step;
    const whole = new Batches(pictures, batching, settings);
    await between();

    const guard = new LossGuard(engine.lost);
    const { generatorLearningRate, discriminatorLearningRate } = settings;
    const rates = { generatorLearningRate, discriminatorLearningRate };
    const plan = { gan, seed, batchSize, mirror, orderSteps: whole.orderSteps, ...rates };
    // What is compiled, and found to be the fastest, serves the run that follows.
    const model = await guard.wait(engine.createModel(plan, () => undefined));
    try {
      await between();
      const held = await guard.wait(model.holdPictures(pictures));
      const batches = (size: number): Batches => {
        const some =
          size === batchSize
            ? whole
            : new Batches(pictures, batching, { ...settings, batchSize: size });
        some.heldByModel = held;
        return some;
      };
      const clock = new AwakeClock(host.monotonic);
      const now = (): number => clock.now();
      const onProcessor = isOnProcessor(engine);
      const timed = { model, gan, batchSize, batches, onProcessor, now, between };
      const step = await guard.wait(timeSteps(timed));
      const samples = Math.min(settings.sampleCount, onProcessor ? SAMPLES_ON_PROCESSOR : SAMPLES);
      const latents = normal(seed, Stream.SampleLatent, 0, samples * gan.generator.input[0]!);
      const paint = (): Promise<number> => this.paint(model, latents, set, samples, now, between);
      if (!onProcessor) await guard.wait(paint());
      const sample = (await guard.wait(paint())) / samples;
      const { report } = engine;
      return { type: 'stepsTimed', requestId, engine: report.engine, timing: { step, sample } };
    } finally {
      free(model);
    }
  }

  /** Seconds of a grid of samples. */
  private async paint(
    model: TrainingModel,
    latents: Float32Array,
    set: DatasetRecord,
    samples: number,
    now: () => number,
    between: () => Promise<void>,
  ): Promise<number> {
    const begun = now();
    const painting = await model.painter.paint(latents, between);
    if (painting.kind === 'cancelled') throw new StudioError('cancelled');
    await this.ports.host.encodeGrid(painting.pixels, samples, 1, set.shape);
    await between();
    return (now() - begun) / 1000;
  }
}

/** Engines that compute in the thread that asks. */
const isOnProcessor = ({ report }: Engine): boolean =>
  report.engine === 'wasm' || report.engine === 'cpu';

/** The first pictures that a run would learn from. */
function somePictures(
  set: DatasetRecord,
  batchSize: number,
  storage: StudioStorage,
): Promise<TrainingSet> {
  const within = Math.floor(MOST_BYTES / pictureLength(set.shape) / batchSize);
  const most = Math.max(1, Math.min(MOST_BATCHES, within)) * batchSize;
  const pictures = [...includedPictures(set, set).subarray(0, most)];
  const { excluded, untickedFolders } = set;
  return loadTrainingSet(set, { excluded, untickedFolders, pictures }, (id, index) =>
    storage.chunk(id, index),
  );
}
