import { squarePictures } from '../../contract/picture-shape';
import { openDB } from 'idb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_INTAKE } from '../../contract/intake';
import type { DatasetRecord } from '../../contract/records';
import { Batches } from '../../engine/batches';
import { loadTrainingSet, type SetLimits, type TrainingSet } from '../../engine/training-set';
import { openStorage } from '../../storage/open';
import { DATABASE_NAME } from '../../storage/schema';
import type { StudioStorage } from '../../storage/studio-storage';
import { Recorder, sourceFile } from '../../testing/intake-harness';
import { encodeIdx } from '../../testing/made-pictures';
import { createIntake } from './intake';

const PICTURES = 5000;
const MB = 2 ** 20;
/** No picture like another: its number is written in its first row. */
const numbered = (p: number, x: number, y: number): number =>
  y === 0 ? ((p >> (x & 15)) & 1) * 255 : (x * y + p) & 255;

describe('a set of 58 MB, from one file to batches', () => {
  let storage: StudioStorage;
  let set: DatasetRecord;

  beforeAll(async () => {
    const first = await openStorage();
    const file = sourceFile('packed', encodeIdx(PICTURES, 64, numbered));
    const { id } = await createIntake(first).prepare(
      [file],
      { ...DEFAULT_INTAKE, imageSize: 64 },
      new Recorder(),
      new AbortController().signal,
    );
    first.close();
    // As after a reload.
    storage = await openStorage();
    set = (await storage.dataset(id))!;
  });
  afterAll(async () => {
    await storage.deleteDataset(set.id);
    storage.close();
  });

  it('[BIG1] [BIG2] is there after a reload, in small records', async () => {
    expect(set.count).toBe(PICTURES);
    expect(set.bytes).toBe(PICTURES * 64 * 64 * 3);
    expect((await storage.pictureBlock(set.id, 1))!.paths.at(-1)).toMatch(/^packed\/5,?000$/);
    const database = await openDB(DATABASE_NAME);
    let largest = 0;
    for (const store of ['datasets', 'chunks', 'pictures']) {
      for (const key of await database.getAllKeys(store)) {
        const record = (await database.get(store, key)) as object;
        largest = Math.max(largest, sizeOf(record));
      }
    }
    database.close();
    expect(largest).toBeGreaterThan(3.9 * MB);
    expect(largest).toBeLessThan(5 * MB);
  });

  it('[BIG3] has the same batches streamed from storage as held in memory', async () => {
    const limits: SetLimits = { wholeBytes: 16 * MB, windowBytes: 8 * MB };
    let reads = 0;
    const read: StudioStorage['chunk'] = (id, index) => {
      reads += 1;
      return storage.chunk(id, index);
    };
    const streamed = await loadTrainingSet(set, set, read, limits);
    expect(reads).toBe(0);
    const whole = await loadTrainingSet(set, set, read, { ...limits, wholeBytes: set.bytes });
    expect(reads).toBe(Math.ceil(PICTURES / set.chunkPictures));
    const held: TrainingSet = {
      count: whole.count,
      shape: squarePictures(64, 3),
      starts: streamed.starts,
      windowChunks: streamed.windowChunks,
      ready: () => Promise.resolve(),
      picture: (n) => whole.picture(n),
    };
    const recipe = 'last-smaller';
    const options = { batchSize: 250, mirror: true, seed: 11 };
    const [fromStorage, fromMemory] = [
      new Batches(streamed, recipe, options),
      new Batches(held, recipe, options),
    ];
    for (const step of [0, 1, 2, 3, 4, 19, 20, 7]) {
      const [a, b] = [await fromStorage.at(step), await fromMemory.at(step)];
      if (a.kind !== 'pixels' || b.kind !== 'pixels') throw new Error('Pixels were expected.');
      expect(a.pixels.every((value, i) => value === b.pixels[i])).toBe(true);
    }
  });
});

/** Bytes of a record: its typed arrays, and its texts and numbers as JSON has them. */
function sizeOf(record: object): number {
  let bytes = 0;
  const rest = JSON.stringify(record, (_, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    bytes += value.byteLength;
    return null;
  });
  return bytes + rest.length;
}
