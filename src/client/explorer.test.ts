import { expect, it } from 'vitest';
import { StudioError } from '../contract/errors';
import type { ExploreAnswer, ExploreOrder } from '../contract/explore';
import { FallibleWorker } from '../testing/fakes/worker';
import { createExplorer } from './explorer';

const GENERATOR = { runId: 'run', epoch: 3, weights: 'weights' } as const;
const OPENED = {
  latentSize: 8,
  shape: { height: 1, width: 1, channels: 3 },
  engine: 'wasm',
  draws: false,
  larger: { code: 'print-net-no-map', params: {} },
} as const;

function begin() {
  const workers: FallibleWorker<ExploreOrder, ExploreAnswer>[] = [];
  const explorer = createExplorer(() => {
    const worker = new FallibleWorker<ExploreOrder, ExploreAnswer>();
    workers.push(worker);
    return worker;
  });
  const paint = (signal = new AbortController().signal) =>
    explorer.paint(GENERATOR, 'wasm', new Float32Array(8), 'soon', signal);
  return { workers, explorer, paint };
}

it('[EXP1] starts its worker with the first order, and gives answers to those who asked', async () => {
  const { workers, explorer, paint } = begin();
  expect(workers).toHaveLength(0);
  const [opened, first, second] = [explorer.open(GENERATOR, 'wasm'), paint(), paint()];
  expect(workers).toHaveLength(1);
  const [worker] = workers;
  const picture = { index: 0, rgba: new Uint8ClampedArray(4) };
  worker!.say({ type: 'painted', id: 3, pictures: [picture] });
  worker!.say({ type: 'painted', id: 2, pictures: [] });
  worker!.say({ type: 'opened', id: 1, opened: OPENED });
  expect(await Promise.all([opened, first, second])).toEqual([OPENED, [], [picture]]);
  expect(worker!.orders.map(({ type }) => type)).toEqual(['open', 'paint', 'paint']);
});

it('[EXP2] withdraws what nobody waits for any more, and never asks for what was cancelled before', async () => {
  const { workers, paint } = begin();
  const abort = new AbortController();
  const coming = paint(abort.signal);
  const [worker] = workers;
  const other = paint(abort.signal);
  abort.abort();
  expect(worker!.orders.slice(2)).toEqual([
    { type: 'withdraw', id: 1 },
    { type: 'withdraw', id: 2 },
  ]);
  // What was under way is of use all the same; what was not will never be.
  worker!.say({ type: 'painted', id: 1, pictures: [] });
  worker!.say({ type: 'failed', id: 2, error: new StudioError('cancelled').toData() });
  expect(await coming).toEqual([]);
  await expect(other).rejects.toMatchObject({ kind: 'cancelled' });
  await expect(paint(abort.signal)).rejects.toMatchObject({ kind: 'cancelled' });
  expect(worker!.orders).toHaveLength(4);
});

it('[DRAW4] tells of a loss to whoever has a canvas, and ends canvases with their worker', async () => {
  const { workers, explorer } = begin();
  const lost = { first: 0, second: 0 };
  const offscreen = {} as OffscreenCanvas;
  const first = explorer.takeCanvas(offscreen, () => (lost.first += 1));
  const second = explorer.takeCanvas(offscreen, () => (lost.second += 1));
  const [worker] = workers;
  const coming = first.draw(GENERATOR, 'compiled', new Float32Array(8));
  const [{ canvas }] = worker!.orders as unknown as [{ canvas: number }];
  expect(worker!.orders.at(-1)).toMatchObject({ type: 'draw', canvas });
  worker!.say({ type: 'drawn', id: 3 });
  expect(await coming).toEqual({ kind: 'drawn' });
  second.close();
  worker!.say({ type: 'canvases-lost' });
  expect(lost).toEqual({ first: 1, second: 0 });
  worker!.fall('out of memory');
  expect([first.closed, second.closed]).toEqual([true, true]);
});

it('[EXP1] tells all who wait that its worker is lost; the next order starts another', async () => {
  const { workers, explorer, paint } = begin();
  const opening = explorer.open(GENERATOR, 'wasm');
  workers[0]!.say({ type: 'opened', id: 1, opened: OPENED });
  await opening;
  const coming = [paint(), paint()];
  workers[0]!.fall('out of memory');
  for (const one of coming) {
    await expect(one).rejects.toMatchObject({ code: 'explore-worker-stopped' });
  }
  expect(workers[0]!.ended).toBe(true);
  const again = explorer.open(GENERATOR, 'wasm');
  expect(workers).toHaveLength(2);
  workers[1]!.say({ type: 'opened', id: 4, opened: OPENED });
  expect(await again).toEqual(OPENED);
});

it('[EXP1] says that its worker could not be fetched', async () => {
  const { workers, paint } = begin();
  const coming = paint();
  workers[0]!.fall();
  await expect(coming).rejects.toMatchObject({
    code: 'part-missing',
    params: { part: 'explore-worker' },
  });
});
