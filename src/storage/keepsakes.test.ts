import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DirectionRecord, FavouriteRecord } from '../contract/records';
import { aRun } from '../testing/records';
import { openStorage } from './open';
import type { StudioStorage } from './studio-storage';

const NAME = 'keepsakes-test';
let storage: StudioStorage;

const favourite = (keptAt: number, name = 'Dusk'): FavouriteRecord => ({
  runId: 'run',
  keptAt,
  name,
  epoch: 3,
  weights: 'averaged',
  origin: 'near(seed(4),2,0.5)',
  latent: Float32Array.of(0.5, -1.25),
});
const direction: DirectionRecord = {
  runId: 'run',
  keptAt: 5,
  name: 'warmer',
  vector: Float32Array.of(1, 0),
};

beforeEach(async () => {
  storage = await openStorage(NAME);
  await storage.createRun(aRun('run'));
});

afterEach(async () => {
  storage.close();
  await deleteDB(NAME);
});

describe('what is kept of a run by hand', () => {
  it('[EXP7] is there again as it was, renamed or deleted', async () => {
    await storage.putFavourite(favourite(2));
    await storage.putFavourite(favourite(1, 'Dawn'));
    await storage.putDirection(direction);
    expect(await storage.favourites('run')).toEqual([favourite(1, 'Dawn'), favourite(2)]);
    expect(await storage.directions('run')).toEqual([direction]);
    await storage.putFavourite(favourite(2, 'Evening'));
    await storage.deleteFavourite('run', 1);
    expect(await storage.favourites('run')).toEqual([favourite(2, 'Evening')]);
    await storage.deleteDirection('run', 5);
    expect(await storage.directions('run')).toEqual([]);
  });

  it('[EXP7] counts in what the run takes, and goes with it', async () => {
    const before = await storage.runBytes('run');
    await storage.putFavourite(favourite(1));
    expect(await storage.runBytes('run')).toBeGreaterThan(before);
    await storage.deleteRun('run');
    expect(await storage.favourites('run')).toEqual([]);
    expect(await storage.runBytes('run')).toBe(0);
    await storage.putFavourite(favourite(1));
    expect(await storage.favourites('run')).toEqual([]);
  });

  it('passes over what is damaged', async () => {
    await storage.putFavourite(favourite(1));
    await storage.putFavourite({ ...favourite(2), latent: Float32Array.of(NaN) });
    await storage.putFavourite({ ...favourite(3), weights: 'others' as 'weights' });
    expect((await storage.favourites('run')).map(({ keptAt }) => keptAt)).toEqual([1]);
  });
});
