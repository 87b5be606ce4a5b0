import { createDownloads, type MakeFile } from '../client/downloads';
import type { DownloadOrder } from '../contract/exports';
import { safeFileName } from '../export/file-names';
import type { Exporter } from '../store/ports';
import { words } from '../words';

/** Files for the person, named well; `make` makes what is in them. */
export const createExporter =
  (make: MakeFile): Exporter =>
  async (order, progress, signal) => ({
    name: nameOf(order),
    blob: await make(order, progress, signal),
  });

function nameOf({ type, source }: DownloadOrder): string {
  const title = 'run' in source ? source.run.name : source.title;
  const epoch = 'generator' in source ? source.generator.epoch : 0;
  return words().exports[type].file({ name: safeFileName(title), epoch });
}

/** A worker starts with each file [OUT4]. */
export const exporter = createExporter(
  createDownloads(
    () => new Worker(new URL('../worker/download-worker.ts', import.meta.url), { type: 'module' }),
  ),
);
