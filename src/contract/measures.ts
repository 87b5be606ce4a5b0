import type { PictureShape } from './picture-shape';

/** What is measured of generated pictures: plain data, which is stored as it is. measures/ makes it. */

/** How like generated pictures are to real ones, as sets. Plain data; `measureColumns` names it. */
export interface Likeness {
  /** Generated pictures that were measured, and real ones that they were held against. */
  readonly generated: number;
  readonly real: number;
  /** Shorter side in pixels of each level of the Laplacian pyramid, the finest first. */
  readonly sides: readonly number[];
  /** Sliced Wasserstein distance of each level, times 1,000. Contrast and colour of a level as a whole are normalised away. */
  readonly sliced: readonly number[];
  readonly slicedMean: number;
  /** The same of about 16 px pictures as they are, colour and contrast included. */
  readonly colour: number;
  /** Kernel distance in the features of a random net, without bias: about 0 at best, also below. */
  readonly kernel: number;
  /** In those features; null with five real pictures or fewer. */
  readonly density: number | null;
  readonly coverage: number | null;
  /** Mean distance of two generated pictures over that of two real ones, as blurred 16 px pictures;
   *  null where the real ones are all the same. */
  readonly diversity: number | null;
}

/** All that is measured of generated pictures. */
export interface Measures extends Likeness {
  /** r_v, where logits were given; null where D tells nothing apart. */
  readonly overfitting: number | null;
  readonly copies: Copies;
}

/** How near generated pictures are to those that were learnt from, in one space. */
export interface CopyGauge {
  /** Median of the distances from each to its nearest training picture. */
  readonly median: number;
  /** The same of real pictures that were not learnt from. */
  readonly realMedian: number;
  /**
   * C_T (Meehan et al. 2020, "A Non-Parametric Test to Detect Data-Copying"): the Mann-Whitney z of
   * those distances against those of real pictures. About 0 to 2 either way where nothing is copied;
   * strongly negative where generated pictures are nearer.
   */
  readonly z: number;
  /** Share of the generated pictures that are nearer than 0.35 of `realMedian`. */
  readonly share: number;
}

export type CopySpace = 'blurred' | 'features';

/** A generated picture and the training picture that it is the nearest to. */
export interface ClosePair {
  readonly generated: number;
  readonly training: number;
  /** Where it was found; features are pooled, so that they tell no shift. */
  readonly space: CopySpace;
  readonly mirrored: boolean;
  /** By how many pixels what the training picture shows lies further right and further down. */
  readonly right: number;
  readonly down: number;
  /** Their distance over `realMedian`: below 0.35 it counts as a copy. */
  readonly ratio: number;
}

export interface Copies {
  readonly blurred: CopyGauge;
  readonly features: CopyGauge;
  /** The eight closest, one a generated picture, the closest first. */
  readonly closest: readonly ClosePair[];
}

/** What was measured of a run's generator after `step` steps. */
export interface MeasureRecord {
  readonly runId: string;
  /** Completed steps and epochs. */
  readonly step: number;
  readonly epoch: number;
  /** Real pictures that D was shown until then, each as often as it was. */
  readonly picturesSeen: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** Milliseconds that measuring took, the preparing of real pictures left out. */
  readonly tookMs: number;
  /** Pictures that were kept from the run to measure it by; 0 where training pictures stood in. */
  readonly heldOut: number;
  /** Numbers in `copies.closest` are of the latents, and of the pictures as the run numbers them
   *  (contract/choice.ts). */
  readonly measures: Measures;
  /** What other real pictures get; the same in all records of a run. */
  readonly floor: Likeness;
  /** In the newest record of a run alone. */
  readonly closest?: ClosestPictures | null;
}

/** The generated pictures of `measures.copies.closest`, in their order, as they were measured. */
export interface ClosestPictures {
  readonly shape: PictureShape;
  /** uint8 [pairs, height, width, channels]. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}
