import { includedPictures } from '../contract/choice';
import type { Command } from '../contract/commands';
import { DEFAULT_SETTINGS, type Settings } from '../contract/hyperparameters';
import type { MeasureRecord } from '../contract/measures';
import { newRun } from '../contract/new-run';
import { squarePictures } from '../contract/picture-shape';
import {
  HASH_BYTES,
  METRIC_BLOCK_ROWS,
  type CheckpointRecord,
  type DatasetRecord,
  type GeneratorRecord,
  type MetricBlockRecord,
  type TensorGroups,
  type PictureBlockRecord,
  type RunRecord,
  type SampleRecord,
} from '../contract/records';
import { PRESETS } from '../nets/presets';

/** Small valid records for tests; `change` replaces fields. */

/** Starts a run on all that is chosen of a set. */
export const startCommand = (
  set: DatasetRecord,
  settings: Settings,
  change: Partial<RunRecord> = {},
): Extract<Command, { type: 'start' }> => {
  const { batching } = PRESETS[settings.preset];
  const datasetCount = includedPictures(set, set).length;
  const given = { id: 'r', name: 'First', settings, datasetCount, batching, device: null };
  return { type: 'start', run: { ...newRun(given, set, Date.now()), ...change } };
};

export const aRun = (id: string, change: Partial<RunRecord> = {}): RunRecord => ({
  id,
  name: `run ${id}`,
  settings: DEFAULT_SETTINGS,
  datasetId: 'set',
  datasetName: 'paintings',
  datasetCount: 12,
  batching: 'last-smaller',
  recipe: (change.settings ?? DEFAULT_SETTINGS).preset,
  device: {
    kind: 'engine',
    engine: 'cpu',
    adapter: { kind: 'processor', code: 'javascript', threads: 1 },
  },
  createdAt: 1000,
  updatedAt: 1000,
  state: 'finished',
  step: 20,
  epoch: 2,
  stepsPerEpoch: 10,
  trainedMs: 5000,
  failure: null,
  learningRates: { generator: 2e-4, discriminator: 2e-4 },
  choice: { excluded: [], untickedFolders: [] },
  checkpoint: null,
  bestCheckpoint: null,
  incidents: 0,
  lastIncident: null,
  ...change,
});

export const aDataset = (id: string, change: Partial<DatasetRecord> = {}): DatasetRecord => ({
  id,
  name: 'paintings',
  createdAt: 1000,
  shape: squarePictures(64, 3),
  crop: 'centre',
  background: '#ffffff',
  count: 4,
  chunkPictures: 2,
  folders: [
    { path: 'a', count: 2 },
    { path: 'b', count: 2 },
  ],
  folderOf: Uint32Array.of(0, 0, 1, 1),
  skipped: [],
  skippedCount: 0,
  excluded: [],
  untickedFolders: [],
  bytes: 4 * 64 * 64 * 3,
  ...change,
});

/** Paths and hashes of `count` pictures, named after their places; picture i's hash begins with i. */
export const aPictureBlock = (datasetId: string, count = 4, block = 0): PictureBlockRecord => ({
  datasetId,
  block,
  paths: Array.from({ length: count }, (_, i) => `p${i}.png`),
  hashes: Uint8Array.from({ length: count * HASH_BYTES }, (_, i) =>
    i % HASH_BYTES === 0 ? i / HASH_BYTES : 7,
  ),
});

export const aMetricBlock = (runId: string, block: number, rows = 1): MetricBlockRecord => ({
  runId,
  block,
  rows: Float64Array.from({ length: rows * 6 }, (_, i) => block * 1000 + i),
});

export const aSample = (
  runId: string,
  epoch: number,
  step: number,
  change: Partial<SampleRecord> = {},
): SampleRecord => ({
  runId,
  epoch,
  step,
  columns: 1,
  rows: 1,
  count: 1,
  shape: { height: 4, width: 4 },
  image: new Blob([new Uint8Array(10)], { type: 'image/png' }),
  scores: Float32Array.of(0.5),
  ...change,
});

/** A generator of one dense layer: latents [2] -> a picture [2, 2, 1]. */
export const aGenerator = (runId: string, epoch: number): GeneratorRecord => ({
  runId,
  epoch,
  step: epoch * 10,
  createdAt: 1000,
  spec: {
    input: [2],
    layers: [
      { kind: 'dense', units: 4, bias: true, initializer: { kind: 'normal', deviation: 0.02 } },
      { kind: 'reshape', height: 2, width: 2, channels: 1 },
      { kind: 'tanh' },
    ],
  },
  weights: [
    { name: '0/kernel', shape: [2, 4], values: Float32Array.from({ length: 8 }, (_, i) => i / 8) },
    { name: '0/bias', shape: [4], values: Float32Array.of(0, 0.1, 0.2, 0.3) },
  ],
});

/** Tensors of a net whose numbers all follow from `value`. */
const tensorsOf = (net: string, value: number): TensorGroups => {
  const tensor = (name: string, shape: number[], by: number) => ({
    name,
    shape,
    values: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value * by),
  });
  return {
    [`${net}.weights`]: [tensor('0/kernel', [2, 4], 1)],
    [`${net}.statistics`]: [tensor('0/movingMean', [4], 2)],
    [`${net}.adam.first`]: [tensor('0/kernel', [2, 4], 3)],
    [`${net}.adam.second`]: [tensor('0/kernel', [2, 4], 4)],
  };
};

/** The state of a run of ten steps an epoch after `step` of them; its numbers tell the step. */
export const aCheckpoint = (
  runId: string,
  step: number,
  change: Partial<CheckpointRecord> = {},
): CheckpointRecord => {
  const rows = step % METRIC_BLOCK_ROWS;
  return {
    runId,
    step,
    epoch: Math.floor(step / 10),
    savedAt: 1000 + step,
    engine: 'cpu',
    settings: DEFAULT_SETTINGS,
    learningRates: { generator: 1e-4, discriminator: 3e-4 },
    trainedMs: step * 100,
    metricTail: Float64Array.from({ length: rows * 6 }, (_, i) =>
      i % 6 === 0 ? step - rows + i / 6 + 1 : 1,
    ),
    state: {
      tensors: { ...tensorsOf('generator', step), ...tensorsOf('discriminator', -step) },
      counters: { 'generator.adam.step': step, 'discriminator.adam.step': 2 * step },
    },
    ...change,
  };
};

const aGauge = { median: 0.3, realMedian: 0.4, z: -0.5, share: 0 };

/** What was measured at a step, of a set of 4 px pictures; `closest` has one pair. */
export const aMeasureRecord = (
  runId: string,
  step: number,
  change: Partial<MeasureRecord> = {},
): MeasureRecord => ({
  runId,
  step,
  epoch: Math.floor(step / 3),
  picturesSeen: 2 * step,
  at: 1000 + step,
  tookMs: 250,
  heldOut: 0,
  measures: {
    ...{ generated: 3, real: 3, sides: [32, 16], sliced: [40.5, 30.5], slicedMean: 35.5 },
    ...{ colour: 20.25, kernel: 0.5, density: null, coverage: null, diversity: 0.75 },
    overfitting: null,
    copies: {
      blurred: aGauge,
      features: aGauge,
      closest: [
        {
          ...{ generated: 1, training: 2, space: 'blurred', mirrored: true },
          ...{ right: 1, down: 0, ratio: 0.625 },
        },
      ],
    },
  },
  floor: {
    ...{ generated: 3, real: 3, sides: [32, 16], sliced: [20.5, 15.5], slicedMean: 18 },
    ...{ colour: 5.5, kernel: 0, density: null, coverage: null, diversity: 1 },
  },
  ...change,
});
