import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  aDataset,
  aGenerator,
  aMetricBlock,
  aPictureBlock,
  aRun,
  aSample,
} from '../testing/records';
import { openStorage } from './open';
import { VERSION } from './migrations';
import type { StudioStorage } from './studio-storage';

let name = '';
let serial = 0;
let storage: StudioStorage;

beforeEach(async () => {
  name = `open-test-${serial++}`;
  storage = await openStorage(name);
});
afterEach(async () => {
  storage.close();
  await deleteDB(name);
});

/** Number of records left in each object store. */
async function leftovers(): Promise<Record<string, number>> {
  const database = await openDB(name);
  const counts: Record<string, number> = {};
  for (const store of database.objectStoreNames) counts[store] = await database.count(store);
  database.close();
  return counts;
}

async function fill(id: string): Promise<void> {
  await storage.createRun(aRun(id));
  await storage.putMetrics(aMetricBlock(id, 0));
  await storage.putSample(aSample(id, 1, 10));
  await storage.putGenerator(aGenerator(id, 1));
}

const pixels = (value: number): Uint8Array<ArrayBuffer> => new Uint8Array(8).fill(value);

describe('sets', () => {
  it('[PIC9] keeps sets and their pixels over a new connection, newest first', async () => {
    await storage.putChunk({ datasetId: 'old', index: 0, pixels: pixels(7) });
    await storage.finishDataset(aDataset('old', { createdAt: 1 }));
    await storage.finishDataset(aDataset('new', { createdAt: 2 }));
    storage.close();
    storage = await openStorage(name);
    expect((await storage.datasets()).map((set) => set.id)).toEqual(['new', 'old']);
    expect((await storage.chunk('old', 0))?.pixels).toEqual(pixels(7));
    expect(await storage.chunk('old', 1)).toBeUndefined();
    expect(await storage.dataset('none')).toBeUndefined();
  });

  it('[PIC9] [PIC13] renames a set and keeps what is left out', async () => {
    await storage.finishDataset(aDataset('a'));
    await storage.updateDataset('a', { name: 'Harbours' });
    const changed = await storage.updateDataset('a', { excluded: [2], untickedFolders: [1] });
    expect(changed).toMatchObject({ name: 'Harbours', excluded: [2], untickedFolders: [1] });
    expect(await storage.dataset('a')).toEqual(changed);
    await expect(storage.updateDataset('none', { name: 'x' })).rejects.toMatchObject({
      kind: 'set-missing',
    });
  });

  it('[PIC8] sweeps the pixels of sets that were never finished, and those alone', async () => {
    for (const [id, chunks] of [
      ['done', 2],
      ['lost', 3],
      ['busy', 1],
      ['zzz', 2],
    ] as const) {
      for (let i = 0; i < chunks; i++) {
        await storage.putChunk({ datasetId: id, index: i, pixels: pixels(i) });
        await storage.putPictureBlock(aPictureBlock(id, 4, i));
      }
    }
    await storage.finishDataset(aDataset('done'));
    await storage.sweepUnfinished(['busy']);
    expect(await storage.chunk('done', 1)).toBeDefined();
    expect(await storage.chunk('busy', 0)).toBeDefined();
    expect(await storage.chunk('lost', 0)).toBeUndefined();
    expect(await leftovers()).toMatchObject({ chunks: 3, pictures: 3 });
  });

  it('[PIC9] deleting a set takes its pixels with it', async () => {
    for (const id of ['a', 'ab']) {
      await storage.putChunk({ datasetId: id, index: 0, pixels: pixels(1) });
      await storage.putPictureBlock(aPictureBlock(id));
      await storage.finishDataset(aDataset(id));
    }
    await storage.deleteDataset('a');
    expect(await storage.chunk('a', 0)).toBeUndefined();
    expect(await storage.pictureBlock('a', 0)).toBeUndefined();
    expect(await storage.pictureBlock('ab', 0)).toEqual(aPictureBlock('ab'));
    expect(await storage.chunk('ab', 0)).toBeDefined();
    expect((await storage.datasets()).map((set) => set.id)).toEqual(['ab']);
  });

  it('stores the part that a view shows, not the buffer behind it', async () => {
    const large = new Uint8Array(1024);
    await storage.putChunk({ datasetId: 'a', index: 0, pixels: large.subarray(4, 8) });
    expect((await storage.chunk('a', 0))?.pixels.buffer.byteLength).toBe(4);
  });
});

describe('runs', () => {
  it('[RUN1] lists runs newest first and changes only what is named', async () => {
    await storage.createRun(aRun('a', { createdAt: 1 }));
    await storage.createRun(aRun('b', { createdAt: 2 }));
    await Promise.all([
      storage.updateRun('a', { name: 'Renamed' }),
      storage.updateRun('a', { step: 99 }),
    ]);
    expect((await storage.runs()).map((run) => run.id)).toEqual(['b', 'a']);
    expect(await storage.run('a')).toMatchObject({ name: 'Renamed', step: 99 });
    expect(await storage.updateRun('gone', { step: 1 })).toBeUndefined();
    expect(await storage.run('gone')).toBeUndefined();
  });

  it('[RUN3] gives back metrics, grids and generators in order', async () => {
    await storage.createRun(aRun('a'));
    for (const block of [1, 0]) await storage.putMetrics(aMetricBlock('a', block, 2));
    for (const [epoch, step] of [
      [10, 100],
      [2, 25],
      [2, 20],
      [0, 0],
    ] as const) {
      await storage.putSample(aSample('a', epoch, step));
    }
    for (const epoch of [20, 3]) await storage.putGenerator(aGenerator('a', epoch));
    storage.close();
    storage = await openStorage(name);
    expect((await storage.metrics('a')).map((block) => block.block)).toEqual([0, 1]);
    expect((await storage.metrics('a'))[1]?.rows).toEqual(aMetricBlock('a', 1, 2).rows);
    expect((await storage.samples('a')).map((sample) => [sample.epoch, sample.step])).toEqual([
      [0, 0],
      [2, 20],
      [2, 25],
      [10, 100],
    ]);
    expect((await storage.newestSample('a'))?.epoch).toBe(10);
    expect(await storage.newestSample('b')).toBeUndefined();
    expect(await storage.generatorEpochs('a')).toEqual([3, 20]);
    expect(await storage.generator('a', 20)).toEqual(aGenerator('a', 20));
    expect(await storage.generator('a', 4)).toBeUndefined();
  });

  it('[RUN4] deletes all that a run kept and nothing of another', async () => {
    await fill('a');
    await fill('b');
    await storage.deleteRun('a');
    expect(await storage.metrics('a')).toEqual([]);
    expect(await storage.samples('b')).toHaveLength(1);
    const one = { runs: 1, metrics: 1, samples: 1, generators: 1, sizes: 3 };
    expect(await leftovers()).toMatchObject(one);
    // A worker that writes once more after the deletion leaves nothing behind.
    await storage.putSample(aSample('a', 2, 20));
    expect(await leftovers()).toMatchObject(one);
  });

  it('counts the bytes of a run, a rewritten block once', async () => {
    await fill('a');
    await storage.putMetrics(aMetricBlock('a', 0, 3));
    // Three rows of six float64; a 10-byte image with one float32; 8 + 4 float32 weights.
    expect(await storage.runBytes('a')).toBe(3 * 6 * 8 + (10 + 4) + 12 * 4);
    expect(await storage.runBytes('b')).toBe(0);
  });
});

describe('what may go wrong', () => {
  it('passes over damaged records in lists and refuses them alone', async () => {
    await storage.createRun(aRun('good'));
    const database = await openDB(name);
    await database.put('runs', { id: 'bad', name: 7 });
    const [good, longer, folder] = [aDataset('bad'), Uint32Array.of(0, 0, 0, 1, 1), [0, 0, 1, 2]];
    await database.put('datasets', { ...good, folderOf: 'none' });
    await database.put('datasets', { ...good, id: 'more folders', folderOf: longer });
    await database.put('datasets', {
      ...good,
      id: 'no folder',
      folderOf: Uint32Array.from(folder),
    });
    await database.put('datasets', {
      ...good,
      id: 'vast',
      shape: { ...good.shape, width: 2 ** 40 },
    });
    await database.put('pictures', { ...aPictureBlock('bad'), hashes: new Uint8Array(31) });
    await database.put('generators', {
      ...aGenerator('good', 1),
      version: 2,
      spec: { input: [2], layers: [{ kind: 'blur' }] },
    });
    await database.put('generators', {
      ...aGenerator('good', 2),
      version: 2,
      packed: {
        tensors: [{ group: 'weights', name: '0/kernel', shape: [2, 4] }],
        parts: [{ bytes: 12, sha256: null }],
      },
    });
    const bytes = new Uint8Array(12);
    await database.put('parts', {
      ...{ runId: 'good', kind: 'generators', place: [2], part: 0, bytes },
    });
    database.close();
    expect((await storage.runs()).map((run) => run.id)).toEqual(['good']);
    expect(await storage.datasets()).toEqual([]);
    await expect(storage.run('bad')).rejects.toMatchObject({
      code: 'record-damaged',
      kind: 'run-missing',
      params: { cause: { params: { place: 'run, name', expected: { is: 'text' } } } },
    });
    await expect(storage.dataset('bad')).rejects.toMatchObject({ kind: 'set-missing' });
    await expect(storage.pictureBlock('bad', 0)).rejects.toMatchObject({ kind: 'set-missing' });
    await expect(storage.generator('good', 1)).rejects.toMatchObject({
      params: { cause: { code: 'kind-unknown', params: { found: 'blur' } } },
    });
    await expect(storage.generator('good', 2)).rejects.toMatchObject({
      params: { cause: { params: { expected: { is: 'numbers-of', count: 32 }, found: 12 } } },
    });
  });

  it('keeps a run whose settings hold a value of another time', async () => {
    const database = await openDB(name);
    const run = aRun('old');
    await database.put('runs', { ...run, settings: { ...run.settings, epochs: -5, colour: 'x' } });
    database.close();
    expect((await storage.run('old'))?.settings).toEqual(run.settings);
  });

  it('lets a newer version in another tab upgrade, then says so', async () => {
    const newer = await openDB(name, VERSION + 1);
    expect(newer.version).toBe(VERSION + 1);
    await expect(storage.runs()).rejects.toMatchObject({ code: 'storage-superseded' });
    newer.close();
    await expect(openStorage(name)).rejects.toMatchObject({
      code: 'storage-newer',
    });
  });

  it('says which storage is missing where the browser has none', async () => {
    const kept = globalThis.indexedDB;
    Reflect.deleteProperty(globalThis, 'indexedDB');
    try {
      await expect(openStorage('x')).rejects.toMatchObject({ kind: 'storage-unavailable' });
    } finally {
      globalThis.indexedDB = kept;
    }
  });
});
