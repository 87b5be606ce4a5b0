import type { EngineId } from '../src/contract/events';
import { DEFAULT_SETTINGS, type PresetId, type Settings } from '../src/contract/hyperparameters';
import { uniform } from '../src/contract/random';
import type { DatasetRecord, RunRecord } from '../src/contract/records';
import { TrainingSession } from '../src/engine/session';
import { openEngine } from '../src/engine/tfjs/backends/open';
import { GanModel } from '../src/engine/tfjs/gan-model';
import { loadTrainingSet } from '../src/engine/training-set';
import { yieldToMessages } from '../src/engine/yielding';
import { PRESETS, buildGan } from '../src/nets/presets';
import { openStorage } from '../src/storage/open';

/** One thing to measure. */
export interface CheckpointCase {
  readonly preset: PresetId;
  readonly imageSize: number;
  readonly batchSize: number;
  readonly width: number;
  readonly engine: EngineId;
  /** Steps of one window, and pairs of windows: one without and one with a checkpoint. */
  readonly steps: number;
  readonly rounds: number;
}

/** Times in milliseconds: one list of step times for each window, the first of each pair without. */
export interface CheckpointMeasurement {
  readonly adapter: string;
  readonly windows: number[][];
  readonly bytes: number;
  /** What the studio itself takes a checkpoint to cost. */
  readonly stallMs: number[];
}

const PICTURES = 64;
const BENCH_DATABASE = 'atelier-bench';

/** Trains a whole session, kept in a database of its own; two windows before are not counted. */
async function measure(wanted: CheckpointCase): Promise<CheckpointMeasurement> {
  const { preset, imageSize, batchSize, width, engine, steps, rounds } = wanted;
  const report = await openEngine(engine, () => undefined);
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    ...PRESETS[preset].defaults(imageSize),
    preset,
    imageSize,
    channels: PRESETS[preset].channels[0] ?? 3,
    batchSize,
    width,
    epochs: 100_000,
    sampleEvery: 10_000,
    saveEvery: 10_000,
    sampleCount: 1,
    checkpointSeconds: 3600,
    checkpointEpochs: 10_000,
  };
  const { channels } = settings;
  const bytes = PICTURES * imageSize * imageSize * channels;
  const pixels = Uint8Array.from(uniform(1, 90, 0, bytes, 0, 256));
  const shape = { imageSize, channels, count: PICTURES, chunkPictures: PICTURES, bytes };
  const record: DatasetRecord = {
    ...shape,
    id: 'set',
    name: 'noise',
    createdAt: 0,
    crop: 'centre',
    background: '#ffffff',
    folders: [{ path: '', count: PICTURES }],
    folderOf: new Uint32Array(PICTURES),
    skipped: [],
    skippedCount: 0,
    excluded: [],
    untickedFolders: [],
  };
  const chunk = { datasetId: 'set', index: 0, pixels };
  const set = await loadTrainingSet(record, record, () => Promise.resolve(chunk));

  const { generatorLearningRate, discriminatorLearningRate, seed } = settings;
  const run: RunRecord = {
    id: `run ${engine} ${Date.now()}`,
    name: 'bench',
    settings,
    datasetId: 'set',
    datasetName: 'noise',
    datasetCount: PICTURES,
    device: engine,
    createdAt: Date.now(),
    updatedAt: Date.now(),
    state: 'preparing',
    step: 0,
    epoch: 0,
    stepsPerEpoch: 0,
    trainedMs: 0,
    failure: null,
    failureCode: null,
    learningRates: { generator: generatorLearningRate, discriminator: discriminatorLearningRate },
    choice: null,
    checkpoint: null,
    incidents: 0,
    lastIncident: null,
  };
  const store = await openStorage(BENCH_DATABASE);
  await store.createRun(run);
  const gan = buildGan(settings);
  const model = new GanModel({ gan, seed, generatorLearningRate, discriminatorLearningRate });

  const begins: number[] = [];
  const trainStep = model.trainStep.bind(model);
  model.trainStep = (batch, step) => {
    begins.push(performance.now());
    return trainStep(batch, step);
  };
  const stallMs: number[] = [];
  let checkpointBytes = 0;
  let asked = -1;
  const plan = { run, from: null, engine, gan, set, model, lost: null };
  const session: TrainingSession = new TrainingSession(plan, {
    store,
    emit: (event) => {
      if (event.type !== 'checkpointSaved') return;
      stallMs.push(event.stallMs);
      checkpointBytes = event.bytes;
    },
    encodeGrid: () => Promise.resolve(new Blob()),
    now: Date.now,
    monotonic: () => performance.now(),
    yieldToMessages: async () => {
      const done = begins.length;
      // It is held before the next step, hence within the second window of the pair.
      if (done > asked && done % (2 * steps) === steps + 1) session.save();
      asked = done;
      if (done >= 2 * steps * (1 + rounds)) session.stop();
      await yieldToMessages();
    },
  });
  await session.train();
  await store.deleteRun(run.id);
  store.close();

  const times = begins.slice(1).map((begin, i) => begin - begins[i]!);
  const windows = Array.from({ length: 2 * (1 + rounds) }, (_, i) =>
    times.slice(i * steps, (i + 1) * steps),
  );
  return {
    adapter: report.adapter,
    windows: windows.slice(2),
    bytes: checkpointBytes,
    // The last was that of Stop, which is waited for.
    stallMs: stallMs.slice(1, -1),
  };
}

declare global {
  interface Window {
    measureCheckpoint?: (wanted: CheckpointCase) => Promise<CheckpointMeasurement>;
  }
}
window.measureCheckpoint = measure;
