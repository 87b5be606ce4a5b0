import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
import type { StudioStorage } from './studio-storage';

let name = '';
let serial = 0;
let storage: StudioStorage;

beforeEach(async () => {
  name = `staging-test-${serial++}`;
  storage = await openStorage(name);
});
afterEach(async () => {
  storage.close();
  await deleteDB(name);
});

async function leftovers(): Promise<Record<string, number>> {
  const database = await openDB(name);
  const counts: Record<string, number> = {};
  for (const store of database.objectStoreNames) counts[store] = await database.count(store);
  database.close();
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

async function stage(id: string): Promise<void> {
  await storage.staging.putMetrics(aMetricBlock(id, 0, 3));
  await storage.staging.putSample(aSample(id, 1, 10));
  await storage.staging.putGenerator(aGenerator(id, 1));
  await storage.staging.putCheckpoint(aCheckpoint(id, 20));
}

describe('bringing a run in', () => {
  it('[FILE1] all is there once its record is', async () => {
    await stage('in');
    expect(await storage.runs()).toEqual([]);
    await storage.createRun(aRun('in'));
    await storage.sweepUnfinished([]);
    expect(await storage.metrics('in')).toHaveLength(1);
    expect(await storage.samples('in')).toHaveLength(1);
    expect(await storage.generator('in', 1)).toEqual(aGenerator('in', 1));
    expect((await storage.newestCheckpoint('in'))?.checkpoint).toEqual(aCheckpoint('in', 20));
    expect(await storage.runBytes('in')).toBe(3 * 48 + 14 + 48 + (224 + 20 * 48));
  });

  it('[FILE5] what was never finished is swept, and what is under way or finished is not', async () => {
    for (const id of ['a lost one', 'busy', 'done', 'zz']) await stage(id);
    await storage.createRun(aRun('done'));
    for (const datasetId of ['busy', 'lost']) {
      await storage.putChunk({ datasetId, index: 0, pixels: new Uint8Array(8) });
      await storage.putPictureBlock(aPictureBlock(datasetId));
    }
    await storage.finishDataset(aDataset('set'));
    await storage.sweepUnfinished(['busy']);
    expect(await storage.generatorEpochs('busy')).toEqual([1]);
    expect(await storage.newestCheckpoint('a lost one')).toBeUndefined();
    expect(await storage.newestCheckpoint('zz')).toBeUndefined();
    expect(await leftovers()).toEqual({
      datasets: 1,
      chunks: 1,
      pictures: 1,
      runs: 1,
      metrics: 2,
      samples: 2,
      generators: 2,
      checkpoints: 2,
      parts: 4,
      sizes: 8,
    });
    await storage.sweepUnfinished([]);
    expect(await leftovers()).toEqual({
      datasets: 1,
      runs: 1,
      metrics: 1,
      samples: 1,
      generators: 1,
      checkpoints: 1,
      parts: 2,
      sizes: 4,
    });
  });
});
