/** `centre`: largest centred square. `stretch`: the whole picture squeezed to a square.
 *  `fit`: the whole picture, padded with the background colour. */
export const CROP_MODES = ['centre', 'stretch', 'fit'] as const;
export type CropMode = (typeof CROP_MODES)[number];

export interface SkippedFile {
  readonly path: string;
  /** A reason a person understands, with what to do where there is something to do. */
  readonly reason: string;
}
