import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../contract/records';
import { withoutNames } from '../storage/gone';
import { openStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import { encode, pack, parse, unpack } from '../testing/fuzz/zip-files';
import { PROJECT_SETTINGS, storeRun, storeSet } from '../testing/stored-project';
import { unzip } from '../testing/unzip';
import { importFile } from './read';
import { writeProject } from './write';

const IDS = { runId: 'new-run', datasetId: 'new-set' };
const quiet = (): void => undefined;

let serial = 0;
let names: string[] = [];
let here: StudioStorage;
let there: StudioStorage;

beforeEach(async () => {
  names = [`project-here-${serial}`, `project-there-${serial++}`];
  [here, there] = [await openStorage(names[0]), await openStorage(names[1])];
});
afterEach(async () => {
  here.close();
  there.close();
  for (const name of names) await deleteDB(name);
});

/** Everything that is kept of a run, in a form that can be compared. */
async function kept(storage: StudioStorage, run: RunRecord) {
  const samples = await storage.samples(run.id);
  const epochs = await storage.generatorEpochs(run.id);
  return {
    metrics: await storage.metrics(run.id),
    samples: await Promise.all(
      samples.map(async ({ image, ...rest }) => ({
        ...rest,
        type: image.type,
        image: new Uint8Array(await image.arrayBuffer()),
      })),
    ),
    measures: await storage.measures(run.id),
    generators: await Promise.all(epochs.map((epoch) => storage.generator(run.id, epoch))),
    checkpoint: (await storage.newestCheckpoint(run.id))?.checkpoint,
    favourites: await storage.favourites(run.id),
    directions: await storage.directions(run.id),
  };
}

/** With the ids it had taken out. */
const anonymous = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      key === 'runId' || key === 'datasetId' || key === 'id'
        ? ''
        : ArrayBuffer.isView(part)
          ? [...new Uint8Array(part.buffer, part.byteOffset, part.byteLength)]
          : part,
    ),
  );

async function exported(withPictures: boolean, change: Partial<RunRecord> = {}): Promise<Blob> {
  await storeSet(here, 'set');
  await storeRun(here, 'run', 'set', change);
  return (await writeProject(here, 'run', withPictures, quiet)).blob;
}

/** Records left in each object store. */
async function leftovers(name: string): Promise<number> {
  const database = await openDB(name);
  let count = 0;
  for (const store of database.objectStoreNames) count += await database.count(store);
  database.close();
  return count;
}

describe('a project file', () => {
  it('[FILE1] with its pictures comes back whole in a fresh database', async () => {
    const blob = await exported(true);
    const told: number[] = [];
    const imported = await importFile(there, blob, IDS, (done, total) => told.push(done / total));
    expect(imported).toEqual(IDS);
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));

    const before = (await here.run('run'))!;
    const after = (await there.run('new-run'))!;
    expect(after).toEqual({ ...before, id: 'new-run', datasetId: 'new-set' });
    expect(anonymous(await kept(there, after))).toEqual(anonymous(await kept(here, before)));
    const set = (await here.dataset('set'))!;
    expect(await there.dataset('new-set')).toEqual({ ...set, id: 'new-set' });
    for (const index of [0, 1, 2]) {
      const chunk = (await there.chunk('new-set', index))!;
      expect(chunk.pixels).toEqual((await here.chunk('set', index))!.pixels);
    }
    const block = (await there.pictureBlock('new-set', 0))!;
    expect({ ...block, datasetId: 'set' }).toEqual(await here.pictureBlock('set', 0));
  });

  it('[PIC28] of pictures of any sides comes back with them', async () => {
    const sides = { shape: 'custom', pictureWidth: 48, pictureHeight: 80 } as const;
    const settings = { ...PROJECT_SETTINGS, ...sides };
    await storeSet(here, 'set', 7, 3, { width: 48, height: 80 });
    await storeRun(here, 'run', 'set', { settings });
    const { blob } = await writeProject(here, 'run', true, quiet);
    expect(await importFile(there, blob, IDS, () => undefined)).toEqual(IDS);
    const [before, after] = [(await here.run('run'))!, (await there.run('new-run'))!];
    expect(after.settings).toEqual(settings);
    expect(anonymous(await kept(there, after))).toEqual(anonymous(await kept(here, before)));
    const set = await there.dataset('new-set');
    expect(set?.shape).toEqual({ width: 48, height: 80, channels: 3 });
  });

  it('[MEAS7] [MEAS10] [TRN20] tells what was kept back, and what was measured, also without pictures', async () => {
    const choice = { excluded: [1], untickedFolders: [], keptBack: [2, 5] };
    const settings = { ...PROJECT_SETTINGS, keepBack: true };
    const adaptsBy = 'held-out' as const;
    await importFile(there, await exported(false, { choice, settings, adaptsBy }), IDS, quiet);
    const after = (await there.run('new-run'))!;
    expect([after.choice, after.settings.keepBack]).toEqual([choice, true]);
    expect(after.adaptsBy).toBe(adaptsBy);
    const measures = await there.measures('new-run');
    expect(measures.map(({ step, closest }) => [step, closest?.pixels.length])).toEqual([
      [512, undefined],
      [1030, 48],
    ]);
    expect(anonymous(measures)).toEqual(anonymous(await here.measures('run')));
  });

  it('[AVG3] with averages comes back with them, in generators and in the checkpoint', async () => {
    const settings = { ...PROJECT_SETTINGS, averageGenerator: true };
    await importFile(there, await exported(false, { settings }), IDS, quiet);
    const after = (await there.run('new-run'))!;
    const [found, expected] = [
      await kept(there, after),
      await kept(here, (await here.run('run'))!),
    ];
    expect(anonymous(found)).toEqual(anonymous(expected));
    expect(after.settings.averageGenerator).toBe(true);
    for (const generator of found.generators)
      expect(generator!.averaged).toHaveLength(generator!.weights.length);
    expect(found.checkpoint!.state.tensors['generator.average']).toBeDefined();
  });

  it('[FILE1] without pictures can be looked at; its set is found where it is stored', async () => {
    const blob = await exported(false);
    expect(await importFile(there, blob, IDS, quiet)).toEqual({
      runId: 'new-run',
      datasetId: null,
    });
    expect(await there.datasets()).toEqual([]);
    expect((await there.run('new-run'))?.checkpoint).toMatchObject({ step: 1030 });

    const again = await importFile(here, blob, IDS, quiet);
    expect(again).toEqual({ runId: 'new-run', datasetId: 'set' });
    expect((await here.runs()).map(({ id }) => id).toSorted()).toEqual(['new-run', 'run']);
  });

  it('[SAVE13] without pictures tells them by their hashes, and no name; so it does when they are gone', async () => {
    const blob = await exported(false);
    const names = [...unzip(new Uint8Array(await blob.arrayBuffer())).keys()];
    expect(names.filter((name) => name.startsWith('set/'))).toEqual([
      'set/hashes.json',
      'set/folders.bin',
      'set/pictures/0000.bin',
    ]);
    const set = (await here.dataset('set'))!;
    const { hashes } = (await here.pictureBlock('set', 0))!;
    await here.deleteDataset('set');
    const later = (await writeProject(here, 'run', false, quiet)).blob;
    for (const file of [blob, later]) {
      expect((await importFile(there, file, IDS, quiet)).datasetId).toBeNull();
      expect(await there.run('new-run')).toMatchObject({ datasetId: 'new-set' });
      const [gone] = await there.goneSets();
      expect(gone).toEqual({ ...withoutNames(set), id: 'new-set' });
      expect((await there.pictureBlock('new-set', 0))?.hashes).toEqual(hashes);
      // Another run of the same pictures knows them by the same record.
      const ids = { runId: 'second', datasetId: 'second-set' };
      await importFile(there, file, ids, quiet);
      expect((await there.run('second'))?.datasetId).toBe('new-set');
      for (const id of ['new-run', 'second']) await there.deleteRun(id);
      expect(await there.goneSets()).toEqual([]);
    }
  });

  it('[FILE5] with hashes that are not whole is refused, and leaves nothing', async () => {
    const files = await unpack(await exported(false));
    const manifest = parse(files.get('atelier.json')) as { files: { name: string }[] };
    manifest.files = manifest.files.filter(({ name }) => name !== 'set/pictures/0000.bin');
    files.set('atelier.json', encode(JSON.stringify(manifest)));
    const importing = importFile(there, await pack(files, 6), IDS, quiet);
    await expect(importing).rejects.toMatchObject({ kind: 'file-unreadable' });
    expect(await leftovers(names[1]!)).toBe(0);
  });

  it('[FILE1] with pictures that are stored already is linked to those', async () => {
    const blob = await exported(true);
    expect(await importFile(here, blob, IDS, quiet)).toEqual({
      runId: 'new-run',
      datasetId: 'set',
    });
    expect(await here.datasets()).toHaveLength(1);
    expect(await here.chunk('new-set', 0)).toBeUndefined();
  });

  it('[FILE1] of a run that was live elsewhere is interrupted here', async () => {
    const blob = await exported(false, { state: 'running' });
    await importFile(there, blob, IDS, quiet);
    expect((await there.run('new-run'))?.state).toBe('interrupted');
  });

  it('[FILE1] holds no more in memory than a part: the writer asks for one at a time', async () => {
    await storeSet(here, 'set');
    await storeRun(here, 'run', 'set');
    let open = 0;
    let most = 0;
    const counted: StudioStorage = {
      ...here,
      chunk: async (id, index) => {
        most = Math.max(most, ++open);
        const chunk = await here.chunk(id, index);
        open--;
        return chunk;
      },
    };
    await writeProject(counted, 'run', true, quiet);
    expect(most).toBe(1);
  });

  it('[FILE1] leaves out what an old run kept of numbers that were none', async () => {
    await storeSet(here, 'set');
    const run = await storeRun(here, 'run', 'set');
    const rows = Float64Array.of(1031, 343, Number.NaN, 1, 0.5, 0.5, 1032, 344, 1, 1, 0.5, 0.5);
    const tail = (await here.metrics(run.id))[1]!.rows;
    const longer = Float64Array.from([...tail, ...rows]);
    await here.putMetrics({ runId: run.id, block: 1, rows: longer });
    const { blob } = await writeProject(here, 'run', false, quiet);
    await importFile(there, blob, IDS, quiet);
    const back = (await there.metrics('new-run'))[1]!.rows;
    expect([...back]).toEqual([...tail, ...rows.slice(6)]);
  });

  it('[FILE5] that fails late leaves nothing behind', async () => {
    const blob = await exported(true);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    // In the last chunk of pictures, which comes last of all but the manifest.
    const last = (await here.chunk('set', 2))!.pixels;
    const at = bytes.findLastIndex(
      (_, i) => bytes[i] === last[0] && last.every((value, k) => bytes[i + k] === value),
    );
    bytes[at + 100]! ^= 1;
    await expect(importFile(there, new Blob([bytes]), IDS, quiet)).rejects.toMatchObject({
      kind: 'file-unreadable',
    });
    expect(await leftovers(names[1]!)).toBe(0);
  });

  it('[FILE5] that does not fit leaves nothing behind', async () => {
    const blob = await exported(true);
    const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    const { storageError } = await import('../storage/failures');
    const broken = { ...there, finishDataset: () => Promise.reject(storageError(full)) };
    await expect(importFile(broken, blob, IDS, quiet)).rejects.toMatchObject({
      kind: 'storage-full',
    });
    expect(await leftovers(names[1]!)).toBe(0);
  });
});
