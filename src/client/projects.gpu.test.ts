import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Command } from '../contract/commands';
import { Stream, normal } from '../contract/random';
import { StudioError } from '../contract/errors';
import type { TrainerEvent } from '../contract/events';
import type { Settings } from '../contract/hyperparameters';
import { generatorZip } from '../export/generator-zip';
import { safeFileName } from '../export/file-names';
import { openStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import { startCommand } from '../testing/records';
import { PROJECT_SETTINGS, storeRun, storeSet } from '../testing/stored-project';
import { createProjects } from './projects';
import { createTrainer } from './trainer';

/** The whole way: real workers, a real engine, IndexedDB. */

const projects = createProjects(
  () => new Worker(new URL('../worker/project-worker.ts', import.meta.url), { type: 'module' }),
  { newId: () => crypto.randomUUID(), fileName: safeFileName },
);
const never = new AbortController().signal;
const quiet = (): void => undefined;
const fileOf = (content: Blob, name = 'a.atelier') => ({ name, content });

let storage: StudioStorage;

async function clear(): Promise<void> {
  for (const { id } of await storage.runs()) await storage.deleteRun(id);
  for (const { id } of await storage.datasets()) await storage.deleteDataset(id);
  await storage.sweepUnfinished([]);
}
beforeEach(async () => {
  storage = await openStorage();
  await clear();
});
afterEach(async () => {
  await clear();
  storage.close();
});

/** A trainer over the real worker, and its events. */
function trainer() {
  const one = createTrainer(
    () =>
      new Worker(new URL('../worker/engine-worker.ts', import.meta.url), {
        type: 'module',
        name: 'training',
      }),
  );
  const seen: TrainerEvent[] = [];
  const waiting: (() => void)[] = [];
  one.subscribe((event) => {
    seen.push(event);
    for (const look of waiting) look();
  });
  const until = (fits: (event: TrainerEvent) => boolean): Promise<TrainerEvent> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const failure = seen.find((event) => event.type === 'failed');
        if (failure?.type === 'failed') reject(StudioError.from(failure.error));
        const found = seen.find(fits);
        if (found) resolve(found);
      };
      waiting.push(look);
      look();
    });
  return { send: one.send.bind(one), until, dispose: () => one.dispose() };
}

const ended = (runId: string) => (event: TrainerEvent) =>
  event.type === 'run' &&
  event.run.id === runId &&
  ['finished', 'stopped'].includes(event.run.state);

const SETTINGS: Settings = {
  ...PROJECT_SETTINGS,
  epochs: 12,
  batchSize: 4,
  sampleEvery: 12,
  saveEvery: 12,
  engine: 'wasm',
};

/** All that training made of a run, without its times. */
async function learnt(runId: string) {
  const { checkpoint } = (await storage.newestCheckpoint(runId))!;
  const generator = (await storage.generator(runId, SETTINGS.epochs))!;
  return {
    step: checkpoint.step,
    state: checkpoint.state,
    metrics: (await storage.metrics(runId)).map(({ rows }) => [...rows]),
    weights: generator.weights,
  };
}

it('[FILE1] [SAVE5] a run that moves to a fresh profile goes on as if it had stayed', async () => {
  await storeSet(storage, 'set', 9);
  const set = (await storage.dataset('set'))!;
  const start = (id: string, settings: Settings): Command =>
    startCommand(set, settings, { id, name: 'Discs' });
  const { send, until, dispose } = trainer();
  send(start('whole', SETTINGS));
  await until(ended('whole'));
  const expected = await learnt('whole');
  dispose();

  const second = trainer();
  // The same run, shorter: its last checkpoint is on the way of the whole one.
  second.send(start('part', { ...SETTINGS, epochs: 4 }));
  await second.until(ended('part'));
  second.dispose();
  const halfway = (await storage.newestCheckpoint('part'))!.checkpoint.step;
  expect(halfway).toBeLessThan(expected.step / 2);

  const done: number[] = [];
  const { name, blob } = await projects.exportRun(
    'part',
    true,
    (at, total) => done.push(at / total),
    never,
  );
  expect(name).toBe('Discs.atelier');
  expect(done.at(-1)).toBe(1);
  await clear();
  expect(await storage.runs()).toEqual([]);

  const { runId, datasetId } = await projects.importFile(fileOf(blob), quiet, never);
  expect((await storage.dataset(datasetId!))?.count).toBe(9);
  const third = trainer();
  third.send({
    type: 'continue',
    runId,
    from: 'newest',
    learningRates: null,
    epochs: 12,
    incident: null,
  });
  await third.until(ended(runId));
  third.dispose();
  expect(await learnt(runId)).toEqual(expected);
});

it('[FILE4] a generator ZIP comes back and paints the pictures it painted', async () => {
  await storeSet(storage, 'set');
  const run = await storeRun(storage, 'run', 'set');
  const blob = await generatorZip(run, (await storage.generator('run', 343))!);
  const { runId, datasetId } = await projects.importFile(fileOf(blob, 'g.zip'), quiet, never);
  expect(datasetId).toBeNull();
  expect(await storage.run(runId)).toMatchObject({ name: 'Discs', state: 'finished', epoch: 343 });
  expect(await storage.generatorEpochs(runId)).toEqual([343]);

  const { send, until, dispose } = trainer();
  const { spec } = (await storage.generator('run', 343))!;
  const latents = normal(11, Stream.NewPictures, 0, 3 * spec.input[0]!);
  const ask = { type: 'paint', epoch: 343, weights: 'weights', engine: 'cpu', latents } as const;
  const painted = async (requestId: number, id: string) => {
    send({ ...ask, requestId, runId: id });
    return await until((event) => event.type === 'painted' && event.requestId === requestId);
  };
  const before = await painted(1, 'run');
  const after = await painted(2, runId);
  dispose();
  expect(after.type === 'painted' && after.pictures).toEqual(
    before.type === 'painted' && before.pictures,
  );
});

it('[FILE5] a cancelled import leaves nothing behind, and its worker is gone', async () => {
  await storeSet(storage, 'set', 3000);
  await storeRun(storage, 'run', 'set');
  const { blob } = await projects.exportRun('run', true, quiet, never);
  await clear();
  const abort = new AbortController();
  const coming = projects.importFile(fileOf(blob), () => abort.abort(), abort.signal);
  await expect(coming).rejects.toMatchObject({ kind: 'cancelled' });
  // What is unfinished would be swept: but nothing is there, not even that.
  expect(await leftovers()).toBe(0);
});

it('[FILE5] a damaged file is refused clearly through the worker', async () => {
  const file = fileOf(new Blob(['not a project']));
  const coming = projects.importFile(file, quiet, never);
  await expect(coming).rejects.toMatchObject({ kind: 'file-unreadable', name: 'StudioError' });
  await expect(projects.exportRun('none', false, quiet, never)).rejects.toMatchObject({
    kind: 'run-missing',
  });
  expect(await leftovers()).toBe(0);
});

/** Records in all object stores. */
async function leftovers(): Promise<number> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('atelier');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
  let count = 0;
  for (const store of database.objectStoreNames) {
    const request = database.transaction(store).objectStore(store).count();
    count += await new Promise<number>((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
  }
  database.close();
  return count;
}
