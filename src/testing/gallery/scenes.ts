import { squarePictures } from '../../contract/picture-shape';
import { DEFAULT_SETTINGS } from '../../contract/hyperparameters';
import type { RunState } from '../../contract/records';
import { MetricSeries } from '../../curves/metric-series';
import type { StudioState } from '../../store/model';
import { shown, halted, run, set } from './made';
import { paintedPixels, paintedSample } from './painted';
import { failing } from '../failing';

const REPORT = {
  engine: 'compiled',
  adapter: { kind: 'gpu', name: 'Apple M3' },
  software: false,
  reason: [],
  maxBufferBytes: null,
} as const;

const LOST = failing(
  'device-lost',
  'The graphics card was lost three times in a row.',
  'Close other pages that use it, or choose a smaller batch, then go on.',
);

const BASE: Partial<StudioState> = {
  disk: { used: 420e6, quota: 12e9, persisted: true },
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
        fatal: failing(
          'storage-unavailable',
          'This browser keeps nothing for this page, so the studio cannot open.',
          'Leave the private window, or allow site data for this page, then load it again.',
        ),
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
          arrivingShape: squarePictures(64, 3),
          error: null,
        },
      };
    case 'intake-failed':
      return {
        intake: {
          working: false,
          progress: null,
          arriving: [],
          arrivingShape: squarePictures(64, 3),
          error: failing(
            'set-empty',
            'None of the 12 files could be read as a picture.',
            'Most are HEIC, which browsers cannot read; export them as JPEG and drop them again.',
          ),
        },
      };
    case 'wall':
      return { ...BASE, datasets: [set(), set({ id: 'other', name: 'Still lifes', count: 204 })] };
    case 'start':
      return train;
    case 'start-tight':
      return { ...train, disk: { used: 11.9e9, quota: 12e9, persisted: true } };
    case 'start-full':
      return { ...train, disk: { used: 12e9, quota: 12e9, persisted: true } };
    case 'start-empty':
      return { room: 'train', engineReport: REPORT };
    case 'issues':
      return {
        ...train,
        settings: { ...DEFAULT_SETTINGS, batchSize: 2000, epochs: Number.NaN },
        settingIssues: [
          { field: 'epochs', code: 'no-number', params: { found: null } },
          { field: 'batchSize', code: 'out-of-limits', params: { value: 2000, min: 1, max: 1024 } },
        ],
      };
    case 'preparing':
      return {
        ...train,
        ...(await shown('preparing', 0, {
          samples: [],
          metrics: new MetricSeries(),
          progress: null,
          preparing: { code: 'compiling-kernels', params: { share: null } },
        })),
      };
    case 'running':
      return { ...train, ...(await shown('running', 134)) };
    case 'paused':
      return { ...train, ...(await shown('paused', 34)) };
    case 'finished':
      return { ...train, ...(await shown('finished', 300)) };
    case 'stopped':
      return { ...train, ...(await shown('stopped', 61)) };
    case 'interrupted':
      return {
        ...train,
        ...(await shown('interrupted', 61, { run: halted('interrupted') })),
      };
    case 'interrupted-early':
      return {
        ...train,
        ...(await shown('interrupted', 0, { run: run('interrupted', 0, { step: 5 }) })),
      };
    case 'interrupted-lost':
      return {
        ...train,
        ...(await shown('interrupted', 61, {
          run: halted('interrupted', { incidents: 3, lastIncident: LOST }),
          error: LOST,
        })),
      };
    case 'interrupted-elsewhere':
      return {
        ...train,
        datasets: [],
        datasetId: null,
        ...(await shown('interrupted', 61, { run: halted('interrupted') })),
      };
    case 'failed':
      return {
        ...train,
        ...(await shown('failed', 61, {
          run: halted('failed', { failure: failing('engine-failed', 'It failed.') }),
          error: failing(
            'engine-failed',
            'There was not enough memory for a training step.',
            'Choose a smaller batch, image size or network width.',
          ),
        })),
      };
    case 'brought-in':
      return {
        ...train,
        ...(await shown('finished', 300, {
          run: run('finished', 300, {
            datasetId: 'gone',
            stepsPerEpoch: 0,
            trainedMs: 0,
            choice: null,
            checkpoint: null,
          }),
          samples: [],
          metrics: new MetricSeries(),
          generatorEpochs: [300],
        })),
      };
    case 'numbers-bad':
      return {
        ...train,
        ...(await shown('failed', 61, {
          run: halted('failed', { failure: failing('numbers-bad', 'It failed.') }),
          error: failing(
            'numbers-bad',
            'At step 1,042 (epoch 61) the numbers went out of bounds. The generator loss was ' +
              'NaN. The run was taken back to step 989 (epoch 58), where it was last saved.',
            'Go on from there with lower learning rates.',
          ),
        })),
      };
    case 'watching':
      return { ...train, ...(await shown('running', 134, { live: false, watching: true })) };
    case 'outlived':
      return {
        ...train,
        ...(await shown('running', 134, {
          run: run('running', 134, {
            incidents: 2,
            lastIncident: failing(
              'device-lost',
              'The graphics card was lost at step 1,042 and opened again.',
            ),
            learningRates: { generator: 1e-4, discriminator: 1e-4 },
          }),
        })),
      };
    case 'new-pictures':
      return {
        ...train,
        ...(await shown('finished', 300)),
        newPictures: {
          busy: false,
          asked: 16,
          made: 16,
          shape: squarePictures(64, 3),
          pictures: Array.from({ length: 16 }, (_, index) => {
            const rgb = paintedPixels(2000 + index, 64);
            const rgba = new Uint8ClampedArray(64 * 64 * 4).fill(255);
            for (let p = 0; p < 64 * 64; p++) rgba.set(rgb.subarray(3 * p, 3 * p + 3), 4 * p);
            return { index, rgba };
          }),
          runId: 'run',
          weights: 'weights',
          epoch: 300,
          seed: 1,
          error: null,
        },
      };
    case 'packing':
      return {
        ...train,
        ...(await shown('finished', 300)),
        works: [
          {
            id: 1,
            work: { kind: 'samples', pictures: 0 },
            runId: 'run',
            done: 12,
            total: 301,
          },
          {
            id: 2,
            work: { kind: 'curves', pictures: 0 },
            runId: 'run',
            done: 0,
            total: 0,
          },
        ],
      };
    case 'runs':
    case 'runs-transfer': {
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
        ...(name === 'runs-transfer'
          ? {
              disk: { used: 420e6, quota: 12e9, persisted: false },
              transfer: {
                kind: 'export',
                place: 1,
                of: 1,
                name: 'Landscapes, evening.atelier',
                done: 61e6,
                total: 180e6,
              },
            }
          : {}),
        notices: [
          {
            id: 1,
            says: { code: 'run-deleted', params: { run: 'Portraits' } },
            action: 'undo',
            kind: 'news',
            at: 0,
          },
        ],
      };
    }
    case 'runs-empty':
      return { room: 'runs', engineReport: REPORT };
    default:
      return { engineReport: REPORT };
  }
}
