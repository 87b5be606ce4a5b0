import { beginPacking } from '../client/packing';
import { safeFileName } from '../export/file-names';
import { words } from '../words';
import type { PackPorts } from '../store/ports';
import { askForFile } from './save-picker';

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
    const name = file({ name: safeFileName(title), epoch: 0, choice: null });
    return { name, to: await askForFile(name, as === 'zip' ? 'zip' : 'png') };
  },
};
