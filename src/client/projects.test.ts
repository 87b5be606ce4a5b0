import { expect, it, vi } from 'vitest';
import type { TransferEvent, TransferOrder } from '../contract/transfers';
import { createProjects, type TransferWorker } from './projects';

class FakeWorker implements TransferWorker {
  readonly orders: TransferOrder[] = [];
  ended = false;
  onmessage: TransferWorker['onmessage'] = null;
  onerror: TransferWorker['onerror'] = null;
  onmessageerror: TransferWorker['onmessageerror'] = null;

  constructor() {
    workers.push(this);
  }
  postMessage(order: TransferOrder): void {
    this.orders.push(order);
    if (order.type === 'discard') queueMicrotask(() => this.answer({ type: 'discarded' }));
  }
  terminate(): void {
    this.ended = true;
  }
  answer(data: TransferEvent): void {
    this.onmessage?.({ data } as MessageEvent<TransferEvent>);
  }
}

let workers: FakeWorker[] = [];
let serial = 0;
const projects = () => {
  workers = [];
  serial = 0;
  return createProjects(() => new FakeWorker(), {
    newId: () => `id-${serial++}`,
    fileName: (text) => text.replaceAll('/', ' '),
  });
};
const quiet = (): void => undefined;
const content = new Blob(['x']);
const file = { name: 'a.atelier', content };
const ids = { runId: 'id-0', datasetId: 'id-1' };

it('[FILE1] an export tells its progress, names the file after the run, and ends its worker', async () => {
  const progress = vi.fn();
  const coming = projects().exportRun('run', true, progress, new AbortController().signal);
  const [worker] = workers;
  expect(worker!.orders).toEqual([{ type: 'export', runId: 'run', withPictures: true }]);
  worker!.answer({ type: 'progress', done: 1, total: 2 });
  const blob = new Blob(['zip']);
  worker!.answer({ type: 'exported', name: 'a/b', blob });
  expect(await coming).toEqual({ name: 'a b.atelier', blob });
  expect(progress).toHaveBeenCalledWith(1, 2);
  expect(worker!.ended).toBe(true);
});

it('[FILE5] a cancelled import ends its worker, and another clears up under its ids', async () => {
  const abort = new AbortController();
  const coming = projects().importFile(file, quiet, abort.signal);
  expect(workers[0]!.orders).toEqual([{ type: 'import', file: content, ids }]);
  abort.abort();
  await expect(coming).rejects.toMatchObject({ kind: 'cancelled' });
  expect(workers.map(({ ended }) => ended)).toEqual([true, true]);
  expect(workers[1]!.orders).toEqual([{ type: 'discard', ids }]);
});

it('[FILE5] a worker that died is told of, and what it left is cleared up', async () => {
  const coming = projects().importFile(file, quiet, new AbortController().signal);
  const preventDefault = vi.fn();
  workers[0]!.onerror?.({ message: 'out of memory', preventDefault } as unknown as ErrorEvent);
  await expect(coming).rejects.toMatchObject({
    kind: 'worker-lost',
    message: expect.stringContaining('out of memory') as string,
  });
  expect(workers[1]!.orders).toEqual([{ type: 'discard', ids }]);
});

it('[PAGE9] a worker that could not be fetched is told so', async () => {
  const coming = projects().exportRun('run', false, quiet, new AbortController().signal);
  workers[0]!.onerror?.({ preventDefault: () => undefined } as unknown as ErrorEvent);
  await expect(coming).rejects.toMatchObject({ kind: 'part-missing' });
});

it('an order that was cancelled before it began starts no worker for it', async () => {
  const coming = projects().exportRun('run', false, quiet, AbortSignal.abort());
  await expect(coming).rejects.toMatchObject({ kind: 'cancelled' });
  expect(workers).toHaveLength(0);
});
