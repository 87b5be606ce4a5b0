import { includedPictures } from '../../contract/choice';
import { epochsAfter, stepsOfPass } from '../../contract/epochs';
import type { Settings } from '../../contract/hyperparameters';
import { pictureLength, wantedSize } from '../../contract/picture-shape';
import { uniform } from '../../contract/random';
import { METRIC_COLUMNS, type CheckpointRecord, type RunRecord } from '../../contract/records';
import { yieldToMessages } from '../../contract/yielding';
import { passesOver } from '../../engine/batches';
import type { Engine } from '../../engine/engine';
import { TrainingSession } from '../../engine/session';
import { loadTrainingSet, type ReadChunk, type SetLimits } from '../../engine/training-set';
import { crc32 } from '../../export/crc32';
import { PRESETS, buildGan } from '../../nets/presets';
import type { StudioStorage } from '../../storage/studio-storage';
import { chancePictures } from '../../worker/measured-by';
import { aDataset, aPictureBlock, aRun } from '../records';

const CHUNK = 3;

/** A set of noise of the shape that the settings want, with two pictures left out; and a run of it that has
 *  not begun. */
export async function storeToTrain(
  storage: StudioStorage,
  id: string,
  settings: Settings,
  pictures: number,
  change: Partial<RunRecord> = {},
): Promise<RunRecord> {
  const shape = { ...wantedSize(settings), channels: settings.channels };
  const size = pictureLength(shape);
  const pixels = Uint8Array.from(uniform(5, 90, 0, pictures * size, 0, 256));
  const datasetId = `set-of-${id}`;
  for (let index = 0; index * CHUNK < pictures; index++) {
    const part = pixels.slice(index * CHUNK * size, (index + 1) * CHUNK * size);
    await storage.putChunk({ datasetId, index, pixels: part });
  }
  await storage.putPictureBlock(aPictureBlock(datasetId, pictures));
  const set = aDataset(datasetId, {
    ...{ shape, count: pictures, chunkPictures: CHUNK, bytes: pictures * size },
    // What tells it from other sets.
    createdAt: 1_700_000_000_000 + crc32(new TextEncoder().encode(id)) / 2 ** 8,
    folders: [{ path: '', count: pictures }],
    folderOf: new Uint32Array(pictures),
  });
  await storage.finishDataset(set);
  const choice = { excluded: [1, 4], untickedFolders: [], ...change.choice };
  const run = aRun(id, {
    ...{ settings, datasetId, state: 'preparing', checkpoint: null, step: 0, epoch: 0 },
    ...{ trainedMs: 0, batching: PRESETS[settings.preset].batching },
    learningRates: {
      generator: settings.generatorLearningRate,
      discriminator: settings.discriminatorLearningRate,
    },
    ...change,
    choice,
    datasetCount: includedPictures(set, choice).length,
  });
  await storage.createRun(run);
  return run;
}

/**
 * Trains a stored run from where it stands, as the studio does, until so many steps are done in all.
 * @param begin what the model is given instead of what it begins with.
 */
export async function trainStored(
  storage: StudioStorage,
  engine: Engine,
  runId: string,
  until: number,
  limits?: SetLimits,
): Promise<CheckpointRecord> {
  const run = (await storage.run(runId))!;
  const from = (await storage.newestCheckpoint(runId))?.checkpoint ?? null;
  const record = (await storage.dataset(run.datasetId))!;
  const readChunk: ReadChunk = (id, index) => storage.chunk(id, index);
  const set = await loadTrainingSet(record, run.choice ?? record, readChunk, limits);
  const gan = buildGan(run.settings, run);
  const { seed, batchSize, mirror } = run.settings;
  const orderSteps = stepsOfPass(passesOver(set.count, run.batching, batchSize));
  const rates = from?.learningRates ?? run.learningRates;
  const model = await engine.createModel(
    {
      ...{ gan, seed, batchSize, orderSteps, mirror },
      generatorLearningRate: rates.generator,
      discriminatorLearningRate: rates.discriminator,
    },
    () => undefined,
  );
  let submitted = from?.step ?? 0;
  const trainSteps = model.trainSteps.bind(model);
  model.trainSteps = (batches, first) => {
    submitted = first + batches.length;
    return trainSteps(batches, first);
  };
  const heldOut = chancePictures(run, record, readChunk);
  const plan = { run, from, engine: engine.report.engine, gan, set, model, heldOut, lost: null };
  const session = new TrainingSession(plan, {
    store: storage,
    emit: (event) => {
      if (event.type === 'failed') throw new Error(JSON.stringify(event.error));
    },
    encodeGrid: () => Promise.resolve(new Blob()),
    now: Date.now,
    monotonic: () => performance.now(),
    yieldToMessages: async () => {
      if (submitted >= until) session.commands.take({ type: 'stop' });
      await yieldToMessages();
    },
  });
  await session.train();
  return (await storage.newestCheckpoint(runId))!.checkpoint;
}

/** Makes believe that a run had come to a later step, with the nets as they are. */
export async function skipTo(storage: StudioStorage, runId: string, step: number): Promise<void> {
  const { checkpoint } = (await storage.newestCheckpoint(runId))!;
  const run = (await storage.run(runId))!;
  const epoch = epochsAfter(step, passesOfRun(run));
  const row = checkpoint.metricTail.slice(-METRIC_COLUMNS.length);
  const metricTail = Float64Array.from({ length: step * METRIC_COLUMNS.length }, (_, i) => {
    const column = i % METRIC_COLUMNS.length;
    return column === 0 ? 1 + (i - column) / METRIC_COLUMNS.length : row[column]!;
  });
  await storage.putMetrics({ runId, block: 0, rows: metricTail });
  await storage.putCheckpoint({ ...checkpoint, step, epoch, metricTail });
  await storage.updateRun(runId, { step, epoch });
}

const passesOfRun = ({ datasetCount, settings, batching }: RunRecord) =>
  passesOver(datasetCount, batching, settings.batchSize);
