import { squarePictures } from '../../contract/picture-shape';
import { DEFAULT_SETTINGS, type PresetId, type Settings } from '../../contract/hyperparameters';
import type { TrainerEvent } from '../../contract/events';
import { uniform } from '../../contract/random';
import type { CheckpointRecord, ModelState } from '../../contract/records';
import { stepsOfPass } from '../../contract/epochs';
import { passesOver } from '../../engine/batches';
import type { Engine } from '../../engine/engine';
import type { TrainingModel } from '../../engine/model';
import { TrainingSession } from '../../engine/session';
import { loadTrainingSet } from '../../engine/training-set';
import { yieldToMessages } from '../../contract/yielding';
import { PRESETS, PUBLISHED, buildGan } from '../../nets/presets';
import { aDataset, aRun } from '../records';
import { FakeStore } from './fake-store';

/** Pictures of the set: less than two batches, so that a last batch is part full. */
export const PICTURES = 7;
export const BATCH = 4;

/** The smallest nets that each preset allows. */
const SMALL: Record<PresetId, Partial<Settings>> = {
  atelier: { imageSize: 16, width: 8 },
  artgan: { imageSize: 64, width: 4 },
  keragan: { imageSize: 64, width: 16 },
  tensorflow: { imageSize: 28, width: 4, channels: 1 },
};

/** Settings of a preset as it was published, Atelier's as a plain DCGAN. */
export const smallSettings = (preset: PresetId, change: Partial<Settings> = {}): Settings =>
  small(preset, { ...PUBLISHED, ...(preset === 'atelier' ? PLAIN_ADAM : {}), ...change });

/** Settings of a preset with all that its recipe has. */
export const fullSettings = (preset: PresetId, change: Partial<Settings> = {}): Settings =>
  small(preset, change);

const PLAIN_ADAM = { beta1: 0.5, beta2: 0.999, rateDecay: 0, decayCurve: 'linear' } as const;

function small(preset: PresetId, change: Partial<Settings>): Settings {
  return {
    ...DEFAULT_SETTINGS,
    ...PRESETS[preset].defaults(SMALL[preset].imageSize!),
    preset,
    ...SMALL[preset],
    latentSize: 6,
    batchSize: BATCH,
    mirror: true,
    seed: 7,
    sampleCount: 2,
    sampleEvery: 10_000,
    saveEvery: 10_000,
    checkpointSeconds: 3600,
    checkpointEpochs: 10_000,
    ...change,
  };
}

/** What a run leaves: everything that two runs of one seed must have in common. */
export interface Outcome {
  readonly state: ModelState;
  readonly metrics: readonly number[];
  /** Pixels of the last grid. */
  readonly grid: Uint8Array;
}

export interface RealRun {
  readonly engine: Engine;
  readonly settings: Settings;
  /** Where the run is kept; of one run only. */
  readonly store?: FakeStore;
  readonly from?: CheckpointRecord;
  /** Called after each submit, when commands are answered; `steps` were submitted. */
  readonly afterStep?: (session: TrainingSession, steps: number, model: TrainingModel) => void;
}

/** A set of 7 pictures of noise, in the store. */
function storeFor({ imageSize, channels }: Settings): FakeStore {
  const store = new FakeStore();
  const bytes = imageSize * imageSize * channels;
  const pixels = Uint8Array.from(uniform(1, 90, 0, PICTURES * bytes, 0, 256));
  store.chunks.push({ datasetId: 'set', index: 0, pixels });
  const folderOf = new Uint32Array(PICTURES);
  const folders = [{ path: '', count: PICTURES }];
  const change = {
    shape: squarePictures(imageSize, channels),
    count: PICTURES,
    chunkPictures: PICTURES,
  };
  store.sets.set('set', aDataset('set', { ...change, folders, folderOf }));
  return store;
}

/** Trains for real, on the engine that is open: session, model and batches are the studio's own. */
export async function trainForReal(options: RealRun): Promise<{
  store: FakeStore;
  events: TrainerEvent[];
  outcome: () => Outcome;
}> {
  const { engine, settings, from } = options;
  const store = options.store ?? storeFor(settings);
  const rates = from?.learningRates ?? {
    generator: settings.generatorLearningRate,
    discriminator: settings.discriminatorLearningRate,
  };
  const { batching } = PRESETS[settings.preset];
  const before =
    store.runs.get('r') ??
    aRun('r', { batching, recipe: settings.preset, trainedMs: 0, checkpoint: null });
  const run = { ...before, settings, state: 'preparing', learningRates: rates } as const;
  await store.createRun({ ...run, step: from?.step ?? 0, epoch: from?.epoch ?? 0 });

  const gan = buildGan(settings, run);
  const record = store.sets.get('set')!;
  const set = await loadTrainingSet(record, record, (id, index) => store.chunk(id, index));
  const passes = passesOver(set.count, run.batching, settings.batchSize);
  const made = { ...settings, gan, orderSteps: stepsOfPass(passes) };
  const model = await engine.createModel(made, () => undefined);
  let steps = from?.step ?? 0;
  countSubmitted(model, (submitted) => (steps = submitted));
  const events: TrainerEvent[] = [];
  let grid = new Uint8Array();
  const plan = {
    run,
    from: from ?? null,
    engine: engine.report.engine,
    gan,
    set,
    model,
    lost: null,
  };
  const session = new TrainingSession(plan, {
    store,
    emit: (event) => events.push(event),
    encodeGrid: (pixels) => {
      grid = pixels.slice();
      return Promise.resolve(new Blob());
    },
    now: Date.now,
    monotonic: () => performance.now(),
    yieldToMessages: async () => {
      options.afterStep?.(session, steps, model);
      await yieldToMessages();
    },
  });
  await session.train();
  const outcome = (): Outcome => ({
    state: store.checkpoints.at(-1)!.state,
    metrics: [...store.blocks.values()].flatMap(({ rows }) => [...rows]),
    grid,
  });
  return { store, events, outcome };
}

/** Tells how many steps were submitted, whenever some are. */
function countSubmitted(model: TrainingModel, notify: (steps: number) => void): void {
  const trainSteps = model.trainSteps.bind(model);
  model.trainSteps = (batches, first) => {
    notify(first + batches.length);
    return trainSteps(batches, first);
  };
}
