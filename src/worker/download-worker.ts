/// <reference lib="webworker" />
import type { DownloadEvent, DownloadOrder } from '../contract/exports';
import { StudioError } from '../contract/errors';
import { readCanvas } from '../data/pixels/read-back';
import { makeExport } from '../export/lowerings';
import type { ServerParts } from '../export/server/parts';
import { openStorage } from '../storage/open';
import { decodeStored } from './decode-stored';
import { serverParts } from './server-parts';

/** Entry point of the worker that makes one file to take away: one order, then its answer. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

const post = (event: DownloadEvent): void => scope.postMessage(event);

scope.addEventListener('message', (event: MessageEvent<DownloadOrder>) => {
  const progress = (done: number, total: number): void => post({ type: 'progress', done, total });
  const ports = { progress, decode: decodeStored, readCanvas, serverParts: readServerParts };
  makeExport(event.data, ports).then(
    (blob) => post({ type: 'made', blob }),
    (error: unknown) => post({ type: 'failed', error: StudioError.from(error).toData() }),
  );
});

/** Its pictures are read while they are written: the connection ends with the worker. */
const readServerParts = async (runId: string): Promise<ServerParts> =>
  await serverParts(await openStorage(), runId);
