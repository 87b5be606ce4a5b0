/// <reference lib="webworker" />
import type { DownloadEvent, DownloadOrder } from '../contract/exports';
import { StudioError } from '../contract/errors';
import { readCanvas } from '../data/pixels/read-back';
import { makeExport } from '../export/lowerings';
import { decodeStored } from './decode-stored';

/** Entry point of the worker that makes one file to take away: one order, then its answer. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

const post = (event: DownloadEvent): void => scope.postMessage(event);

scope.addEventListener('message', (event: MessageEvent<DownloadOrder>) => {
  const progress = (done: number, total: number): void => post({ type: 'progress', done, total });
  makeExport(event.data, { progress, decode: decodeStored, readCanvas }).then(
    (blob) => post({ type: 'made', blob }),
    (error: unknown) => post({ type: 'failed', error: StudioError.from(error).toData() }),
  );
});
