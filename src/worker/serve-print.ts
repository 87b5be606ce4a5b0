/// <reference lib="webworker" />
import { StudioError } from '../contract/errors';
import type { PrintEvent, PrintOrder } from '../contract/print';
import { readCanvas } from '../data/pixels/read-back';
import { openEngine } from '../engine/opening/open';
import { openStorage } from '../storage/open';
import { makePrint } from './printing';
import { seldom } from './seldom';

/** The worker that makes one print, with an engine of its own where a generator paints it. */
export function servePrint(scope: DedicatedWorkerGlobalScope): void {
  const post = (event: PrintEvent): void => scope.postMessage(event);
  const progress = seldom((done, total) => post({ type: 'progress', done, total }));
  scope.addEventListener('message', ({ data }: MessageEvent<PrintOrder>) => {
    makePrint(data, { openStorage, openEngine, readCanvas, progress }).then(
      (blob) => post({ type: 'made', blob }),
      (error: unknown) => post({ type: 'failed', error: StudioError.from(error).toData() }),
    );
  });
}
