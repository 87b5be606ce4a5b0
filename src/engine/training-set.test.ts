import { squarePictures } from '../contract/picture-shape';
import { includedPictures } from '../contract/choice';
import { describe, expect, it } from 'vitest';
import { BATCHINGS } from '../contract/net-spec';
import type { ChunkRecord, DatasetRecord, PictureChoice } from '../contract/records';
import { aDataset } from '../testing/records';
import { Batches } from './batches';
import { loadTrainingSet, type SetLimits, type TrainingSet } from './training-set';

/** Pictures of one pixel: chunk i of a set `of 2` has the bytes 2i and 2i + 1. */
const CHUNK = 5;
const COUNT = 83;
/** Windows of three chunks for a set that is streamed, and the same windows for one that is not. */
const STREAMED: SetLimits = { wholeBytes: 10, windowBytes: 3 * CHUNK };

const record: DatasetRecord = aDataset('s', {
  shape: squarePictures(1, 1),
  count: COUNT,
  chunkPictures: CHUNK,
  folderOf: Uint32Array.from({ length: COUNT }, (_, i) => (i < 10 ? 0 : 1)),
  bytes: COUNT,
});
const ALL: PictureChoice = { excluded: [], untickedFolders: [] };

/** Storage that counts what is read, and answers late. */
function storage() {
  const reads: number[] = [];
  const read = async (datasetId: string, index: number): Promise<ChunkRecord> => {
    reads.push(index);
    await new Promise((resolve) => setTimeout(resolve, 0));
    const length = Math.min(CHUNK, COUNT - index * CHUNK);
    return { datasetId, index, pixels: Uint8Array.from({ length }, (_, i) => index * CHUNK + i) };
  };
  return { reads, read };
}

/** The same set and windows with every chunk in memory. */
async function inMemory(choice: PictureChoice): Promise<TrainingSet> {
  const { read } = storage();
  const whole = await loadTrainingSet(record, choice, read, { ...STREAMED, wholeBytes: COUNT });
  const windowed = await loadTrainingSet(record, choice, read, STREAMED);
  return {
    count: whole.count,
    shape: squarePictures(1, 1),
    starts: windowed.starts,
    windowChunks: windowed.windowChunks,
    ready: () => Promise.resolve(),
    picture: (n) => whole.picture(n),
  };
}

const CHOICES: readonly PictureChoice[] = [
  ALL,
  { excluded: [0, 11, 12, 13, 14, 50, 82], untickedFolders: [] },
  { excluded: [40], untickedFolders: [0] },
];

/** Each picture's byte, of a batch of pictures of one pixel. */
async function shown(batches: Batches, step: number): Promise<number[]> {
  const batch = await batches.at(step);
  if (batch.kind !== 'pixels') throw new Error('Pixels were expected.');
  return [...batch.pixels].map((value) => Math.round((value + 1) * 127.5));
}

describe('the training set', () => {
  it('[PIC13] [SAVE8] takes the pictures of the choice it is given, not those of the set', async () => {
    const small = aDataset('s', {
      shape: squarePictures(1, 1),
      excluded: [3],
      untickedFolders: [],
    });
    const choice = { excluded: [2], untickedFolders: [0] };
    expect([...includedPictures(small, choice)]).toEqual([3]);
    expect([...includedPictures(small, small)]).toEqual([0, 1, 2]);
    const loaded = await loadTrainingSet(small, choice, (datasetId, index) =>
      Promise.resolve({ datasetId, index, pixels: Uint8Array.of(index * 2, index * 2 + 1) }),
    );
    expect(loaded.count).toBe(1);
    expect([...loaded.picture(0)]).toEqual([3]);
  });

  it('says so when nothing is left, and when pixels are missing', async () => {
    const small = aDataset('s', { shape: squarePictures(1, 1) });
    const missing = (): Promise<undefined> => Promise.resolve(undefined);
    const none = { excluded: [], untickedFolders: [0, 1] };
    await expect(loadTrainingSet(small, none, missing)).rejects.toMatchObject({
      kind: 'set-empty',
    });
    const gone = { kind: 'set-missing' };
    await expect(loadTrainingSet(small, ALL, missing)).rejects.toMatchObject(gone);
    const streamed = await loadTrainingSet(record, ALL, missing, STREAMED);
    await expect(streamed.ready([0], [1])).rejects.toMatchObject(gone);
  });
});

describe.each(BATCHINGS)('a large set, batches %s', (batching) => {
  const make = (set: TrainingSet, batchSize = 4) =>
    new Batches(set, batching, { batchSize, mirror: true, seed: 7 });

  it.each(CHOICES)('[BIG3] has the same batches streamed as in memory: %o', async (choice) => {
    const { read } = storage();
    const streamed = make(await loadTrainingSet(record, choice, read, STREAMED));
    const held = make(await inMemory(choice));
    expect(streamed.orderSteps).toBe(held.orderSteps);
    for (let step = 0; step < 3 * held.orderSteps; step++) {
      expect(await streamed.at(step)).toEqual(await held.at(step));
    }
    // From the middle of an epoch, and back: as a run that goes on from a checkpoint does.
    for (const step of [2 * held.orderSteps - 3, 4, 5 * held.orderSteps + 2, 0]) {
      const later = make(await loadTrainingSet(record, choice, read, STREAMED));
      expect(await later.at(step)).toEqual(await held.at(step));
      expect(await streamed.at(step)).toEqual(await held.at(step));
    }
  });

  it('[BIG3] holds two windows at most, and reads each chunk once an epoch', async () => {
    const { reads, read } = storage();
    const set = await loadTrainingSet(record, ALL, read, STREAMED);
    expect(reads).toEqual([]);
    const batches = make(set);
    const chunks = Math.ceil(COUNT / CHUNK);
    const wanted: number[] = [];
    const watched = make({
      ...set,
      ready: (now, ahead) => {
        wanted.push(new Set([...now, ...ahead]).size);
        return Promise.resolve();
      },
      picture: () => new Uint8Array(1),
    });
    for (let step = 0; step < 4 * batches.orderSteps; step++) {
      await batches.at(step);
      await watched.at(step);
    }
    expect(Math.max(...wanted)).toBe(6);
    // Four epochs, and the window that is read ahead.
    expect(reads.length).toBeGreaterThan(3 * chunks);
    expect(reads.length).toBeLessThanOrEqual(4 * chunks + 3);
  });

  it('[BIG3] mixes pictures of several chunks, anew in each epoch', async () => {
    const batches = make(await inMemory(ALL));
    const epoch = async (number: number): Promise<number[]> => {
      const pictures: number[] = [];
      const carried = batching === 'carried-over';
      // All that was shown, of which an epoch is as many as the set has; or the epoch's own steps.
      const begin = carried ? 0 : number * batches.orderSteps;
      const end = (number + 1) * batches.orderSteps;
      for (let step = begin; step < end; step++) pictures.push(...(await shown(batches, step)));
      return carried ? pictures.slice(number * COUNT, (number + 1) * COUNT) : pictures;
    };
    const [first, second] = [await epoch(0), await epoch(1)];
    expect(second).not.toEqual(first);
    if (batching !== 'replacement') {
      const distinct = batching === 'last-dropped' ? 4 * Math.floor(COUNT / 4) : COUNT;
      expect(new Set(first).size).toBe(distinct);
      expect(new Set(second).size).toBe(distinct);
    } else {
      // With replacement some come twice and some not at all.
      expect(new Set(first).size).toBeGreaterThan(COUNT / 3);
      expect(new Set(first).size).toBeLessThan(COUNT);
    }
    const chunksOfBatch = first.slice(0, 4).map((byte) => Math.floor(byte / CHUNK));
    expect(new Set(chunksOfBatch).size).toBeGreaterThan(1);
  });

  it('[BIG3] a batch larger than windows takes from as many as it needs', async () => {
    const { read } = storage();
    const tiny = { wholeBytes: 10, windowBytes: 1 };
    const batches = make(await loadTrainingSet(record, ALL, read, tiny), 32);
    const seen: number[] = [];
    for (let step = 0; step < batches.orderSteps; step++) {
      seen.push(...(await shown(batches, step)));
    }
    // Carried over, the last of them shows pictures of the next epoch.
    const once = batching === 'carried-over' ? COUNT : seen.length;
    if (batching !== 'replacement') expect(new Set(seen).size).toBe(once);
    expect(seen.length).toBeGreaterThanOrEqual(64);
  });
});

it('[BIG3] goes on after a chunk could not be read, and lets go of what is not wanted', async () => {
  const { read } = storage();
  let broken = true;
  const set = await loadTrainingSet(
    record,
    ALL,
    (id, index) => (broken ? Promise.reject(new Error('disk')) : read(id, index)),
    STREAMED,
  );
  await expect(set.ready([0, 1], [2])).rejects.toThrow('disk');
  broken = false;
  await set.ready([0, 1], [2]);
  expect(set.picture(7)[0]).toBe(7);
  await set.ready([3], [4]);
  expect(() => set.picture(7)).toThrow('not at hand');
});

describe('pictures that came again in another order [SAVE13]', () => {
  const pictures = [7, 80, 3, 41];
  const choice: PictureChoice = { excluded: [], untickedFolders: [], pictures };

  it('are numbered as the run numbered them', async () => {
    const set = await loadTrainingSet(record, choice, storage().read);
    expect(Array.from({ length: set.count }, (_, n) => set.picture(n)[0])).toEqual(pictures);
  });

  it('and that the set does not have are refused', async () => {
    const beyond = { ...choice, pictures: [7, COUNT] };
    await expect(loadTrainingSet(record, beyond, storage().read)).rejects.toMatchObject({
      kind: 'set-missing',
    });
  });
});
