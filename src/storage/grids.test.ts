import 'fake-indexeddb/auto';
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refuseBlobs } from '../testing/refuse-blobs';
import {
  aCheckpoint,
  aDataset,
  aGenerator,
  aMetricBlock,
  aPictureBlock,
  aRun,
  aSample,
} from '../testing/records';
import { openStorage } from './open';
import { MIGRATIONS, migrate } from './migrations';

let name = '';
let serial = 0;

beforeEach(() => {
  name = `grids-test-${serial++}`;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await deleteDB(name);
});

const KEY = (epoch: number): IDBValidKey => ['a', epoch, epoch * 10];

async function under<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
  const database = await openDB(name);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

const image = (...numbers: number[]): Blob =>
  new Blob([Uint8Array.from(numbers)], { type: 'image/webp' });
const read = async (blob: Blob | undefined): Promise<number[]> => [
  ...new Uint8Array((await blob?.arrayBuffer()) ?? []),
];

/** A database of version 3, with grids of 20 epochs as it kept them. */
async function oldDatabase(): Promise<void> {
  const old = await openDB(name, 3, {
    upgrade: (database, from, _to, transaction) =>
      migrate(database, transaction, from, MIGRATIONS.slice(0, 3)),
  });
  await old.put('runs', aRun('a'));
  for (let epoch = 0; epoch < 20; epoch++) {
    await old.put('samples', aSample('a', epoch, epoch * 10, { image: image(epoch, 7) }));
  }
  old.close();
}

describe('[WEB7] what is kept is bytes', () => {
  it('stores all it is given where the browser refuses Blobs', async () => {
    refuseBlobs(vi);
    const storage = await openStorage(name);
    await storage.putChunk({ datasetId: 'set', index: 0, pixels: new Uint8Array(12) });
    await storage.putPictureBlock(aPictureBlock('set'));
    await storage.finishDataset(aDataset('set'));
    for (const store of [storage.staging, storage]) {
      await store.putSample(aSample('a', 1, 10, { image: image(1, 2) }));
      await store.putMetrics(aMetricBlock('a', 0));
      await store.putGenerator(aGenerator('a', 1));
      await storage.createRun(aRun('a'));
      await store.putCheckpoint(aCheckpoint('a', 10));
    }
    const [sample] = await storage.samples('a');
    expect(sample?.image.type).toBe('image/webp');
    expect(await read(sample?.image)).toEqual([1, 2]);
    expect(await read((await storage.newestSample('a'))?.image)).toEqual([1, 2]);
    expect(await under((database) => database.get('samples', KEY(1)))).toMatchObject({
      image: Uint8Array.of(1, 2),
      type: 'image/webp',
    });
    storage.close();
  });

  it('reads more grids than are read at one go, in order', async () => {
    const storage = await openStorage(name);
    await storage.createRun(aRun('a'));
    for (let epoch = 0; epoch < 70; epoch++) {
      await storage.putSample(aSample('a', epoch, epoch * 10, { image: image(epoch) }));
    }
    await storage.putSample(aSample('b', 0, 0));
    const samples = await storage.samples('a');
    expect(samples.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 70 }, (_, i) => i));
    expect(await read(samples[69]?.image)).toEqual([69]);
    storage.close();
  });

  it('[RUN3] shows grids of the time of Blobs at once, and turns them into bytes after', async () => {
    await oldDatabase();
    const storage = await openStorage(name);
    const before = await storage.samples('a');
    expect(before).toHaveLength(20);
    expect(await read(before[19]?.image)).toEqual([19, 7]);
    // One is painted anew and one deleted before the rest gets its turn.
    await storage.putSample(aSample('a', 3, 30, { image: image(99) }));
    await under((database) => database.delete('samples', KEY(4)));
    await storage.finishUpgrade();
    const stored = await under((database) => database.getAll('samples'));
    expect(stored).toHaveLength(19);
    for (const { image: bytes, type } of stored as { image: unknown; type: unknown }[]) {
      expect(bytes).toBeInstanceOf(Uint8Array);
      expect(type).toBe('image/webp');
    }
    expect(await under((database) => database.count('blobGrids'))).toBe(0);
    const after = await storage.samples('a');
    expect(await read(after[3]?.image)).toEqual([99]);
    expect(await read(after.at(-1)?.image)).toEqual([19, 7]);
    expect(after.at(-1)).toMatchObject({ epoch: 19, scores: Float32Array.of(0.5) });
    storage.close();
  });

  it('goes on where it was cut off, and leaves a Blob that cannot be read as it is', async () => {
    await oldDatabase();
    const storage = await openStorage(name);
    const lost = new DOMException('', 'NotReadableError');
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValueOnce(lost);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    await expect(storage.finishUpgrade()).rejects.toMatchObject({ kind: 'storage-full' });
    expect(await storage.samples('a')).toHaveLength(20);
    put.mockRestore();
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValueOnce(lost);
    await storage.finishUpgrade();
    const stored = (await under((database) => database.getAll('samples'))) as { image: unknown }[];
    expect(stored.filter((sample) => sample.image instanceof Blob)).toHaveLength(1);
    expect(await storage.samples('a')).toHaveLength(20);
    storage.close();
  });
});
