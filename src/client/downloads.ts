import type { DownloadEvent, DownloadOrder } from '../contract/exports';
import { carry, type OrderWorker, type Progress } from './carry';

export type DownloadWorker = OrderWorker<DownloadOrder, DownloadEvent>;

/** Makes a file to take away; progress counts pictures. */
export type MakeFile = (
  order: DownloadOrder,
  progress: Progress,
  signal: AbortSignal,
) => Promise<Blob>;

/** Files to take away, each made by a worker of its own: pictures are packed beside the page, which
 *  stays smooth, and a cancelled download ends at once. */
export function createDownloads(newWorker: () => DownloadWorker): MakeFile {
  return async (order, progress, signal) => {
    const made = await carry<DownloadOrder, Extract<DownloadEvent, { type: 'made' }>>(
      newWorker,
      order,
      progress,
      signal,
    );
    return made.blob;
  };
}
