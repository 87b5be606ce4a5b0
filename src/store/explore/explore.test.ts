import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStorage } from '../../storage/open';
import type { StudioStorage } from '../../storage/studio-storage';
import { FakeExplorer } from '../../testing/fakes/explorer';
import { FakeFilms } from '../../testing/fakes/films';
import { FakePrints } from '../../testing/fakes/prints';
import { aGenerator, aRun } from '../../testing/records';
import type { Origin } from '../../explore/origin';
import type { Explore } from './model';
import { createExplore } from './store';
import { suggestions, waits } from './tools';

const NAME = 'explore-test';
const seed = (number: number): Origin => ({ kind: 'seed', seed: number });
let storage: StudioStorage;
let explorer: FakeExplorer;
let explore: () => Explore;
const failures: unknown[] = [];

beforeEach(async () => {
  storage = await openStorage(NAME);
  await storage.createRun(aRun('run'));
  await storage.putGenerator(aGenerator('run', 3));
  explorer = new FakeExplorer();
  let time = 1000;
  const store = createExplore({
    explorer,
    films: new FakeFilms(),
    prints: new FakePrints(),
    storage,
    files: {} as never,
    now: { time: () => time++, newId: () => 'id' },
    preferences: { read: () => undefined, write: () => undefined },
    engine: () => 'wasm',
    report: (cause) => failures.push(cause),
  });
  explore = () => store.getState();
  await explore().actions.explore({ runId: 'run', epoch: 3, weights: 'weights' });
});

afterEach(async () => {
  storage.close();
  await deleteDB(NAME);
});

const press = (...seeds: number[]): void => {
  for (const one of seeds) explore().actions.press(seed(one));
};

describe('the room Explore', () => {
  it('[EXP1] opens a generator with what was kept of its run', () => {
    expect(explore()).toMatchObject({ opened: { latentSize: 8 }, epochs: [3], error: null });
  });

  it('[EXP3] makes children of the picture in hand and the one that is pressed next', () => {
    press(1);
    explore().actions.use('children');
    expect(waits(explore())).toBe(true);
    press(2);
    expect(waits(explore())).toBe(false);
    expect(explore().hand).toEqual(seed(1));
    const [first, second] = suggestions(explore(), 2);
    expect(first).toEqual({ kind: 'child', of: [seed(1), seed(2)], seed: 1 });
    explore().actions.take(second!);
    expect(suggestions(explore(), 2)[0]).toEqual(first);
    explore().actions.use('children');
    expect(suggestions(explore(), 1)).not.toEqual([first]);
  });

  it('[EXP5] morphs along as many pictures as are pressed', () => {
    press(1);
    explore().actions.use('morph');
    press(2);
    expect(explore().hand).toEqual({ kind: 'between', of: [seed(1), seed(2)], share: 0.5 });
    explore().actions.addToMorph();
    press(3);
    explore().actions.morphTo(1.25);
    expect(explore().hand).toEqual({ kind: 'between', of: [seed(2), seed(3)], share: 0.25 });
    explore().actions.morphTo(2);
    expect(explore().hand).toEqual({ kind: 'between', of: [seed(2), seed(3)], share: 1 });
    press(9);
    expect(explore().hand).toEqual(seed(9));
  });

  it('[EXP5] adds and takes away', () => {
    press(1);
    explore().actions.use('sum');
    press(2, 3);
    expect(explore().hand).toEqual({ kind: 'sum', of: [seed(1), seed(2), seed(3)] });
  });

  it('[EXP2] paints each picture once, and again with other truncation', async () => {
    const { signal } = new AbortController();
    const { actions } = explore();
    await actions.paint([seed(1), seed(2)], 'soon', signal);
    await actions.paint([seed(2), seed(3)], 'soon', signal);
    expect(explorer.painted).toBe(3);
    expect(actions.painted(seed(1))).not.toEqual(actions.painted(seed(2)));
    actions.set({ truncation: 0.5 });
    expect(actions.painted(seed(1))).toBeNull();
  });

  it('[EXP7] keeps favourites, no two at the same time', async () => {
    press(4);
    await Promise.all([explore().actions.favour('One'), explore().actions.favour('Two')]);
    await explore().actions.favour('Three');
    const names = explore().favourites.map(({ name }) => name);
    expect(names).toContain('Three');
    expect(new Set(explore().favourites.map(({ keptAt }) => keptAt)).size).toBe(names.length);
    expect(explore().favourites[0]).toMatchObject({ origin: 'seed(4)', epoch: 3 });
    await explore().actions.rename(explore().favourites[0]!, 'Other');
    expect(explore().favourites[0]!.name).toBe('Other');
    await explore().actions.forget(explore().favourites[0]!);
    expect(explore().favourites).toHaveLength(names.length - 1);
    expect(failures).toEqual([]);
  });

  it('[EXP7] paints a favourite, and what is made of it, as it was kept, when its direction is gone', async () => {
    const { signal } = new AbortController();
    const { actions } = explore();
    await actions.findDirections();
    await actions.keepDirection('c1', 'More sky');
    const [kept] = explore().directions;
    const direction = `k${kept!.keptAt}`;
    const moved: Origin = { kind: 'moved', of: seed(4), moves: [{ direction, amount: 2 }] };
    const child: Origin = { kind: 'child', of: [moved, seed(5)], seed: 1 };
    actions.take(moved);
    await actions.favour('Moved');
    await actions.paint([moved, child], 'soon', signal);
    const before = [moved, child].map((one) => explore().actions.painted(one));

    await actions.forgetDirection(kept!);
    const generator = { runId: 'run', epoch: 3, weights: 'weights' } as const;
    await actions.explore({ ...generator, runId: 'other' });
    await actions.explore(generator);
    expect(explore().vectors.has(direction)).toBe(false);
    const other: Origin = { ...moved, of: seed(6) };
    await explore().actions.paint([moved, child, other, seed(6)], 'soon', signal);
    expect([moved, child].map((one) => explore().actions.painted(one))).toEqual(before);
    // No favourite: it is as if it had never been moved.
    expect(explore().actions.painted(other)).toEqual(explore().actions.painted(seed(6)));
    expect(before[0]).not.toEqual(explore().actions.painted(seed(4)));
  });
});
