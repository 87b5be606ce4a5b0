import { createPrints } from '../client/prints';
import { safeFileName } from '../export/file-names';
import { askForFile } from './save-picker';

/** A worker starts with each print. */
export const prints = createPrints(
  () =>
    new Worker(new URL('../worker/engine-worker.ts', import.meta.url), {
      type: 'module',
      name: 'print',
    }),
  { fileName: safeFileName, askForFile },
);
