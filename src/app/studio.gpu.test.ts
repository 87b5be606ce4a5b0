import { squarePictures } from '../contract/picture-shape';
import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { deleteDB } from 'idb';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../contract/hyperparameters';
import { Stream, normal } from '../contract/random';
import { PRESETS } from '../nets/presets';
import { DATABASE_NAME } from '../storage/schema';
import type { Download } from '../store/ports';
import { createStudio, type StudioController } from '../store/studio';
import { loadLayers, parseJson, predict } from '../testing/load-model';
import { createPorts } from './ports';
import { openRunOf } from '../store/views';

/** The whole studio without its page: real workers, real storage, a real engine. */

const saved: Download[] = [];
let studio: StudioController;
const state = () => studio.store.getState();
const until = (check: () => void) => vi.waitFor(check, { timeout: 180_000, interval: 100 });

const open = async (): Promise<void> => {
  const ports = createPorts();
  const files = { ...ports.files, save: (download: Download) => void saved.push(download) };
  studio = createStudio({ ...ports, files });
  await studio.start();
};

const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  ...PRESETS.atelier.defaults(16),
  imageSize: 16,
  width: 8,
  latentSize: 8,
  batchSize: 16,
  epochs: 2,
  sampleCount: 4,
  saveEvery: 1,
  engine: 'wasm',
};

const clear = async (): Promise<void> => {
  localStorage.clear();
  await deleteDB(DATABASE_NAME);
};

async function unpacked(archive: Blob): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const reader = new ZipReader(new BlobReader(archive), { useWebWorkers: false });
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of await reader.getEntries()) {
    if (!entry.directory) files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  }
  return files;
}

beforeAll(async () => {
  await clear();
  await open();
});
afterAll(async () => {
  await studio.dispose();
  await clear();
});

it('[RUN3] [OUT1] paints, trains, keeps, and hands over, by way of the real workers', async () => {
  expect(state().fatal).toBeNull();
  state().actions.useSettings(SETTINGS);
  await state().actions.setIntakeOptions({ limit: 48 });
  await state().actions.trySamples();
  expect(state().intake.error).toBeNull();
  expect(state().datasets[0]).toMatchObject({
    shape: squarePictures(16, 3),
    count: 48,
    painted: true,
  });
  expect(state().settingIssues).toEqual([]);
  const { actions, datasetId } = state();
  expect(await actions.picture(datasetId!, 47)).toHaveLength(16 * 16 * 3);

  await actions.train();
  await until(() => expect(openRunOf(state())?.run.state).toBe('finished'));
  const finished = openRunOf(state())!;
  expect(finished.metrics.rows).toBe(6);
  expect(finished.samples.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
  expect(finished.generatorEpochs).toEqual([1, 2]);
  expect(state().notices).toEqual([]);

  // Another visit: a new page on the same storage.
  const { id } = finished.run;
  await studio.dispose();
  await open();
  await state().actions.openRun(id);
  expect(openRunOf(state())?.metrics.rows).toBe(6);
  expect(openRunOf(state())?.samples).toHaveLength(3);
  expect(openRunOf(state())?.run.settings).toEqual(SETTINGS);

  await state().actions.download('generator', id, 2);
  const files = await unpacked(saved[0]!.blob);
  expect(parseJson(files.get('settings.json'))).toMatchObject({ epoch: 2, settings: SETTINGS });
  await state().actions.download('samples', id, 2);
  expect([...(await unpacked(saved[1]!.blob)).keys()]).toEqual([
    'image_at_epoch_0000.png',
    'image_at_epoch_0001.png',
    'image_at_epoch_0002.png',
  ]);

  state().actions.paint({ runId: id, epoch: 2, weights: 'weights' }, 3, 5);
  await until(() => expect(state().newPictures.busy).toBe(false));
  expect(state().newPictures.error).toBeNull();
  const { pictures } = state().newPictures;
  expect(pictures).toHaveLength(3);
  const z = normal(5, Stream.NewPictures, 0, 3 * 8);
  const { values } = await predict(await loadLayers(files), z, [3, 8]);
  for (const { index, rgba } of pictures) {
    for (let pixel = 0; pixel < 16 * 16; pixel++) {
      for (let c = 0; c < 3; c++) {
        const value = (values[(index * 16 * 16 + pixel) * 3 + c]! + 1) * 127.5;
        // One step of 255, and half of one for rounding.
        expect(Math.abs(rgba[pixel * 4 + c]! - value)).toBeLessThan(1.5);
      }
    }
  }
  await state().actions.downloadNewPictures();
  expect(saved).toHaveLength(3);
});
