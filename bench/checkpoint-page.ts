import { adapterKey } from '../src/contract/device';
import { squarePictures } from '../src/contract/picture-shape';
import type { EngineId } from '../src/contract/events';
import { DEFAULT_SETTINGS, type PresetId, type Settings } from '../src/contract/hyperparameters';
import { newRun } from '../src/contract/new-run';
import { uniform } from '../src/contract/random';
import type { DatasetRecord } from '../src/contract/records';
import { stepsOfPass } from '../src/contract/epochs';
import { passesOver } from '../src/engine/batches';
import { openEngine } from '../src/engine/opening/open';
import { TrainingSession } from '../src/engine/session';
import { loadTrainingSet } from '../src/engine/training-set';
import { yieldToMessages } from '../src/contract/yielding';
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
  /** Of checkpoints with no steps beside them: from asking to stored, and the longest that the
   *  thread was held in one go meanwhile. */
  readonly alone: { readonly ms: number; readonly holdMs: number }[];
}

/** Longest gap between two turns of the event loop until `stopped` is set. */
async function longestHold(stopped: { now: boolean }): Promise<number> {
  let longest = 0;
  let last = performance.now();
  while (!stopped.now) {
    await yieldToMessages();
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }
  return longest;
}

const PICTURES = 64;
/** Checkpoints taken by themselves. */
const ALONE = 8;
const BENCH_DATABASE = 'atelier-bench';

/** Trains a whole session, kept in a database of its own; two windows before are not counted. */
async function measure(wanted: CheckpointCase): Promise<CheckpointMeasurement> {
  const { preset, imageSize, batchSize, width, engine, steps, rounds } = wanted;
  const opened = await openEngine(engine);
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
  const shape = squarePictures(imageSize, channels);
  const record: DatasetRecord = {
    shape,
    count: PICTURES,
    chunkPictures: PICTURES,
    bytes,
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

  const { generatorLearningRate, discriminatorLearningRate } = settings;
  const id = `run ${engine} ${Date.now()}`;
  const gan = buildGan(settings);
  const { batching } = gan.step;
  const given = { id, name: 'bench', settings, datasetCount: PICTURES, batching, device: null };
  const run = newRun(given, record, Date.now());
  const store = await openStorage(BENCH_DATABASE);
  await store.createRun(run);
  const orderSteps = stepsOfPass(passesOver(PICTURES, batching, batchSize));
  const model = await opened.createModel({ ...settings, gan, orderSteps }, () => undefined);

  const begins: number[] = [];
  const trainSteps = model.trainSteps.bind(model);
  model.trainSteps = (batches, first) => {
    for (let step = 0; step < batches.length; step++) begins.push(performance.now());
    return trainSteps(batches, first);
  };
  let checkpointBytes = 0;
  let asked = -1;
  let saved = (): void => undefined;
  let paused = (): void => undefined;
  const pausing = new Promise<void>((resolve) => (paused = resolve));
  const plan = { run, from: null, engine, gan, set, model, lost: null };
  const session: TrainingSession = new TrainingSession(plan, {
    store,
    emit: (event) => {
      if (event.type === 'run' && event.run.state === 'paused') paused();
      if (event.type !== 'checkpointSaved') return;
      checkpointBytes = event.bytes;
      saved();
    },
    encodeGrid: () => Promise.resolve(new Blob()),
    now: Date.now,
    monotonic: () => performance.now(),
    yieldToMessages: async () => {
      const done = begins.length;
      // It is held before the next step, hence within the second window of the pair.
      if (done > asked && done % (2 * steps) === steps + 1) session.commands.take({ type: 'save' });
      asked = done;
      if (done === 2 * steps * (1 + rounds)) session.commands.take({ type: 'pause' });
      await yieldToMessages();
    },
  });
  const end = session.train();
  await pausing;
  const alone: CheckpointMeasurement['alone'][number][] = [];
  for (let i = 0; i < ALONE; i++) {
    const stopped = { now: false };
    const hold = longestHold(stopped);
    const begin = performance.now();
    const stored = new Promise<void>((resolve) => (saved = resolve));
    // Rates that are changed while a run is paused are saved at once.
    session.commands.take({
      type: 'setLearningRates',
      generator: generatorLearningRate * (i + 2),
      discriminator: discriminatorLearningRate,
    });
    await stored;
    const ms = performance.now() - begin;
    stopped.now = true;
    alone.push({ ms, holdMs: await hold });
  }
  session.commands.take({ type: 'stop' });
  await end;
  await store.deleteRun(run.id);
  store.close();

  const times = begins.slice(1).map((begin, i) => begin - begins[i]!);
  const windows = Array.from({ length: 2 * (1 + rounds) }, (_, i) =>
    times.slice(i * steps, (i + 1) * steps),
  );
  return {
    adapter: adapterKey(opened.report.adapter),
    windows: windows.slice(2),
    bytes: checkpointBytes,
    alone,
  };
}

declare global {
  interface Window {
    measureCheckpoint?: (wanted: CheckpointCase) => Promise<CheckpointMeasurement>;
  }
}
window.measureCheckpoint = measure;
