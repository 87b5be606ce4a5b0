import 'fake-indexeddb/auto';
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aCheckpoint, aRun } from '../testing/records';
import type { CheckpointHeader } from './blob-headers';
import { openStorage } from './open';
import type { PartRecord } from './blob-headers';
import type { StudioStorage } from './studio-storage';

let name = '';
let serial = 0;
let storage: StudioStorage;

beforeEach(async () => {
  name = `checkpoints-test-${serial++}`;
  storage = await openStorage(name);
  await storage.createRun(aRun('a'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  storage.close();
  await deleteDB(name);
});

/** The database under the storage's feet, to look at or to damage. */
async function under<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
  const database = await openDB(name);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

const stepsKept = (): Promise<number[]> =>
  under(async (database) => {
    const keys = await database.getAllKeys('checkpoints');
    return keys.map((key) => (key as [string, number])[1]);
  });

const partKey = (step: number): IDBValidKey => ['a', 'checkpoints', [step], 0];

/** Bytes of aCheckpoint: two nets of 8 + 4 + 8 + 8 float32, and six float64 a row. */
const bytesAt = (step: number): number => 2 * 28 * 4 + (step % 1024) * 6 * 8;

describe('checkpoints', () => {
  it('[SAVE1] gives back every bit of a state over a new connection', async () => {
    const saved = aCheckpoint('a', 25);
    saved.state.tensors['generator.weights']![0]!.values.set([1e-40, -0, 3.4e38, 0.1]);
    expect(await storage.putCheckpoint(saved)).toBe(bytesAt(25));
    storage.close();
    storage = await openStorage(name);
    const found = await storage.newestCheckpoint('a');
    expect(found).toEqual({ checkpoint: saved, damaged: 0 });
    expect(Object.is(found!.checkpoint.state.tensors['generator.weights']![0]!.values[1], -0)).toBe(
      true,
    );
    expect((await storage.run('a'))?.checkpoint).toEqual({ step: 25, epoch: 2, savedAt: 1025 });
    expect(await storage.newestCheckpoint('b')).toBeUndefined();
  });

  it('[SAVE4] keeps the two newest, and counts their bytes with the run', async () => {
    for (const step of [10, 20, 30, 1030]) await storage.putCheckpoint(aCheckpoint('a', step));
    expect(await stepsKept()).toEqual([30, 1030]);
    expect(await under((database) => database.count('parts'))).toBe(2);
    expect(await storage.runBytes('a')).toBe(bytesAt(30) + bytesAt(1030));
    // Saved once more at the same step, as on Stop after Pause: it takes the place of the other.
    await storage.putCheckpoint(aCheckpoint('a', 1030, { savedAt: 5000 }));
    expect(await stepsKept()).toEqual([30, 1030]);
    expect((await storage.newestCheckpoint('a'))?.checkpoint.savedAt).toBe(5000);
    expect(await storage.runBytes('a')).toBe(bytesAt(30) + bytesAt(1030));
  });

  it('[RUN4] [SAVE4] drops what is saved for a run that was deleted, and goes with its run', async () => {
    await storage.putCheckpoint(aCheckpoint('a', 10));
    await storage.deleteRun('a');
    expect(await storage.putCheckpoint(aCheckpoint('a', 20))).toBe(0);
    for (const store of ['checkpoints', 'parts', 'sizes']) {
      expect(await under((database) => database.count(store))).toBe(0);
    }
  });

  it('[SAVE4] [SAVE6] cut off at any point of its writing, it leaves the one before whole', async () => {
    await storage.putCheckpoint(aCheckpoint('a', 10));
    await storage.putCheckpoint(aCheckpoint('a', 20));
    // oxlint-disable-next-line typescript/unbound-method -- called with `this` below
    const { put } = IDBObjectStore.prototype;
    let left = 0;
    let cuts = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...parts
    ) {
      const request = put.apply(this, parts);
      if (left-- === 0) {
        cuts++;
        this.transaction.abort();
      }
      return request;
    });
    for (let writes = 0; ; writes++) {
      left = writes;
      const outcome = await storage.putCheckpoint(aCheckpoint('a', 30)).catch(() => 'cut off');
      const found = await storage.newestCheckpoint('a');
      expect(found?.damaged).toBe(0);
      if (outcome !== 'cut off') {
        expect(found?.checkpoint).toEqual(aCheckpoint('a', 30));
        break;
      }
      expect(found?.checkpoint).toEqual(aCheckpoint('a', 20));
      expect(await stepsKept()).toEqual([10, 20]);
      expect((await storage.run('a'))?.checkpoint?.step).toBe(20);
      expect(await storage.runBytes('a')).toBe(bytesAt(10) + bytesAt(20));
    }
    // Its part, its header, its size and the run's record.
    expect(cuts).toBe(4);
  });
});

describe('damaged checkpoints', () => {
  beforeEach(async () => {
    await storage.putCheckpoint(aCheckpoint('a', 10));
    await storage.putCheckpoint(aCheckpoint('a', 20));
  });

  const changePart = (step: number, change: (part: PartRecord) => void): Promise<void> =>
    under(async (database) => {
      const part = (await database.get('parts', partKey(step))) as PartRecord;
      change(part);
      await database.put('parts', part);
    });
  const headAt = (step: number): Promise<CheckpointHeader> =>
    under((database) => database.get('checkpoints', ['a', step]) as Promise<CheckpointHeader>);
  const changeHeader = (step: number, change: object): Promise<void> =>
    under(async (database) => {
      const header = (await database.get('checkpoints', ['a', step])) as object;
      await database.put('checkpoints', { ...header, ...change });
    });
  const damages: Record<string, () => Promise<void>> = {
    'one flipped bit': () => changePart(20, ({ bytes }) => (bytes[100]! ^= 1)),
    'a part cut short': () =>
      changePart(20, (part) => Object.assign(part, { bytes: part.bytes.slice(1) })),
    'a missing part': () => under((database) => database.delete('parts', partKey(20))),
    'a part that is none': () => changePart(20, (part) => Object.assign(part, { bytes: 'none' })),
    'a head of another shape': () => changeHeader(20, { packed: null }),
    'a tail of other rows': () => changeHeader(20, { metricTail: new Float64Array(6) }),
    'an engine that is none': () => changeHeader(20, { engine: 'abacus' }),
  };

  it.each(Object.entries(damages))(
    '[SAVE4] takes the one before where the newest has %s, and says so',
    async (_, damage) => {
      await damage();
      expect(await storage.newestCheckpoint('a')).toEqual({
        checkpoint: aCheckpoint('a', 10),
        damaged: 1,
      });
    },
  );

  it('[SAVE4] finds none where none is whole', async () => {
    await damages['one flipped bit']!();
    await under((database) => database.delete('parts', partKey(10)));
    expect(await storage.newestCheckpoint('a')).toBeUndefined();
  });

  it('[SAVE4] refuses one of a newer version instead of falling back behind it', async () => {
    await changeHeader(20, { version: 3, packed: 'in another way' });
    await expect(storage.newestCheckpoint('a')).rejects.toMatchObject({
      code: 'record-newer',
    });
  });

  it('[SAVE4] tells a storage that cannot be read from one without checkpoints', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => {
      throw new DOMException('', 'UnknownError');
    });
    await expect(storage.newestCheckpoint('a')).rejects.toMatchObject({
      kind: 'storage-unavailable',
    });
  });

  it('[SAVE4] [WEB1] keeps the same checksums on a page from a plain http address', async () => {
    const before = (await headAt(20)).packed.parts;
    expect(before.every(({ sha256 }) => sha256?.length === 32)).toBe(true);
    vi.spyOn(crypto, 'subtle', 'get').mockReturnValue(undefined as unknown as SubtleCrypto);
    await storage.putCheckpoint(aCheckpoint('a', 20));
    expect((await headAt(20)).packed.parts).toEqual(before);
    await changePart(20, (part) => void (part.bytes[0]! ^= 1));
    expect((await storage.newestCheckpoint('a'))?.damaged).toBe(1);
  });

  it('[SAVE4] tells parts that have no checksum by their lengths', async () => {
    const { packed } = await headAt(20);
    const parts = packed.parts.map((part) => ({ ...part, sha256: null }));
    await changeHeader(20, { packed: { ...packed, parts } });
    expect((await storage.newestCheckpoint('a'))?.damaged).toBe(0);
    await changePart(20, (part) => Object.assign(part, { bytes: part.bytes.slice(1) }));
    expect((await storage.newestCheckpoint('a'))?.damaged).toBe(1);
  });
});
