import { expect, it } from 'vitest';
import { madeText, readMade } from '../../contract/made-picture';
import { aRun } from '../../testing/records';
import type { Origin } from '../../explore/origin';
import { originText } from '../../explore/origin-text';
import { FakeExplorer } from '../../testing/fakes/explorer';
import { FakePacking } from '../../testing/fakes/packing';
import { seedsBy } from './judge-seeds';
import {
  bySeed,
  ofFavourites,
  scoredName,
  seedsFrom,
  takePictures,
  takenName,
  type Taken,
} from './taking';

const explorer = new FakeExplorer();
const ports = { explorer, engine: () => 'wasm' as const };
const SEEDS = seedsFrom(17, 40);
const MOVED: Origin = {
  kind: 'moved',
  of: { kind: 'seed', seed: 4 },
  moves: [{ direction: 'k9', amount: 2 }],
};
const taken: Taken = {
  generator: { runId: 'run', epoch: 3, weights: 'weights' },
  run: aRun('run', { name: 'Run' }),
  truncation: 0.5,
  discriminator: null,
  ...bySeed(SEEDS, explorer.opened.latentSize, ({ kind }) => kind),
};

it('[PICT4] takes as many seeds as were asked for, by name, and says what made each', async () => {
  const packing = new FakePacking();
  const told: number[] = [];
  await takePictures(
    ports,
    packing,
    taken,
    (done) => told.push(done),
    new AbortController().signal,
  );
  const pictures = packing.portions.flat();
  expect(pictures).toHaveLength(40);
  expect(told).toEqual([0, 16, 32, 40]);
  expect(pictures[0]!.name).toBe('picture_00001_seed_17.png');
  expect(pictures[39]!.name).toBe('picture_00040_seed_56.png');
  expect(pictures[39]!.made).toMatchObject({
    run: { id: 'run', name: 'Run' },
    origin: 'seed(56)',
    truncation: 0.5,
  });
  expect(new Set(pictures.map(({ rgba }) => rgba[0])).size, 'others').toBeGreaterThan(10);
  expect(takenName(9999, 4_294_967_295)).toBe('picture_10000_seed_4294967295.png');
});

it('[EXP7] takes favourites under their names, by the latents that were kept', async () => {
  const kept = { runId: 'run', keptAt: 1, epoch: 3, weights: 'weights' } as const;
  const latent = Float32Array.of(0.5, 0, 0, 0, 0, 0, 0, 0);
  const favourites = [
    { ...kept, name: 'Sea/Sky', origin: originText(MOVED), latent },
    { ...kept, name: 'Of another net', origin: 'seed(4)', latent: latent.slice(1) },
    { ...kept, name: 'Moon', origin: 'seed(4)', latent },
  ];
  const found = ofFavourites(favourites, 8, (text) => text.replaceAll('/', ' '));
  const packing = new FakePacking();
  const { signal } = new AbortController();
  await takePictures(ports, packing, { ...taken, ...found }, () => undefined, signal);
  const pictures = packing.portions.flat();
  expect(pictures.map(({ name }) => name)).toEqual([
    'favourite_001_Sea Sky.png',
    'favourite_002_Moon.png',
  ]);
  expect(pictures.map(({ title }) => title)).toEqual(['Sea/Sky', 'Moon']);
  expect(pictures[0]!.rgba).toEqual(pictures[1]!.rgba);
});

it('[PICT5] paints no portion before the one before it is packed, and none once cancelled', async () => {
  const controller = new AbortController();
  const packing = new FakePacking();
  const before = explorer.painted;
  const progress = (done: number): void => {
    if (done === 16) controller.abort();
  };
  const taking = takePictures(ports, packing, taken, progress, controller.signal);
  await expect(taking).rejects.toMatchObject({ kind: 'cancelled' });
  expect(packing.cancelled).toBe(true);
  expect(packing.portions).toHaveLength(1);
  expect(explorer.painted - before).toBeLessThanOrEqual(32);
});

it('[VERD6] writes scores into names and records where a discriminator judges, in the order it gives', async () => {
  const packing = new FakePacking();
  const discriminator = { runId: 'run', step: 40 };
  const { signal } = new AbortController();
  const nothing = (): void => undefined;
  const { opened } = explorer;
  const by = { ...taken, opened, discriminator };
  const seeds = await seedsBy(ports, by, 'real', SEEDS, nothing, signal);
  expect(new Set(seeds)).toEqual(new Set(SEEDS));
  const sorted = { ...by, ...bySeed(seeds, opened.latentSize, ({ kind }) => kind) };
  await takePictures(ports, packing, sorted, nothing, signal);
  const pictures = packing.portions.flat();
  const scores = pictures.map(({ made }) => made!.verdict!.score);
  expect(scores).toEqual([...scores].sort((one, other) => other - one));
  expect(new Set(scores).size).toBeGreaterThan(10);
  pictures.forEach(({ name, made }, i) => {
    expect(name).toBe(`img_${i + 1}_3_${scores[i]!.toFixed(4)}.png`);
    expect(made).toMatchObject({ origin: `seed(${seeds[i]})`, verdict: { step: 40 } });
    expect(readMade(madeText(made!))).toEqual(made);
  });
  expect(scoredName(0, 3, NaN)).toBe('img_1_3_nan.png');
  expect(
    await seedsBy(ports, { ...by, discriminator: null }, 'real', [3, 1], nothing, signal),
  ).toEqual([3, 1]);
});

it('[VERD6] a record that says something else of its score leads back all the same', () => {
  const made = {
    run: { id: 'run', name: 'Run' },
    epoch: 3,
    weights: 'weights',
    origin: 'seed(1)',
    truncation: 1,
    settings: '#',
  } as const;
  const told = (verdict: unknown) => readMade(JSON.stringify({ version: 1, ...made, verdict }));
  expect(told({ score: 0.25, step: 40 })).toEqual({ ...made, verdict: { score: 0.25, step: 40 } });
  for (const wrong of [{ score: 2, step: 40 }, { score: 'x', step: 40 }, { score: 0.5 }, null, 7]) {
    expect(told(wrong)).toEqual(made);
  }
});
