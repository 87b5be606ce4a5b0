/** Titles of new pictures. */
export const files = {
  /** Title of new pictures: the same ones always have the same. */
  newPictures: (run: string, epoch: number, seed: number) => `${run}, epoch ${epoch}, seed ${seed}`,
  /** In place of the name of a run that is gone. */
  noRun: 'New pictures',
  newPicture: (title: string, picture: number) => `${title}, picture ${picture}`,
};
