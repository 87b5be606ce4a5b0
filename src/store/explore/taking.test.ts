import { expect, it } from 'vitest';
import { aRun } from '../../testing/records';
import { FakeExplorer } from '../../testing/fakes/explorer';
import { FakePacking } from '../../testing/fakes/packing';
import { takePictures, takenName, type Taken } from './taking';

const explorer = new FakeExplorer();
const ports = { explorer, engine: () => 'wasm' as const };
const taken: Taken = {
  generator: { runId: 'run', epoch: 3, weights: 'weights' },
  opened: explorer.opened,
  run: aRun('run', { name: 'Run' }),
  truncation: 0.5,
  firstSeed: 17,
  count: 40,
  title: (origin) => origin.kind,
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
