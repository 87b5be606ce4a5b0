/// <reference lib="webworker" />
import { StudioError } from '../contract/errors';
import type { LookAlikeEvent, LookAlikeOrder } from '../contract/look-alikes';
import { openStorage } from '../storage/open';
import { findLookAlikes } from './find-look-alikes';

/** Entry point of the worker that looks through one set: one order, then its answer. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

const post = (event: LookAlikeEvent): void => scope.postMessage(event);

scope.addEventListener('message', ({ data }: MessageEvent<LookAlikeOrder>) => {
  openStorage()
    .then((storage) => findLookAlikes(storage, data.datasetId))
    .then(
      (groups) => post({ type: 'found', groups }),
      (error: unknown) => post({ type: 'failed', error: StudioError.from(error).toData() }),
    );
});
