import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../contract/errors';
import { FIRST_SIGNATURE } from '../../contract/signature';
import { openStorage } from '../../storage/open';
import type { StudioStorage } from '../../storage/studio-storage';
import { FakeExplorer } from '../../testing/fakes/explorer';
import { FakeFilms } from '../../testing/fakes/films';
import { FakePrints } from '../../testing/fakes/prints';
import { aGenerator, aRun } from '../../testing/records';
import { lengthOf, ofSeed } from '../../explore/latents';
import type { Download, ExploringPorts } from '../ports';
import { createFilmsStore, type FilmsStore } from './films';
import type { Explore } from './model';
import { createExplore } from './store';

const NAME = 'films-test';
let storage: StudioStorage;
let maker: FakeFilms;
let room: StoreApi<Explore>;
let films: StoreApi<FilmsStore>;
let saved: Download[];
let reported: unknown[];
let time = 1000;

beforeEach(async () => {
  storage = await openStorage(NAME);
  await storage.createRun(aRun('run'));
  for (const epoch of [2, 4, 6]) await storage.putGenerator(aGenerator('run', epoch));
  maker = new FakeFilms();
  saved = [];
  reported = [];
  const ports: ExploringPorts = {
    explorer: new FakeExplorer(),
    films: maker,
    prints: new FakePrints(),
    storage,
    files: { save: (download: Download) => saved.push(download) } as never,
    now: { time: () => time++, newId: () => 'id' },
    preferences: { read: () => undefined, write: () => undefined },
    engine: () => 'wasm',
    report: (cause) => reported.push(cause),
  };
  room = createExplore(ports);
  films = createFilmsStore(ports, room);
  await room.getState().actions.explore({ runId: 'run', epoch: 4, weights: 'weights' });
});

afterEach(async () => {
  storage.close();
  await deleteDB(NAME);
});

const choose = (change: Partial<FilmsStore['choice']>): void =>
  films.getState().actions.choose({ seconds: 1, framesPerSecond: 8, width: 64, ...change });
const make = (): Promise<void> => films.getState().actions.make('Sea/Sky');
/** A film under way. */
const begun = async () => {
  const before = maker.asked.length;
  const made = make();
  await vi.waitFor(() => expect(maker.asked.length).toBe(before + 1));
  return { made };
};
/** The order of a film that is begun and ended. */
const ordered = async () => {
  const { made } = await begun();
  maker.finish();
  await made;
  return maker.asked.at(-1)!;
};

describe('films of what is explored', () => {
  it('[FILM2] [FILM8] orders a walk from the picture in hand, and saves it under a telling name', async () => {
    room.getState().actions.take({ kind: 'seed', seed: 5 });
    choose({ kind: 'walk', format: 'mp4' });
    const { plan, epochs, look, title, comment } = await ordered();
    expect(plan).toMatchObject({ kind: 'walk', frames: 8, cells: 1, generators: 1, fade: false });
    expect(plan.latents).toEqual([ofSeed(5, 8)]);
    expect(lengthOf(plan.turns[0]!)).toBeCloseTo(lengthOf(ofSeed(5, 8)), 4);
    expect(epochs).toEqual([4]);
    expect(look).toEqual({
      format: 'mp4',
      framesPerSecond: 8,
      grid: 1,
      cell: { width: 64, height: 64 },
    });
    expect([title, comment]).toEqual(['Sea/Sky, walk, epoch 4', 'Made with Atelier. From seed 5.']);
    expect(saved.map(({ name }) => name)).toEqual(['Sea Sky, walk, epoch 4.mp4']);
  });

  it('[FILM1] [FILM5] orders a grid by seed through all kept epochs', async () => {
    room.getState().actions.take({ kind: 'seed', seed: 5 });
    room.getState().actions.set({ firstSeed: 20 });
    choose({ kind: 'learning', format: 'gif', grid: 2, width: 65 });
    const { plan, epochs, look, comment } = await ordered();
    expect(plan.latents).toEqual([20, 21, 22, 23].map((seed) => ofSeed(seed, 8)));
    expect(plan).toMatchObject({ generators: 3, cells: 4, turns: [] });
    expect(epochs).toEqual([2, 4, 6]);
    expect(look.cell).toEqual({ width: 33, height: 33 });
    expect(comment).toBe('Made with Atelier. From seed 20, seed 21, seed 22 and seed 23.');
    expect(saved[0]!.name).toBe('Sea Sky, learning, epochs 2 to 6.gif');
  });

  it('[FILM1] passes through more of the early epochs where that is chosen, as the tutorial does', async () => {
    const epochs = Array.from({ length: 30 }, (_, i) => i + 1);
    for (const epoch of epochs) await storage.putGenerator(aGenerator('run', epoch));
    await room.getState().actions.explore({ runId: 'run', epoch: 4, weights: 'weights' });
    choose({ kind: 'learning', format: 'gif', through: 'early' });
    const film = await ordered();
    // 2 sqrt(i), rounded: 0, 2, 3, 3, 4, 4, 5, 5, 6, 6, 6, 7, ... and the last.
    expect(film.epochs).toEqual([1, 2, 3, 5, 7, 9, 12, 16, 20, 24, 29, 30]);
    expect(film.plan.generators).toBe(12);
  });

  it('[FILM11] writes to the file that was asked for before it begins, or does not begin', async () => {
    const to = { name: 'mine.mp4' } as FileSystemFileHandle;
    maker.to = to;
    choose({ kind: 'walk' });
    expect((await ordered()).to).toBe(to);
    expect(saved).toEqual([]);
    maker.to = 'cancelled';
    await make();
    expect(maker.asked).toHaveLength(1);
    expect(films.getState()).toMatchObject({ making: null, error: null });
  });

  it('[FILM3] needs two favourites, and says so', async () => {
    choose({ kind: 'favourites' });
    await make();
    expect(films.getState()).toMatchObject({
      making: null,
      error: { code: 'film-needs-favourites', params: { least: 2, found: 0 } },
    });
    const { actions } = room.getState();
    for (const seed of [3, 9]) {
      actions.take({ kind: 'seed', seed });
      await actions.favour(`number ${seed}`);
    }
    const { plan, comment } = await ordered();
    expect(plan.latents).toEqual([3, 9].map((seed) => ofSeed(seed, 8)));
    expect(comment).toBe('Made with Atelier. From number 3 and number 9.');
    expect(plan).toMatchObject({ kind: 'favourites', fade: false, pace: 'smooth' });
    choose({ fadeFavourites: true });
    expect((await ordered()).plan.fade).toBe(true);
    expect(films.getState().error).toBeNull();
  });

  it('[FILM7] tells how far it is, goes on when the room is left, and ends when it is cancelled', async () => {
    choose({ kind: 'walk' });
    const { made } = await begun();
    maker.progress(3);
    expect(films.getState().making).toEqual({ done: 3, total: 8 });
    room.getState().actions.leave();
    expect(films.getState().making).not.toBeNull();
    films.getState().actions.cancel();
    await made;
    expect(films.getState()).toMatchObject({ making: null, error: null });
    expect(saved).toEqual([]);
  });

  it('[FILM7] says why a film was not made, wherever its maker is by then', async () => {
    choose({ kind: 'walk' });
    const { made } = await begun();
    const gone = new StudioError('generator-not-kept', { run: null, epoch: 4 });
    maker.fail(gone);
    await made;
    expect(films.getState()).toMatchObject({ making: null, error: gone.toData() });
    expect(reported).toEqual([gone]);
    expect(saved).toEqual([]);
  });

  it('[SIGN4] [SIGN5] is signed where that is switched on, and says so', async () => {
    choose({ kind: 'walk' });
    await storage.putSignature({ ...FIRST_SIGNATURE, text: ' Ада ' });
    expect((await ordered()).signature).toBeNull();
    await storage.putSignature({ ...FIRST_SIGNATURE, text: ' Ада ', on: true });
    const { signature, comment } = await ordered();
    expect(signature).toMatchObject({ text: ' Ада ', place: 'bottom-right' });
    expect(comment).toBe('Made with Atelier. From seed 0. Signed: Ада.');
    await storage.putSignature({ ...FIRST_SIGNATURE, text: ' ', on: true });
    expect((await ordered()).signature).toBeNull();
  });

  it('[FILM5] is not faster than viewers show a GIF', async () => {
    choose({ kind: 'walk', format: 'gif', framesPerSecond: 60 });
    const { plan, look } = await ordered();
    expect([look.framesPerSecond, plan.frames]).toEqual([50, 50]);
  });
});
