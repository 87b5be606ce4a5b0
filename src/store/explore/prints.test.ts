import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../contract/errors';
import type { OpenGenerator } from '../../contract/explore';
import type { PrintOrder } from '../../contract/print';
import { FIRST_SIGNATURE } from '../../contract/signature';
import { ofSeed } from '../../explore/latents';
import { openStorage } from '../../storage/open';
import type { StudioStorage } from '../../storage/studio-storage';
import { FakeExplorer } from '../../testing/fakes/explorer';
import { FakeFilms } from '../../testing/fakes/films';
import { FakePrints } from '../../testing/fakes/prints';
import { aGenerator, aRun } from '../../testing/records';
import type { Download, ExploringPorts } from '../ports';
import { FIRST_PRINT, lookOfPrint, previewSize } from './print-order';
import { createPrintsStore, type PrintsStore } from './prints';
import type { Explore } from './model';
import { createExplore } from './store';

const NAME = 'prints-test';
const OPENED: OpenGenerator = {
  latentSize: 8,
  shape: { height: 64, width: 64, channels: 3 },
  engine: 'wasm',
  draws: false,
  larger: { cells: { height: 4, width: 4 }, cell: 16, margin: 1 },
};

describe('what comes of a choice', () => {
  it('[PRINT1] tells the pixels of a sheet, upright or lying, and of sides of their own', () => {
    const size = (change: Partial<typeof FIRST_PRINT>) =>
      lookOfPrint({ ...FIRST_PRINT, ...change }, OPENED).size;
    expect(size({})).toEqual({ width: 2480, height: 3508 });
    expect(size({ landscape: true, dpi: 150 })).toEqual({ width: 1754, height: 1240 });
    const own = { width: 10, height: 20, unit: 'in' } as const;
    expect(size({ paper: 'own', own, dpi: 'own', ownDpi: 100, landscape: true })).toEqual({
      width: 1000,
      height: 2000,
    });
  });

  it('[PRINT1] refuses more than 100 million pixels', () => {
    const look = (ownDpi: number) =>
      lookOfPrint({ ...FIRST_PRINT, paper: 'a3', dpi: 'own', ownDpi }, OPENED).tooLarge;
    expect([look(600), look(800)]).toEqual([false, true]);
  });

  it('[PRINT3] tells what the generator paints, no finer than the print', () => {
    const look = lookOfPrint({ ...FIRST_PRINT, way: 'paint', times: 100 }, OPENED);
    expect(look).toMatchObject({ times: 38, mostTimes: 38, from: { width: 2432, height: 3440 } });
    expect(look.enlarged).toBeCloseTo(2480 / (38 * 64), 6);
  });

  it('[PRINT5] enlarges where the generator cannot paint more', () => {
    const larger = { code: 'print-net-no-map', params: {} } as const;
    const look = lookOfPrint({ ...FIRST_PRINT, way: 'paint' }, { ...OPENED, larger });
    expect(look).toMatchObject({
      way: 'enlarge',
      from: { width: 64, height: 64 },
      enlarged: 38.75,
    });
  });

  it('[PRINT3] a preview has the proportions and few pixels', () => {
    expect(previewSize({ width: 2480, height: 3508 })).toEqual({ width: 339, height: 480 });
    expect(previewSize({ width: 30, height: 20 })).toEqual({ width: 30, height: 20 });
  });
});

describe('prints of the picture in hand', () => {
  let storage: StudioStorage;
  let maker: FakePrints;
  let room: StoreApi<Explore>;
  let prints: StoreApi<PrintsStore>;
  let saved: Download[];
  let reported: unknown[];

  beforeEach(async () => {
    storage = await openStorage(NAME);
    await storage.createRun(aRun('run'));
    await storage.putGenerator(aGenerator('run', 4));
    maker = new FakePrints();
    saved = [];
    reported = [];
    const ports: ExploringPorts = {
      explorer: new FakeExplorer(),
      films: new FakeFilms(),
      prints: maker,
      storage,
      files: { save: (download: Download) => saved.push(download) } as never,
      now: { time: () => 1000, newId: () => 'id' },
      preferences: { read: () => undefined, write: () => undefined },
      engine: () => 'wasm',
      report: (cause) => reported.push(cause),
    };
    room = createExplore(ports);
    prints = createPrintsStore(ports, room);
    await room.getState().actions.explore({ runId: 'run', epoch: 4, weights: 'weights' });
    room.getState().actions.take({ kind: 'seed', seed: 5 });
  });

  afterEach(async () => {
    storage.close();
    await deleteDB(NAME);
  });

  const actions = () => prints.getState().actions;
  const begun = async (): Promise<void> => {
    await expect.poll(() => maker.asked.length).toBe(1);
  };

  /** The one that was ordered, which is of one picture. */
  const printOf = (): PrintOrder => {
    const [order] = maker.asked;
    if (order?.type !== 'print') throw new Error(JSON.stringify(order));
    return order;
  };

  it('[PRINT2] [PRINT6] hands over the picture, and says what made it and how it is enlarged', async () => {
    actions().choose({ paper: '4x6', dpi: 150, placing: 'crop' });
    const made = actions().make();
    await begun();
    maker.progress(3, 9);
    expect(prints.getState().making).toEqual({ done: 3, total: 9 });
    maker.finish();
    await made;
    const { source, size, dpi, title, description, made: record, signature } = printOf();
    expect({ size, dpi }).toEqual({ size: { width: 600, height: 900 }, dpi: 150 });
    expect(source).toMatchObject({ way: 'enlarge', placing: 'crop', shape: { width: 1 } });
    expect(source.way === 'enlarge' && source.rgba.length).toBe(4);
    expect(title).toMatch(/, epoch 4, seed 5$/);
    expect(description).toMatch(
      /^4 × 6 inches at 150 dpi, 600 × 900 pixels\. From 1 × 1 pixels, enlarged 900/,
    );
    expect(record).toMatchObject({ origin: 'seed(5)', epoch: 4 });
    expect(signature).toBeNull();
    expect(saved.map(({ name }) => name)).toEqual([`${title}, 600x900, 150 dpi.png`]);
    expect(prints.getState()).toMatchObject({
      making: null,
      saved: { ...size, count: 1 },
      error: null,
    });
  });

  it('[PRINT3] hands over the latent where the generator paints, and shows a preview', async () => {
    room.getState().actions.set({ truncation: 0.5 });
    const signature = { ...FIRST_SIGNATURE, on: true, text: 'Ada' };
    await storage.putSignature(signature);
    actions().choose({ way: 'paint', times: 3, goingOn: 'mirrored' });
    const made = actions().look();
    await begun();
    maker.finish();
    await made;
    expect(maker.asked[0]).toMatchObject({
      size: { width: 339, height: 480 },
      signature,
      source: {
        way: 'paint',
        latent: ofSeed(5, 8).map((value) => value / 2),
        times: 3,
        goingOn: 'mirrored',
        seed: 1,
      },
    });
    expect(saved).toEqual([]);
    expect(prints.getState().preview).not.toBeNull();
    actions().choose({ times: 4 });
    expect(prints.getState().preview).toBeNull();
  });

  it('[PRINT7] ends when it is cancelled, and says why one was not made', async () => {
    const cancelled = actions().make();
    await begun();
    room.getState().actions.leave();
    expect(prints.getState().making).not.toBeNull();
    actions().cancel();
    await cancelled;
    expect(prints.getState()).toMatchObject({ making: null, error: null });
    expect(saved).toEqual([]);
  });

  it('[PRINT7] says why a print was not made, wherever its maker is by then', async () => {
    const failed = actions().make();
    await begun();
    const gone = new StudioError('generator-not-kept', { run: null, epoch: 4 });
    maker.fail(gone);
    await failed;
    expect(prints.getState()).toMatchObject({ making: null, error: gone.toData() });
    expect(reported).toEqual([gone]);
  });

  it('[PRINT8] orders a ZIP of prints by seed, each with what made it, into the file that was asked for', async () => {
    const to = { name: 'mine.zip' } as FileSystemFileHandle;
    maker.to = to;
    actions().choose({ of: 'seeds', count: 3, firstSeed: 20, paper: '4x6', dpi: 150 });
    const made = actions().make();
    await begun();
    maker.finish();
    await made;
    const [order] = maker.asked;
    if (order?.type !== 'archive') throw new Error(JSON.stringify(order));
    expect(order.to).toBe(to);
    expect(maker.names).toEqual([expect.stringMatching(/, 3 pictures, 600x900, 150 dpi\.zip$/)]);
    expect(order.prints.map(({ name }) => name.slice(0, 4))).toEqual(['001 ', '002 ', '003 ']);
    expect(
      order.prints.map(({ name }) => /seed \d+, 600x900, 150 dpi\.png$/.exec(name)?.[0]),
    ).toEqual([20, 21, 22].map((seed) => `seed ${seed}, 600x900, 150 dpi.png`));
    expect(order.prints.map(({ print }) => print.made?.origin)).toEqual([
      'seed(20)',
      'seed(21)',
      'seed(22)',
    ]);
    expect(new Set(order.prints.map(({ print }) => JSON.stringify(print.source))).size).toBe(3);
    expect(saved).toEqual([]);
    expect(prints.getState().saved).toMatchObject({ count: 3, width: 600 });
  });

  it('[PRINT8] orders favourites, each painted further where that is chosen', async () => {
    for (const seed of [3, 9]) {
      room.getState().actions.take({ kind: 'seed', seed });
      await room.getState().actions.favour(`number ${seed}`);
    }
    actions().choose({ of: 'favourites', way: 'paint', times: 2 });
    const made = actions().make();
    await begun();
    maker.finish();
    await made;
    const [order] = maker.asked;
    if (order?.type !== 'archive') throw new Error(JSON.stringify(order));
    expect(order.prints.map(({ print }) => print.title.split(', ').at(-1))).toEqual([
      'number 3',
      'number 9',
    ]);
    expect(order.prints.map(({ print }) => print.source)).toMatchObject(
      [3, 9].map((seed) => ({ way: 'paint', latent: ofSeed(seed, 8) })),
    );
    expect(saved.map(({ name }) => name)).toEqual([
      expect.stringMatching(/, 2 pictures, .*\.zip$/),
    ]);
  });

  it('[PRINT9] orders one sheet of several; nothing where there is nothing, or no file is chosen', async () => {
    actions().choose({ of: 'seeds', as: 'sheet', count: 20, paper: 'a6', dpi: 150 });
    const made = actions().make();
    await begun();
    maker.finish();
    await made;
    const { source, title, made: record, description } = printOf();
    expect(source).toMatchObject({ way: 'sheet', shape: { width: 1 } });
    expect(source.way === 'sheet' && source.pictures.length).toBe(20);
    expect(title).toMatch(/, 20 pictures$/);
    expect(record).toBeNull();
    expect(description).toContain('Pictures in 4 columns and 5 rows, each from 1 × 1 pixels');
    maker.to = 'cancelled';
    await actions().make();
    actions().choose({ of: 'favourites' });
    await actions().make();
    expect(maker.asked).toHaveLength(1);
    expect(prints.getState()).toMatchObject({ making: null, error: null, saved: null });
  });
});
