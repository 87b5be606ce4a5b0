import { expect, it } from 'vitest';
import type { PackEvent, PackOrder, PackPlan } from '../contract/packing';
import { FallibleWorker } from '../testing/fakes/worker';
import { beginPacking } from './packing';

const PLAN: PackPlan = {
  as: 'zip',
  title: 'Discs',
  shape: { height: 1, width: 1 },
  count: 2,
  signature: null,
};

function begin() {
  const worker = new FallibleWorker<PackOrder, PackEvent>();
  return { worker, packing: beginPacking(worker, PLAN, null) };
}

it('[PICT5] adds portion by portion, and ends its worker with the archive', async () => {
  const { worker, packing } = begin();
  const adding = packing.add([]);
  worker.say({ type: 'packed' });
  await adding;
  const ending = packing.end();
  const blob = new Blob(['archive']);
  worker.say({ type: 'made', blob });
  expect(await ending).toBe(blob);
  expect(worker.orders.map(({ type }) => type)).toEqual(['begin', 'add', 'end']);
  expect(worker.ended).toBe(true);
});

it('[PICT5] tells whoever waits, and whoever adds later, that its worker is lost', async () => {
  const { worker, packing } = begin();
  const first = packing.add([]);
  worker.say({ type: 'packed' });
  await first;
  const second = packing.add([]);
  worker.fall('out of memory');
  await expect(second).rejects.toMatchObject({ code: 'file-worker-stopped' });
  await expect(packing.end()).rejects.toMatchObject({ code: 'file-worker-stopped' });
  expect(worker.orders).toHaveLength(3);
});

it('[PICT5] hands on what it failed with, and gives up when it is cancelled', async () => {
  const { worker, packing } = begin();
  const adding = packing.add([]);
  packing.cancel();
  await expect(adding).rejects.toMatchObject({ kind: 'cancelled' });
  expect(worker.ended).toBe(true);
});
