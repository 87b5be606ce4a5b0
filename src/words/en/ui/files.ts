import type { GeneratorGroup } from '../../../contract/records';

/** What pictures of other weights than those that are always kept are named by. */
const OTHER_WEIGHTS: Record<GeneratorGroup, string> = { weights: '', averaged: 'averaged, ' };

/** Titles of new pictures. */
export const files = {
  /** Title of new pictures: the same ones always have the same. */
  newPictures: (run: string, epoch: number, weights: GeneratorGroup, seed: number) =>
    `${run}, epoch ${epoch}, ${OTHER_WEIGHTS[weights]}seed ${seed}`,
  /** In place of the name of a run that is gone. */
  noRun: 'New pictures',
  newPicture: (title: string, picture: number) => `${title}, picture ${picture}`,
};
