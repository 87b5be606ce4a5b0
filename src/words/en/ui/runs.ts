import type { PictureSize } from '../../../contract/picture-shape';
import { sizeText } from '../size-text';
import { bytes, count, when } from '../../format';
import { countOf } from '../count-of';

/** The room Runs. */
export const runs = {
  title: 'Runs',
  empty: 'The shelves are empty',
  about: 'Every run is kept here with its samples, curves and generators.',
  begin: 'Begin a run',
  openFile: 'Open a file',
  myWork: 'What happens to my work',

  search: 'Search runs',
  order: 'Order of the runs',
  orders: {
    newest: 'Newest first',
    oldest: 'Oldest first',
    name: 'By name',
    largest: 'Largest first',
  },
  noneFound: 'No run has these words in its name, its set, its preset or its state.',

  space: {
    unknown: 'The browser does not tell how much space there is.',
    promised: (used: number, quota: number) =>
      `Runs and sets take ${bytes(used)} of ${bytes(quota)}; the browser has promised to keep them.`,
    mayClear: (used: number, quota: number) =>
      `Runs and sets take ${bytes(used)} of ${bytes(quota)}; the browser may clear them when space gets short.`,
  },

  card: {
    epochs: (state: string, epoch: number, epochs: number) =>
      `${state}, epoch ${count(epoch)}/${count(epochs)}`,
    pictures: (pictures: number) => `, ${countOf(pictures, 'picture')}`,
    fromFile: 'A generator from a file',
    recipe: (preset: string, size: PictureSize) => `${preset}, ${sizeText(size)}`,
    /** Milliseconds since the Unix epoch. */
    began: (time: number, now: number, size: number) => `${when(time, now)} · ${bytes(size)}`,
    open: 'Open',
    openNamed: (run: string) => `Open ${run}`,
    more: (run: string) => `More for ${run}`,
    duplicate: 'Duplicate settings',
    export: 'Export project',
    exportWithPictures: 'Export project with its pictures',
    delete: 'Delete',
    noSamples: 'No samples yet',
  },
};
