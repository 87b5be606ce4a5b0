import { uniform } from '../../contract/random';
import { DEFAULT_SETTINGS } from '../../contract/hyperparameters';
import type { DatasetRecord, RunRecord, RunState, SampleRecord } from '../../contract/records';
import { MetricSeries } from '../../store/metric-series';
import type { RunView, StudioState } from '../../store/model';
import { paintedPixels, paintedSample } from './painted';

const EPOCHS = 300;
const STEPS = 17;
const REPORT = {
  engine: 'webgpu',
  adapter: 'Apple M3',
  software: false,
  reason: '',
  maxBufferBytes: null,
} as const;

const set = (change: Partial<DatasetRecord> = {}): DatasetRecord => ({
  id: 'set',
  name: 'Landscapes',
  createdAt: Date.now() - 3_600_000,
  imageSize: 64,
  channels: 3,
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
  pictures: Array.from({ length: 1097 }, (_, i) => ({
    path: `hills/painting ${i + 1}.jpg`,
    folder: i < 97 ? 0 : i < 697 ? 1 : i < 947 ? 2 : 3,
    hash: String(i),
  })),
  skipped: Array.from({ length: 12 }, (_, i) => ({
    path: `hills/phone/IMG_${2040 + i}.heic`,
    reason: 'HEIC: browsers cannot read it; export as JPEG.',
  })),
  excluded: [3, 17, 18],
  untickedFolders: [],
  bytes: 13_500_000,
  ...change,
});

const run = (state: RunState, epoch: number, change: Partial<RunRecord> = {}): RunRecord => ({
  id: 'run',
  name: 'Landscapes, evening',
  settings: { ...DEFAULT_SETTINGS, epochs: EPOCHS },
  datasetId: 'set',
  datasetName: 'Landscapes',
  datasetCount: 1094,
  device: 'WebGPU, Apple M3',
  createdAt: Date.now() - 7_800_000,
  updatedAt: Date.now(),
  state,
  step: epoch * STEPS,
  epoch,
  stepsPerEpoch: STEPS,
  trainedMs: epoch * 14_200,
  failure: null,
  ...change,
});

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

async function easel(state: RunState, epoch: number, change: Partial<RunView> = {}) {
  const samples: SampleRecord[] = [];
  for (let i = 0; i <= Math.min(epoch, 12); i++) {
    const at = Math.round((i * epoch) / Math.max(1, Math.min(epoch, 12)));
    samples.push(await paintedSample(at, EPOCHS, at * STEPS));
  }
  const live = state === 'running' || state === 'paused' || state === 'preparing';
  const view: RunView = {
    run: run(state, epoch),
    detail: '',
    live,
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
  return view;
}

const BASE: Partial<StudioState> = {
  datasets: [set()],
  datasetId: 'set',
  engineReport: REPORT,
  originalsAtHand: true,
};

/** A made-up state of the page by name. */
export async function sceneOf(name: string): Promise<Partial<StudioState>> {
  const train = { ...BASE, room: 'train' } as const;
  switch (name) {
    case 'loading':
      return { ready: false };
    case 'fatal':
      return {
        fatal: {
          code: 'storage-unavailable',
          message: 'This browser keeps nothing for this page, so the studio cannot open.',
          hint: 'Leave the private window, or allow site data for this page, then load it again.',
        },
      };
    case 'intake':
      return {
        ...BASE,
        intake: {
          working: true,
          progress: {
            done: 412,
            total: 1109,
            ready: 400,
            skipped: 12,
            picturesPerSecond: 143,
            stage: 'decoding',
          },
          arriving: Array.from({ length: 120 }, (_, i) => ({
            path: `${i}.jpg`,
            pixels: paintedPixels(i, 64),
          })),
          arrivingSize: 64,
          arrivingChannels: 3,
          error: null,
        },
      };
    case 'intake-failed':
      return {
        intake: {
          working: false,
          progress: null,
          arriving: [],
          arrivingSize: 64,
          arrivingChannels: 3,
          error: {
            code: 'set-empty',
            message: 'None of the 12 files could be read as a picture.',
            hint: 'Most are HEIC, which browsers cannot read; export them as JPEG and drop them again.',
          },
        },
      };
    case 'wall':
      return { ...BASE, datasets: [set(), set({ id: 'other', name: 'Still lifes', count: 204 })] };
    case 'start':
      return train;
    case 'start-empty':
      return { room: 'train', engineReport: REPORT };
    case 'issues':
      return {
        ...train,
        settings: { ...DEFAULT_SETTINGS, batchSize: 2000, epochs: Number.NaN },
        settingIssues: [
          { field: 'epochs', message: 'Epochs needs a number.' },
          { field: 'batchSize', message: 'Batch size goes from 1 to 1024; it is 2000.' },
        ],
      };
    case 'preparing':
      return {
        ...train,
        easel: await easel('preparing', 0, {
          samples: [],
          metrics: new MetricSeries(),
          progress: null,
          detail: 'Compiling shaders',
        }),
      };
    case 'running':
      return { ...train, easel: await easel('running', 134) };
    case 'paused':
      return { ...train, easel: await easel('paused', 34) };
    case 'finished':
      return { ...train, easel: await easel('finished', 300) };
    case 'stopped':
      return { ...train, easel: await easel('stopped', 61) };
    case 'interrupted':
      return { ...train, easel: await easel('interrupted', 61) };
    case 'failed':
      return {
        ...train,
        easel: await easel('failed', 61, {
          error: {
            code: 'device-lost',
            message: 'The graphics processor stopped answering at step 1,042.',
            hint: 'Start a new run with these settings, or choose WASM as the engine.',
          },
        }),
      };
    case 'new-pictures':
      return {
        ...train,
        easel: await easel('finished', 300),
        newPictures: {
          busy: false,
          imageSize: 64,
          pictures: Array.from({ length: 16 }, (_, index) => {
            const rgb = paintedPixels(2000 + index, 64);
            const rgba = new Uint8ClampedArray(64 * 64 * 4).fill(255);
            for (let p = 0; p < 64 * 64; p++) rgba.set(rgb.subarray(3 * p, 3 * p + 3), 4 * p);
            return { index, rgba };
          }),
          runId: 'run',
          epoch: 300,
          seed: 1,
          error: null,
        },
      };
    case 'runs': {
      const thumbnails = await Promise.all([12, 300, 61, 0].map((e) => paintedSample(e, 300, e)));
      const states: [RunState, number, string][] = [
        ['running', 12, 'Landscapes, wider nets'],
        ['finished', 300, 'Landscapes, evening'],
        ['interrupted', 61, 'A run with a rather long name that does not fit on its card at all'],
        ['failed', 0, 'Still lifes'],
      ];
      return {
        ...BASE,
        room: 'runs',
        runs: states.map(([state, epoch, name], i) => ({
          run: run(state, epoch, { id: `run ${i}`, name, createdAt: Date.now() - i * 50_000_000 }),
          thumbnail: i === 3 ? null : thumbnails[i]!,
          bytes: 12_400_000 * (i + 1),
        })),
        notices: [{ id: 1, text: '"Portraits" was deleted.', hint: '', action: 'undo' }],
      };
    }
    case 'runs-empty':
      return { room: 'runs', engineReport: REPORT };
    default:
      return { engineReport: REPORT };
  }
}
