import { createFilms } from '../client/films';
import { safeFileName } from '../export/file-names';
import { askForFile } from './save-picker';

/** A worker starts with each film. */
export const films = createFilms(
  () =>
    new Worker(new URL('../worker/engine-worker.ts', import.meta.url), {
      type: 'module',
      name: 'film',
    }),
  { fileName: safeFileName, askForFile },
);
