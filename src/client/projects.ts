import { StudioError, type StudioErrorData } from '../contract/errors';
import { tellsOfMemory } from '../contract/shortage';
import type { Imported, OwnFile, TransferEvent, TransferOrder } from '../contract/transfers';

/** The part of `Worker` used here; tests hand in fakes. */
export interface TransferWorker {
  postMessage(order: TransferOrder): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<TransferEvent>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

export interface ProjectParts {
  readonly newId: () => string;
  /** A text as a file name without its ending, good on every system. */
  readonly fileName: (text: string) => string;
}

type Progress = (done: number, total: number) => void;

/** Project and generator files, out and in. Each is carried by a worker of its own, which ends with
 *  it: what it held in memory goes, and a cancelled one stops at once. */
export function createProjects(newWorker: () => TransferWorker, parts: ProjectParts) {
  return {
    /** @throws StudioError `run-missing`, `set-missing`, `cancelled`. */
    async exportRun(
      runId: string,
      withPictures: boolean,
      progress: Progress,
      signal: AbortSignal,
    ): Promise<{ readonly name: string; readonly blob: Blob }> {
      const order = { type: 'export', runId, withPictures } as const;
      const done = await carry(newWorker, order, progress, signal);
      if (done.type !== 'exported') throw unexpected(done);
      return { name: `${parts.fileName(done.name)}.atelier`, blob: done.blob };
    },

    /** @throws StudioError `file-unreadable`, `file-newer`, `storage-full`, `cancelled`; nothing of
     *  it is stored then [FILE5]. */
    async importFile(
      { content }: OwnFile,
      progress: Progress,
      signal: AbortSignal,
    ): Promise<Imported> {
      const ids = { runId: parts.newId(), datasetId: parts.newId() };
      try {
        const order = { type: 'import', file: content, ids } as const;
        const done = await carry(newWorker, order, progress, signal);
        if (done.type !== 'imported') throw unexpected(done);
        return done.imported;
      } catch (error) {
        // A worker that was ended could not clear up after itself.
        const never = new AbortController().signal;
        await carry(newWorker, { type: 'discard', ids }, () => undefined, never).catch(() => null);
        throw error;
      }
    },
  };
}

/** One order from its worker's start to its end. */
function carry(
  newWorker: () => TransferWorker,
  order: TransferOrder,
  progress: Progress,
  signal: AbortSignal,
): Promise<TransferEvent> {
  return new Promise<TransferEvent>((resolve, reject) => {
    if (signal.aborted) return reject(cancelled());
    const worker = newWorker();
    const end = (settle: () => void): void => {
      worker.terminate();
      signal.removeEventListener('abort', abort);
      settle();
    };
    const fail = (error: StudioErrorData): void => end(() => reject(StudioError.from(error)));
    const abort = (): void => fail(cancelled());
    signal.addEventListener('abort', abort);
    worker.onmessage = ({ data }) => {
      if (data.type === 'progress') progress(data.done, data.total);
      else if (data.type === 'failed') fail(data.error);
      else end(() => resolve(data));
    };
    worker.onerror = (event) => {
      // Said by the rejection alone; without this it would also be logged as uncaught.
      event.preventDefault();
      fail(lost(event.message));
    };
    worker.onmessageerror = () => fail(lost('its answer could not be read.'));
    worker.postMessage(order);
  });
}

const cancelled = (): StudioError => new StudioError('cancelled', 'Cancelled.');

const lost = (why: string): StudioError =>
  new StudioError(
    'worker-lost',
    `The worker that carries the file stopped: ${why || 'the browser gave no reason.'}`,
    why === '' || tellsOfMemory(why)
      ? 'Try again; where memory is short, close other tabs first.'
      : 'Reload the page and try again; nothing that is stored is lost.',
  );

const unexpected = (event: TransferEvent): StudioError =>
  new StudioError('unexpected', `The worker answered "${event.type}".`, 'Reload the page.');
