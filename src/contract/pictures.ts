import { pictureLength, type PictureShape } from './picture-shape';
import type { SkipReason } from './skip-reasons';

/** `centre`: largest centred square. `stretch`: the whole picture squeezed to a square.
 *  `fit`: the whole picture, padded with the background colour. */
export const CROP_MODES = ['centre', 'stretch', 'fit'] as const;
export type CropMode = (typeof CROP_MODES)[number];

export interface SkippedFile {
  readonly path: string;
  readonly reason: SkipReason;
}

/** Characters of the list of skipped files that a set keeps; files beyond are counted alone. */
export const SKIPPED_CHARACTERS = 4 * 2 ** 20;

/** Folders that a set tells apart; pictures of further ones count to the folder above. */
export const MOST_FOLDERS = 5000;

/**
 * A set of at most so many bytes of pixels is shuffled as a whole; a larger one part by part. The same
 * on every machine, for the order of pictures depends on it.
 */
export const WHOLE_SET_BYTES = 256 * 2 ** 20;

/** A larger set is shuffled in windows of so many bytes, of which two are at hand at a time. */
export const WINDOW_BYTES = 64 * 2 ** 20;

/** Bytes of pixels that a run has at hand. */
export function heldPictureBytes(shape: PictureShape, pictures: number): number {
  const all = pictures * pictureLength(shape);
  return all <= WHOLE_SET_BYTES ? all : 2 * WINDOW_BYTES;
}

/** Characters of a path that are kept, its end: a ZIP file may name longer ones. */
const LONGEST_PATH = 2048;

/** The path, or the end of one that is very long. */
export const shortened = (path: string): string =>
  path.length <= LONGEST_PATH ? path : `…${path.slice(1 - LONGEST_PATH)}`;
