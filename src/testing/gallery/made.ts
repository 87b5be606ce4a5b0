import { squarePictures } from '../../contract/picture-shape';
import { skipReason } from '../../contract/skip-reasons';
import { uniform } from '../../contract/random';
import { DEFAULT_SETTINGS } from '../../contract/hyperparameters';
import type { DatasetRecord, RunRecord, RunState, SampleRecord } from '../../contract/records';
import { isLive, statusOf } from '../../contract/run-state';
import { MetricSeries } from '../../curves/metric-series';
import type { RunView } from '../../store/view-types';
import { opened } from '../../store/views';
import { paintedSample } from './painted';

/** Records and views for the gallery's scenes; `change` replaces fields. */

const EPOCHS = 300;
export const STEPS = 17;
const SAVED_AGO = 24_000;
/** A set of pictures. */
export const set = (change: Partial<DatasetRecord> = {}): DatasetRecord => ({
  id: 'set',
  name: 'Landscapes',
  createdAt: Date.now() - 3_600_000,
  shape: squarePictures(64, 3),
  crop: 'centre',
  background: '#ffffff',
  count: 1097,
  chunkPictures: 64,
  folders: [
    { path: '', count: 97 },
    { path: 'hills', count: 600 },
    { path: 'hills/at dusk', count: 250 },
    { path: 'sea', count: 150 },
  ],
  folderOf: Uint32Array.from({ length: 1097 }, (_, i) =>
    i < 97 ? 0 : i < 697 ? 1 : i < 947 ? 2 : 3,
  ),
  skipped: Array.from({ length: 12 }, (_, i) => ({
    path: `hills/phone/IMG_${2040 + i}.heic`,
    reason: skipReason('damaged', { format: 'HEIC' }),
  })),
  skippedCount: 12,
  excluded: [3, 17, 18],
  untickedFolders: [],
  bytes: 13_500_000,
  ...change,
});

/** A run that stands at the end of an epoch. */
export const run = (
  state: RunState,
  epoch: number,
  change: Partial<RunRecord> = {},
): RunRecord => ({
  id: 'run',
  name: 'Landscapes, evening',
  settings: { ...DEFAULT_SETTINGS, epochs: EPOCHS },
  datasetId: 'set',
  datasetName: 'Landscapes',
  datasetCount: 1094,
  batching: 'carried-over',
  recipe: 'atelier',
  device: { kind: 'engine', engine: 'compiled', adapter: { kind: 'gpu', name: 'Apple M3' } },
  createdAt: Date.now() - 7_800_000,
  updatedAt: Date.now(),
  state,
  step: epoch * STEPS,
  epoch,
  stepsPerEpoch: STEPS,
  trainedMs: epoch * 14_200,
  failure: null,
  learningRates: { generator: 2e-4, discriminator: 2e-4 },
  choice: { excluded: [3, 17, 18], untickedFolders: [] },
  checkpoint: epoch > 0 ? { step: epoch * STEPS, epoch, savedAt: Date.now() - SAVED_AGO } : null,
  bestCheckpoint: null,
  incidents: 0,
  lastIncident: null,
  ...change,
});

/** Curves as they might be. */
function metrics(steps: number): MetricSeries {
  const series = new MetricSeries();
  const wobble = uniform(5, 9, 0, steps * 4);
  for (let i = 0; i < steps; i++) {
    const w = (k: number): number => wobble[4 * i + k]! - 0.5;
    const settle = Math.exp(-i / 400);
    series.append(
      Float64Array.of(
        i,
        Math.floor(i / STEPS),
        0.55 + 0.8 * settle + 0.3 * w(0),
        1.6 + 1.2 * (1 - settle) + 0.9 * w(1),
        0.72 + 0.1 * settle + 0.15 * w(2),
        0.24 + 0.25 * settle + 0.15 * w(3),
      ),
    );
  }
  return series;
}

/** An open run, with a grid for at most a dozen of its epochs. */
export async function shown(state: RunState, epoch: number, change: Partial<RunView> = {}) {
  const samples: SampleRecord[] = [];
  for (let i = 0; i <= Math.min(epoch, 12); i++) {
    const at = Math.round((i * epoch) / Math.max(1, Math.min(epoch, 12)));
    samples.push(await paintedSample(at, EPOCHS, at * STEPS));
  }
  const live = isLive(state);
  const view: RunView = {
    run: run(state, epoch),
    preparing: null,
    live,
    watching: false,
    status: statusOf(state),
    measures: [],
    measuring: false,
    progress: live
      ? {
          step: epoch * STEPS + 5,
          epoch,
          totalEpochs: EPOCHS,
          stepsPerEpoch: STEPS,
          totalSteps: EPOCHS * STEPS,
          imagesPerSecond: 78.4,
          secondsPerEpoch: 14.2,
          secondsLeft: 7810,
          tensors: 143,
          engineBytes: 412_000_000,
        }
      : null,
    metrics: metrics(epoch * STEPS + 5),
    metricsVersion: 1,
    samples,
    generatorEpochs: Array.from({ length: Math.floor(epoch / 20) }, (_, i) => 20 * (i + 1)),
    error: null,
    ...change,
  };
  return opened({}, view);
}

/** A run that was saved a while before it came to a halt. */
export const halted = (state: RunState, change: Partial<RunRecord> = {}): RunRecord =>
  run(state, 61, {
    step: 61 * STEPS + 9,
    checkpoint: { step: 58 * STEPS + 3, epoch: 58, savedAt: Date.now() - 3_600_000 },
    ...change,
  });
