import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, expect, it } from 'vitest';
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
