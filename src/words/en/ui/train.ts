import type { PictureSize } from '../../../contract/picture-shape';
import { sizeText } from '../size-text';
import { bytes, count } from '../../format';
import { countOf } from '../count-of';

/** The room Train before a run: settings, networks, and Train. */
export const train = {
  settings: 'Settings',
  networks: 'The two networks',
  train: 'Train',
  waitsFor: (fields: readonly string[]) => `Waits for: ${fields.join(', ')}`,
  thePictures: 'the pictures',

  trial: 'A short trial finds the fastest engine.',
  runsOn: (engine: string, adapter: string, reason: string) =>
    `Runs on ${engine}, ${adapter}. ${reason}`,

  preparing: 'Preparing the pictures',
  preparingOf: (done: number, total: number) =>
    `Preparing the pictures: ${count(done)} of ${count(total)}`,

  noPictures: 'There are no pictures to learn from yet',
  dropHere: 'Drop a folder anywhere on this page, or begin here.',
  ready: (pictures: number) => `${countOf(pictures, 'picture')} ready`,
  /** @param exact false where it depends on which crops are of one file. */
  keptBack: (learnt: number, kept: number, exact: boolean) =>
    `, ${exact ? '' : 'about '}${count(learnt)} to learn from, ${count(kept)} kept back`,
  /** Of a set that is too small for it. */
  noneKeptBack: ', all to learn from: too few to keep any back',
  size: (size: PictureSize) => `, ${sizeText(size)}`,

  /** What saving the run takes, of what is free. */
  saving: {
    takes: (run: number) => `Keeping this run takes about ${bytes(run)}.`,
    fits: (run: number, free: number) =>
      `Keeping this run takes about ${bytes(run)}; the browser has ${bytes(free)} free.`,
    crowded: (run: number, free: number) =>
      `Keeping this run takes about ${bytes(run)}; the browser has only ${bytes(free)} free. It would train, but samples and generators would have to make room. Keep them less often, or free some space.`,
    impossible: (run: number, free: number) =>
      `Keeping this run takes about ${bytes(run)}; the browser has only ${bytes(free)} free. It would train, but could not be saved, and a closed tab would lose it. Free some space first.`,
    see: 'See what the runs take',
  },
};
