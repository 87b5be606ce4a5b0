/// <reference lib="webworker" />
import { startPage } from './page';
import { startWorker } from './worker';

// One script, in the page and in its worker: a file has nowhere to load another from.
if (typeof document === 'undefined') {
  startWorker(self as unknown as DedicatedWorkerGlobalScope);
} else {
  startPage(document.currentScript?.textContent ?? '');
}
