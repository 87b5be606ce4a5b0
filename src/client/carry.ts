import { StudioError, type StudioErrorData } from '../contract/errors';
import { OF_FILES, hearFailures } from './worker-failures';

/** The part of `Worker` used here; tests hand in fakes. */
export interface OrderWorker<Order, Event> {
  postMessage(order: Order): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Event>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/** What every such worker may tell before its answer. */
export type Report =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'failed'; readonly error: StudioErrorData };

export type Progress = (done: number, total: number) => void;

/**
 * One order to a worker of its own, from the worker's start to its end: what it held in memory goes
 * with it, and a cancelled one stops at once.
 * @throws StudioError `cancelled`, `worker-lost`, `part-missing`, or what the worker failed with.
 */
export function carry<Order, Event extends { readonly type: string }>(
  newWorker: () => OrderWorker<Order, Event | Report>,
  order: Order,
  progress: Progress,
  signal: AbortSignal,
): Promise<Event> {
  return new Promise<Event>((resolve, reject) => {
    if (signal.aborted) return reject(cancelled());
    const worker = newWorker();
    let heard = false;
    const end = (settle: () => void): void => {
      worker.terminate();
      signal.removeEventListener('abort', abort);
      settle();
    };
    const fail = (error: StudioError | StudioErrorData): void =>
      end(() => reject(StudioError.from(error)));
    const abort = (): void => fail(cancelled());
    signal.addEventListener('abort', abort);
    worker.onmessage = ({ data }) => {
      heard = true;
      if (isReport(data)) {
        if (data.type === 'progress') progress(data.done, data.total);
        else fail(data.error);
      } else end(() => resolve(data));
    };
    hearFailures(worker, OF_FILES, () => heard, fail);
    worker.postMessage(order);
  });
}

const isReport = (event: { readonly type: string }): event is Report =>
  event.type === 'progress' || event.type === 'failed';

const cancelled = (): StudioError => new StudioError('cancelled');
