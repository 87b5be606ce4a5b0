import { beginPacking } from '../client/packing';
import { safeFileName } from '../export/file-names';
import { words } from '../words';
import type { PackPorts } from '../store/ports';

/** Chromium's; others have none, or not yet. */
interface SavePicker {
  readonly showSaveFilePicker?: (options: {
    suggestedName: string;
    types: { description: string; accept: Record<string, string[]> }[];
  }) => Promise<FileSystemFileHandle>;
}

/** See the ports. */
async function askForZip(name: string): Promise<FileSystemFileHandle | 'cancelled' | null> {
  const { showSaveFilePicker } = window as SavePicker;
  if (!showSaveFilePicker) return null;
  try {
    const types = [{ description: 'ZIP', accept: { 'application/zip': ['.zip'] } }];
    return await showSaveFilePicker.call(window, { suggestedName: name, types });
  } catch (error) {
    // Refused for another reason, as in a frame: the browser's own downloads still work.
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : null;
  }
}

/** A worker starts with each archive. */
export const packing: PackPorts = {
  begin: (shape, to) =>
    beginPacking(
      new Worker(new URL('../worker/pack-worker.ts', import.meta.url), { type: 'module' }),
      shape,
      to,
    ),
  askForZip: async (title) => {
    const name = words().exports.pictures.file({ name: safeFileName(title), epoch: 0 });
    return { name, to: await askForZip(name) };
  },
};
