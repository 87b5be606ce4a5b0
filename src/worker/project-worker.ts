/// <reference lib="webworker" />
import { StudioError } from '../contract/errors';
import type { TransferEvent, TransferOrder } from '../contract/transfers';
import { discard, importFile } from '../project/read';
import { writeProject } from '../project/write';
import { openStorage } from '../storage/open';

/** Entry point of the worker that carries a project out or in: one order, then its answer. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

const post = (event: TransferEvent): void => scope.postMessage(event);

/** Progress is told so often at most: a project has many thousand parts. */
const PROGRESS_MS = 100;
let notifiedAt = 0;

function progress(done: number, total: number): void {
  const now = performance.now();
  if (now - notifiedAt < PROGRESS_MS && done < total) return;
  notifiedAt = now;
  post({ type: 'progress', done, total });
}

async function carry(order: TransferOrder): Promise<TransferEvent> {
  const storage = await openStorage();
  try {
    switch (order.type) {
      case 'export':
        return {
          type: 'exported',
          ...(await writeProject(storage, order.runId, order.withPictures, progress)),
        };
      case 'import':
        return {
          type: 'imported',
          imported: await importFile(storage, order.file, order.ids, progress),
        };
      case 'discard':
        await discard(storage, order.ids);
        return { type: 'discarded' };
    }
  } finally {
    storage.close();
  }
}

scope.addEventListener('message', (event: MessageEvent<TransferOrder>) => {
  carry(event.data).then(post, (error: unknown) =>
    post({ type: 'failed', error: StudioError.from(error).toData() }),
  );
});
