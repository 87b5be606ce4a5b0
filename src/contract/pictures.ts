/** `centre`: largest centred square. `stretch`: the whole picture squeezed to a square.
 *  `fit`: the whole picture, padded with the background colour. */
export const CROP_MODES = ['centre', 'stretch', 'fit'] as const;
export type CropMode = (typeof CROP_MODES)[number];

export interface SkippedFile {
  readonly path: string;
  /** A reason a person understands, with what to do where there is something to do. */
  readonly reason: string;
}

/** Skipped files that a set lists by name; further ones are counted. */
export const LISTED_SKIPPED = 5000;

/** Folders that a set tells apart; pictures of further ones count to the folder above. */
export const LISTED_FOLDERS = 5000;

/** Characters of a path that are kept, its end. */
export const LONGEST_PATH = 2048;
