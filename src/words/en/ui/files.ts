/** Names of the files that people take with them, without what systems do not allow in them. */
export const files = {
  generator: (run: string, epoch: number) => `${run}, generator at epoch ${epoch}.zip`,
  samples: (run: string) => `${run}, samples.zip`,
  curves: (run: string) => `${run}, curves.csv`,
  /** Title of new pictures: the same ones always have the same. */
  newPictures: (run: string, epoch: number, seed: number) => `${run}, epoch ${epoch}, seed ${seed}`,
  /** In place of the name of a run that is gone. */
  noRun: 'New pictures',
  newPicture: (title: string, picture: number) => `${title}, picture ${picture}`,
};
