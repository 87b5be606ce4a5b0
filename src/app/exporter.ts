import { createDownloads, type MakeFile } from '../client/downloads';
import { exportRow, type DownloadOrder } from '../contract/exports';
import type { Signature } from '../contract/signature';
import { safeFileName } from '../export/file-names';
import type { Exporter, Files } from '../store/ports';
import { words } from '../words';
import { askForFile } from './save-picker';

/** What files of pictures are signed with at the moment; null for nothing. */
type InForce = () => Promise<Signature | null>;

/** Files for the person, named well; `make` makes what is in them. */
export const createExporter =
  (make: MakeFile, signature: InForce): Exporter =>
  async (order, progress, signal) => ({
    name: nameOf(order),
    blob: await make(
      exportRow(order.type).signed ? { ...order, signature: await signature() } : order,
      progress,
      signal,
    ),
  });

function nameOf({ type, source }: DownloadOrder): string {
  const title = 'run' in source ? source.run.name : source.title;
  const epoch = 'generator' in source ? source.generator.epoch : 0;
  const choice = 'net' in source ? source : null;
  return words().exports[type].file({ name: safeFileName(title), epoch, choice });
}

/** In the browser's own dialog, under the name that the file has otherwise. */
export const askToSave: Files['askToSave'] = (id, { name }) =>
  askForFile(words().exports[id].file({ name: safeFileName(name), epoch: 0, choice: null }), 'zip');

/** A worker starts with each file [OUT4]. */
export const exporterWith = (signature: InForce): Exporter =>
  createExporter(
    createDownloads(
      () =>
        new Worker(new URL('../worker/download-worker.ts', import.meta.url), { type: 'module' }),
    ),
    signature,
  );
