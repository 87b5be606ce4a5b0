import { squarePictures, wantedSize, type PictureSize } from '../contract/picture-shape';
import { DEFAULT_SETTINGS, type Settings } from '../contract/hyperparameters';
import type { GanSpec, NetSpec } from '../contract/net-spec';
import { Stream, normal, uniform } from '../contract/random';
import {
  METRIC_BLOCK_ROWS,
  METRIC_COLUMNS,
  type CheckpointRecord,
  type DatasetRecord,
  type ModelState,
  type RunRecord,
  type WeightTensor,
} from '../contract/records';
import { initialWeights } from '../nets/initial';
import type { NetName } from '../contract/step-program';
import { counterNames, tensorGroups, type GroupKind } from '../nets/model-state';
import { buildGan } from '../nets/presets';
import { weightSpecs } from '../nets/weights';
import type { StudioStorage } from '../storage/studio-storage';
import { emptyPng } from './made-pictures';
import { aDataset, aMeasureRecord, aPictureBlock, aRun, aSample } from './records';
import { failing } from './failing';

/** Small nets of the default preset. */
export const PROJECT_SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  imageSize: 16,
  width: 8,
  latentSize: 4,
  batchSize: 2,
  epochs: 600,
  sampleCount: 3,
};

const STEP = 1030;
const EDGE = 16;
const CHUNK = 3;

/** A set of `count` coloured pictures, of 16 px unless sides are given, whose every byte is decided by `seed`. */
export async function storeSet(
  storage: StudioStorage,
  id: string,
  count = 7,
  seed = 3,
  size: PictureSize = { height: EDGE, width: EDGE },
): Promise<DatasetRecord> {
  const bytes = size.height * size.width * 3;
  const pixels = Uint8Array.from(uniform(seed, 90, 0, count * bytes, 0, 256));
  for (let index = 0; index * CHUNK < count; index++) {
    const part = pixels.slice(index * CHUNK * bytes, (index + 1) * CHUNK * bytes);
    await storage.putChunk({ datasetId: id, index, pixels: part });
  }
  await storage.putPictureBlock(aPictureBlock(id, count));
  const record = aDataset(id, {
    createdAt: 1_700_000_000_000 + seed,
    shape: { height: size.height, width: size.width, channels: 3 },
    count,
    chunkPictures: CHUNK,
    folders: [
      { path: '', count: count - 1 },
      { path: 'hills', count: 1 },
    ],
    folderOf: Uint32Array.from({ length: count }, (_, i) => (i === count - 1 ? 1 : 0)),
    excluded: [1],
    bytes: count * bytes,
  });
  await storage.finishDataset(record);
  return record;
}

/** A run of the set with everything that a run keeps: two blocks of curves, grids, generators and a
 *  checkpoint. The numbers of its nets are random, all decided by `seed`. */
export async function storeRun(
  storage: StudioStorage,
  id: string,
  datasetId: string,
  change: Partial<RunRecord> = {},
  seed = 5,
): Promise<RunRecord> {
  const run = aRun(id, {
    name: 'Discs',
    settings: PROJECT_SETTINGS,
    datasetId,
    datasetCount: 6,
    batching: 'carried-over',
    state: 'stopped',
    step: STEP,
    epoch: 343,
    stepsPerEpoch: 3,
    choice: { excluded: [1], untickedFolders: [] },
    incidents: 1,
    lastIncident: failing('device-lost', 'The graphics card was lost.'),
    ...change,
  });
  await storage.createRun(run);
  const rows = Float64Array.from({ length: STEP * METRIC_COLUMNS.length }, (_, i) =>
    i % METRIC_COLUMNS.length === 0 ? 1 + i / METRIC_COLUMNS.length : Math.floor(i / 18) / 7,
  );
  for (let at = 0, step = 0; step < STEP; step++, at += METRIC_COLUMNS.length) {
    rows[at + 1] = Math.floor(step / 3);
  }
  const full = METRIC_BLOCK_ROWS * METRIC_COLUMNS.length;
  await storage.putMetrics({ runId: id, block: 0, rows: rows.slice(0, full) });
  await storage.putMetrics({ runId: id, block: 1, rows: rows.slice(full) });
  for (const epoch of [0, 343]) {
    const { height, width } = wantedSize(run.settings);
    const image = new Blob([emptyPng(2 * width, 2 * height)], { type: 'image/png' });
    const scores = Float32Array.of(0.1, 0.2 + epoch / 1000, 0.7);
    const grid = {
      columns: 2,
      rows: 2,
      count: 3,
      shape: { height, width },
      image,
      scores,
    };
    await storage.putSample(aSample(id, epoch, epoch * 3, grid));
  }
  for (const step of [512, STEP]) {
    const pixels = Uint8Array.from({ length: 48 }, (_, i) => i + (step % 100));
    const closest = { shape: squarePictures(4, 3), pixels };
    await storage.putMeasures(aMeasureRecord(id, step, { closest }));
  }
  const gan = buildGan(run.settings);
  for (const epoch of [340, 343]) {
    const weights = randomTensors(gan.generator, seed + epoch, false);
    const { averageGenerator } = run.settings;
    const averaged = averageGenerator && randomTensors(gan.generator, seed - epoch, false);
    const record = { runId: id, epoch, step: epoch * 3, createdAt: 2000 + epoch };
    await storage.putGenerator({
      ...{ ...record, spec: gan.generator, weights },
      ...(averaged ? { averaged } : {}),
    });
  }
  const { latentSize } = run.settings;
  for (const [i, keptAt] of [4000, 4001].entries()) {
    const latent = Float32Array.from(normal(seed, 91, i, latentSize));
    const found = { weights: 'weights', origin: `seed(${i})`, latent } as const;
    await storage.putFavourite({ runId: id, keptAt, name: `Moon ${i}`, epoch: 343, ...found });
  }
  const vector = Float32Array.from(normal(seed, 92, 0, latentSize));
  await storage.putDirection({ runId: id, keptAt: 4002, name: 'More sky', vector });
  const checkpoint: CheckpointRecord = {
    runId: id,
    step: STEP,
    epoch: 343,
    savedAt: 3000,
    engine: 'cpu',
    settings: run.settings,
    learningRates: { generator: 1e-4, discriminator: 3e-4 },
    trainedMs: 5000,
    metricTail: rows.slice(full),
    state: randomState(gan, seed),
  };
  await storage.putCheckpoint(checkpoint);
  return (await storage.run(id))!;
}

/** The numbers of each group are decided by the seed, the net, and the kind of the group. */
function randomState(gan: GanSpec, seed: number): ModelState {
  const numbers = (net: NetName, kind: GroupKind): WeightTensor[] => {
    const own = net === 'generator' ? seed : seed + 1;
    switch (kind) {
      case 'weights':
      case 'statistics':
        return initialWeights(gan[net], own, Stream.GeneratorWeights);
      case 'average':
        return randomTensors(gan[net], own + 30, true);
      case 'adam.first':
        return randomTensors(gan[net], own + 10, true);
      case 'adam.second':
        return randomTensors(gan[net], own + 20, true);
      default:
        return kind satisfies never;
    }
  };
  const tensors = tensorGroups(gan).map(({ name, net, kind, tensors: specs }) => {
    const wanted = new Set(specs.map((spec) => spec.name));
    return [name, numbers(net, kind).filter((tensor) => wanted.has(tensor.name))] as const;
  });
  return {
    tensors: Object.fromEntries(tensors),
    counters: Object.fromEntries(counterNames(gan).map((name) => [name, STEP])),
  };
}

const randomTensors = (spec: NetSpec, seed: number, trainable: boolean): WeightTensor[] =>
  weightSpecs(spec)
    .filter((weight) => !trainable || weight.trainable)
    .map(({ name, shape }, i) => {
      const size = shape.reduce((product, edge) => product * edge, 1);
      return { name, shape, values: new Float32Array(normal(seed, 91, i, size)) };
    });
