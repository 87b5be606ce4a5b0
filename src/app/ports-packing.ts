import { beginPacking } from '../client/packing';
import type { PackedAs } from '../contract/packing';
import { safeFileName } from '../export/file-names';
import { words } from '../words';
import type { PackPorts } from '../store/ports';

interface PickedType {
  readonly description: string;
  readonly accept: Record<string, string[]>;
}

/** Chromium's; others have none, or not yet. */
interface SavePicker {
  readonly showSaveFilePicker?: (options: {
    suggestedName: string;
    types: PickedType[];
  }) => Promise<FileSystemFileHandle>;
}

const TYPES: Readonly<Record<PackedAs, PickedType>> = {
  zip: { description: 'ZIP', accept: { 'application/zip': ['.zip'] } },
  sheet: { description: 'PNG', accept: { 'image/png': ['.png'] } },
};

/** See the ports. */
async function askForFile(
  name: string,
  as: PackedAs,
): Promise<FileSystemFileHandle | 'cancelled' | null> {
  const { showSaveFilePicker } = window as SavePicker;
  if (!showSaveFilePicker) return null;
  try {
    const types = [TYPES[as]];
    return await showSaveFilePicker.call(window, { suggestedName: name, types });
  } catch (error) {
    // Refused for another reason, as in a frame: the browser's own downloads still work.
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : null;
  }
}

/** A worker starts with each archive. */
export const packing: PackPorts = {
  begin: (plan, to) =>
    beginPacking(
      new Worker(new URL('../worker/pack-worker.ts', import.meta.url), { type: 'module' }),
      plan,
      to,
    ),
  askForFile: async ({ as, title }) => {
    const { file } = words().exports[as === 'zip' ? 'pictures' : 'picture'];
    const name = file({ name: safeFileName(title), epoch: 0 });
    return { name, to: await askForFile(name, as) };
  },
};
