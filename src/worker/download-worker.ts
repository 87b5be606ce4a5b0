/// <reference lib="webworker" />
import type { DownloadEvent, DownloadOrder } from '../contract/downloads';
import { StudioError } from '../contract/errors';
import { makeDownload } from './make-download';

/** Entry point of the worker that makes one file to take away: one order, then its answer. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

const post = (event: DownloadEvent): void => scope.postMessage(event);

scope.addEventListener('message', (event: MessageEvent<DownloadOrder>) => {
  const progress = (done: number, total: number): void => post({ type: 'progress', done, total });
  makeDownload(event.data, progress).then(
    (blob) => post({ type: 'made', blob }),
    (error: unknown) => post({ type: 'failed', error: StudioError.from(error).toData() }),
  );
});
