import { StudioError } from '../contract/errors';
import type { Imported, OwnFile, TransferEvent, TransferOrder } from '../contract/transfers';
import { carry, type OrderWorker, type Progress } from './carry';

export type TransferWorker = OrderWorker<TransferOrder, TransferEvent>;

export interface ProjectParts {
  readonly newId: () => string;
  /** A text as a file name without its ending, good on every system. */
  readonly fileName: (text: string) => string;
}

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

const unexpected = (event: { readonly type: string }): StudioError =>
  new StudioError('file-worker-misunderstood', { answer: event.type });
