import { expect, it, vi } from 'vitest';
import { FallibleWorker } from '../testing/fakes/worker';
import { carry, type Report } from './carry';
import { failing } from '../testing/failing';

type Answer = { readonly type: 'made'; readonly text: string };

function begin(signal = new AbortController().signal) {
  const worker = new FallibleWorker<string, Answer | Report>();
  const progress = vi.fn();
  return { worker, progress, coming: carry(() => worker, 'order', progress, signal) };
}

it('[OUT4] tells how far it is, and ends its worker with the answer', async () => {
  const { worker, progress, coming } = begin();
  expect(worker.orders).toEqual(['order']);
  worker.say({ type: 'progress', done: 3, total: 16 });
  expect(progress).toHaveBeenCalledExactlyOnceWith(3, 16);
  worker.say({ type: 'made', text: 'done' });
  expect(await coming).toEqual({ type: 'made', text: 'done' });
  expect(worker.ended).toBe(true);
});

it('[OUT4] ends its worker at once when it is cancelled', async () => {
  const abort = new AbortController();
  const { worker, coming } = begin(abort.signal);
  abort.abort();
  await expect(coming).rejects.toMatchObject({ kind: 'cancelled' });
  expect(worker.ended).toBe(true);
});

it('[OUT4] starts no worker for what was cancelled before', async () => {
  const start = vi.fn();
  const coming = carry(start, 'order', () => undefined, AbortSignal.abort());
  await expect(coming).rejects.toMatchObject({ kind: 'cancelled' });
  expect(start).not.toHaveBeenCalled();
});

it('[OUT4] says plainly that a worker could not be fetched, and that nothing needs a reload', async () => {
  const { worker, coming } = begin();
  worker.fall();
  await expect(coming).rejects.toMatchObject({
    code: 'part-missing',
    params: { part: 'file-worker' },
  });
  expect(worker.ended).toBe(true);
});

it('[OUT4] tells a worker that fell at its work from one that never came', async () => {
  const { worker, coming } = begin();
  worker.say({ type: 'progress', done: 1, total: 2 });
  worker.fall();
  await expect(coming).rejects.toMatchObject({
    kind: 'worker-lost',
    message: expect.stringContaining('stopped') as string,
  });
});

it('[OUT4] hands on what the worker failed with', async () => {
  const { worker, coming } = begin();
  const error = failing('model-missing', 'Gone.', 'Choose another.');
  worker.say({ type: 'failed', error });
  await expect(coming).rejects.toMatchObject(error);
});
