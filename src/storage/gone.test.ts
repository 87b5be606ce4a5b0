import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pictureLength } from '../contract/picture-shape';
import { aRun } from '../testing/records';
import { storeSet } from '../testing/stored-project';
import { openStorage } from './open';
import type { StudioStorage } from './studio-storage';

let storage: StudioStorage;
beforeEach(async () => {
  storage = await openStorage('gone');
  await storeSet(storage, 'set');
});
afterEach(async () => {
  storage.close();
  await deleteDB('gone');
});

const isForgotten = async (): Promise<void> => {
  expect(await storage.goneSets()).toEqual([]);
  expect(await storage.pictureBlock('set', 0)).toBeUndefined();
};

it('[SAVE13] a set that a run learnt from leaves its hashes, and no names', async () => {
  await storage.createRun(aRun('a'));
  const before = (await storage.pictureBlock('set', 0))!;
  const set = (await storage.dataset('set'))!;
  await storage.deleteDataset('set');
  expect(await storage.dataset('set')).toBeUndefined();
  expect(await storage.chunk('set', 0)).toBeUndefined();
  const [gone] = await storage.goneSets();
  expect(gone).toMatchObject({
    id: 'set',
    shape: { height: 16, width: 16 },
    crop: 'centre',
    count: 7,
    excluded: [1],
  });
  expect(gone?.folderOf).toEqual(set.folderOf);
  expect(gone).not.toHaveProperty('name');
  expect(gone).not.toHaveProperty('folders');
  const block = (await storage.pictureBlock('set', 0))!;
  expect(block.hashes).toEqual(before.hashes);
  expect(new Set(block.paths)).toEqual(new Set(['']));
  // Asked again, by an import that failed, say, it stays.
  await storage.deleteDataset('set');
  await storage.sweepUnfinished([]);
  expect(await storage.goneSets()).toHaveLength(1);
  expect(await storage.pictureBlock('set', 0)).toBeDefined();
});

it('[PIC26] one picture is changed with its point, or nothing; a set that is gone keeps its points', async () => {
  const before = (await storage.dataset('set'))!;
  const [old] = [(await storage.chunk('set', 0))!.pixels];
  const pixels = new Uint8Array(pictureLength(before.shape)).fill(77);
  const point = { hash: 'ab'.repeat(32), x: 0.25, y: 1 };
  const change = { datasetId: 'set', picture: 1, pixels, point, at: 12345 };
  await expect(storage.replacePicture({ ...change, picture: 99 })).rejects.toMatchObject({
    code: 'picture-not-stored',
  });
  await expect(storage.replacePicture({ ...change, datasetId: 'no' })).rejects.toMatchObject({
    code: 'set-to-change-gone',
  });
  expect(await storage.dataset('set')).toEqual(before);
  const changed = await storage.replacePicture(change);
  expect(changed).toEqual({ ...before, focusPoints: [point], createdAt: 12345 });
  expect(await storage.dataset('set')).toEqual(changed);
  const now = (await storage.chunk('set', 0))!.pixels;
  expect(now.slice(0, pixels.length)).toEqual(old.slice(0, pixels.length));
  expect(now.slice(pixels.length, 2 * pixels.length)).toEqual(pixels);
  expect(now.slice(2 * pixels.length)).toEqual(old.slice(2 * pixels.length));
  await storage.createRun(aRun('a'));
  await storage.deleteDataset('set');
  expect((await storage.goneSets())[0]).toMatchObject({ focusPoints: [point] });
});

it('[SAVE13] a set that no run learnt from leaves nothing', async () => {
  await storage.createRun(aRun('a', { datasetId: 'other' }));
  await storage.deleteDataset('set');
  await isForgotten();
});

it('[SAVE13] what is known of it goes with the last run that needs it', async () => {
  for (const id of ['a', 'b']) await storage.createRun(aRun(id));
  await storage.deleteDataset('set');
  await storage.deleteRun('a');
  expect(await storage.goneSets()).toHaveLength(1);
  await storage.deleteRun('b');
  await isForgotten();
});

it('[SAVE13] a run that found its pictures again needs it no more', async () => {
  await storage.createRun(aRun('a'));
  await storage.deleteDataset('set');
  await storeSet(storage, 'again');
  const choice = { excluded: [], untickedFolders: [], pictures: [3, 1, 2] };
  const change = { datasetId: 'again', datasetName: 'again', choice };
  expect(await storage.reconnectRun('a', change)).toMatchObject(change);
  expect((await storage.run('a'))?.choice).toEqual(choice);
  await isForgotten();
  // A set that is stored is no matter of runs.
  await storage.deleteRun('a');
  expect(await storage.pictureBlock('again', 0)).toBeDefined();
  expect(await storage.reconnectRun('none', change)).toBeUndefined();
});

it('what is known of a set whose run never came is swept', async () => {
  await storage.putGoneSet({ ...(await storage.dataset('set'))!, id: 'lone' });
  await storage.putPictureBlock({ ...(await storage.pictureBlock('set', 0))!, datasetId: 'lone' });
  await storage.sweepUnfinished(['lone']);
  expect(await storage.pictureBlock('lone', 0)).toBeDefined();
  await storage.sweepUnfinished([]);
  expect(await storage.goneSets()).toEqual([]);
  expect(await storage.pictureBlock('lone', 0)).toBeUndefined();
});
