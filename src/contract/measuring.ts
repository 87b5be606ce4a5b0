import type { Likeness, Measures } from './measures';
import { pictureLength, type PictureShape } from './picture-shape';

/** Pictures of one shape, as the studio stores and paints them. */
export interface Pictures {
  readonly shape: PictureShape;
  readonly count: number;
  /** uint8 [count, height, width, channels]. */
  readonly pixels: Uint8Array;
}

export interface RealPictures {
  /** Real pictures that were not learnt from; may be none, as with small sets. */
  readonly heldOut: Pictures;
  /** Those that were; two at least, and four where none were held out. */
  readonly training: Pictures;
}

/** Means of the discriminator's logits over three kinds of pictures. */
export interface MeanLogits {
  readonly training: number;
  readonly heldOut: number;
  readonly generated: number;
}

/** Works measures out, beside whatever else goes on. */
export interface Measurer {
  /**
   * Works out once what depends on real pictures alone.
   * @returns the floor of as many pictures as are generated.
   */
  prepare(real: RealPictures, seed: number, generated: number): Promise<Likeness>;
  /** Everything about generated pictures. @param logits as in `Measures.overfitting`. */
  measure(generated: Pictures, logits: MeanLogits | null): Promise<Measures>;
  close(): void;
}

/** Generated pictures that are measured, at most. */
export const MOST_GENERATED = 300;
/** Training pictures that they are held against, at most. */
export const MOST_TRAINING = 2000;
/** Pictures of more pixels than that of 128 px are measured at half their size, or at a quarter. */
const MOST_PIXELS = 128 * 128;

/** What can be measured of a set: so many pictures that are learnt from and that are held out. */
export interface MeasuringCounts {
  readonly training: number;
  readonly heldOut: number;
}

/**
 * Pictures to generate: as many as the floor has, so that both are measured alike. 0 where the set is
 * too small to be measured by.
 */
export function generatedFor({ training, heldOut }: MeasuringCounts): number {
  const others = heldOut > 1 ? training : Math.floor(training / 2);
  return others < 2 ? 0 : Math.min(MOST_GENERATED, others);
}

/** By how many its sides are divided when a picture is measured. */
function divisorOf({ height, width }: PictureShape): number {
  let divisor = 1;
  while ((height * width) / divisor ** 2 > MOST_PIXELS) divisor *= 2;
  return divisor;
}

/** The size that pictures of a shape are measured at. */
export function measuredShape(shape: PictureShape): PictureShape {
  const divisor = divisorOf(shape);
  const side = (length: number): number => Math.floor(length / divisor);
  return { ...shape, height: side(shape.height), width: side(shape.width) };
}

/** Pictures at the size that they are measured at: means of squares of pixels. */
export function atMeasuredSize(pictures: Pictures): Pictures {
  const divisor = divisorOf(pictures.shape);
  if (divisor === 1) return pictures;
  const shape = measuredShape(pictures.shape);
  const { width, channels } = pictures.shape;
  const pixels = new Uint8Array(pictures.count * pictureLength(shape));
  let at = 0;
  for (let n = 0; n < pictures.count; n++) {
    const first = n * pictureLength(pictures.shape);
    for (let y = 0; y < shape.height; y++) {
      for (let x = 0; x < shape.width; x++) {
        for (let c = 0; c < channels; c++, at++) {
          let sum = 0;
          for (let row = y * divisor; row < (y + 1) * divisor; row++) {
            const begin = first + (row * width + x * divisor) * channels + c;
            for (let i = 0; i < divisor; i++) sum += pictures.pixels[begin + i * channels]!;
          }
          pixels[at] = Math.round(sum / divisor ** 2);
        }
      }
    }
  }
  return { shape, count: pictures.count, pixels };
}
