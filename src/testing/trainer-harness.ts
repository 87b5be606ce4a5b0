import { squarePictures } from '../contract/picture-shape';
import { createTrainer, type TrainingWorker } from '../client/trainer';
import type { Patience } from '../client/watchdog';
import type { TrainerEvent } from '../contract/events';
import { DEFAULT_SETTINGS, type Settings } from '../contract/hyperparameters';
import type { DatasetRecord } from '../contract/records';
import { isLive } from '../contract/run-state';
import type { Trainer } from '../contract/trainer';
import { openStorage } from '../storage/open';
import { aDataset } from './records';

/** The whole way: the page's trainer, the real worker, its engine, and IndexedDB. */

export const SIZE = 16;
export const PICTURES = 16;

/** A tiny Atelier of two steps an epoch. */
export const settings: Settings = {
  ...DEFAULT_SETTINGS,
  preset: 'atelier',
  imageSize: SIZE,
  width: 8,
  latentSize: 8,
  batchSize: 8,
  epochs: 12,
  generatorLearningRate: 2e-3,
  discriminatorLearningRate: 2e-3,
  sampleCount: 4,
  sampleEvery: 6,
  saveEvery: 6,
  engine: 'webgpu',
};

/** Red above blue, with a bright disc whose place differs: nothing like the grey of the start. */
function paintedSet(): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(PICTURES * SIZE * SIZE * 3);
  for (let n = 0; n < PICTURES; n++) {
    for (let y = 0; y < SIZE; y++) {
      for (let x = 0; x < SIZE; x++) {
        const at = ((n * SIZE + y) * SIZE + x) * 3;
        const disc = Math.hypot(x - 4 - (n % 4) * 3, y - 4 - Math.floor(n / 4) * 3) < 3;
        pixels.set(disc ? [250, 240, 90] : y < SIZE / 2 ? [210, 30, 20] : [20, 30, 200], at);
      }
    }
  }
  return pixels;
}

/** Stores a set. */
export async function storeSet(): Promise<DatasetRecord> {
  const storage = await openStorage();
  const id = crypto.randomUUID();
  await storage.putChunk({ datasetId: id, index: 0, pixels: paintedSet() });
  const set = aDataset(id, {
    shape: squarePictures(SIZE, 3),
    count: PICTURES,
    chunkPictures: PICTURES,
    folders: [{ path: '', count: PICTURES }],
    folderOf: new Uint32Array(PICTURES),
    bytes: PICTURES * SIZE * SIZE * 3,
  });
  await storage.finishDataset(set);
  storage.close();
  return set;
}

export const realWorker = (): Worker =>
  new Worker(new URL('../worker/engine-worker.ts', import.meta.url), {
    type: 'module',
    name: 'training',
  });

export interface TrainerHarness {
  readonly trainer: Trainer;
  readonly events: TrainerEvent[];
  /** Workers that were started, in order. */
  readonly workers: Worker[];
  /** The first event, past or to come, that fits. */
  readonly seen: (fits: (event: TrainerEvent) => boolean) => Promise<TrainerEvent>;
}

export function trainerHarness(
  newWorker: () => Worker = realWorker,
  patience?: Patience,
): TrainerHarness {
  const workers: Worker[] = [];
  const trainer = createTrainer((): TrainingWorker => {
    const worker = newWorker();
    workers.push(worker);
    return worker;
  }, patience);
  const events: TrainerEvent[] = [];
  const checks = new Set<() => void>();
  trainer.subscribe((event) => {
    events.push(event);
    for (const check of checks) check();
  });
  const seen: TrainerHarness['seen'] = (fits) =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = events.find(fits);
        if (!found) return;
        checks.delete(check);
        resolve(found);
      };
      checks.add(check);
      check();
    });
  return { trainer, events, workers, seen };
}

/** A run came to its end. */
export const over = (event: TrainerEvent): boolean =>
  event.type === 'run' && !isLive(event.run.state);
