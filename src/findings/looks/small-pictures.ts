import { pictureLength, type PictureShape, type PictureSize } from '../../contract/picture-shape';
import { thumbsOf, type Thumbs } from '../../measures/thumbs';

/** Shorter side that a picture is averaged down to at least, before it is made a thumb: cheap, however
 *  large the picture is. */
const LEAST = 32;

/** One picture. */
export interface Picture {
  readonly shape: PictureShape;
  /** uint8 [height, width, channels]. */
  readonly pixels: Uint8Array;
}

/** Pixels of each side that become one. */
const squareOf = ({ height, width }: PictureSize): number =>
  Math.max(1, Math.floor(Math.min(height, width) / LEAST));

/** The size that pictures of this size are averaged down to. */
export function averagedSize(size: PictureSize): PictureSize {
  const by = squareOf(size);
  return { height: Math.floor(size.height / by), width: Math.floor(size.width / by) };
}

/** The same for any size: averages of squares of whole pixels, of as many as leave LEAST of them. */
export function averagedDown({ shape, pixels }: Picture): Picture {
  const { width, channels } = shape;
  const by = squareOf(shape);
  if (by === 1) return { shape, pixels };
  const small = { ...averagedSize(shape), channels };
  const out = new Uint8Array(pictureLength(small));
  const sums = new Float64Array(small.width * channels);
  for (let y = 0; y < small.height; y++) {
    sums.fill(0);
    for (let row = y * by; row < (y + 1) * by; row++) {
      let at = row * width * channels;
      for (let x = 0; x < small.width; x++) {
        for (let i = 0; i < by; i++) {
          for (let c = 0; c < channels; c++) sums[x * channels + c]! += pixels[at++]!;
        }
      }
    }
    for (let i = 0; i < sums.length; i++) out[y * sums.length + i] = sums[i]! / (by * by) + 0.5;
  }
  return { shape: small, pixels: out };
}

/** Thumbs of pictures of one shape, filled one after another. */
export class ThumbList {
  private readonly parts: Thumbs[] = [];

  add(picture: Picture): void {
    const { shape, pixels } = averagedDown(picture);
    this.parts.push(thumbsOf({ shape, count: 1, pixels }));
  }

  /** Of all that were added; one at least. */
  thumbs(): Thumbs {
    const { height, width, channels } = this.parts[0]!;
    const size = height * width * channels;
    const values = new Float32Array(this.parts.length * size);
    this.parts.forEach((part, n) => values.set(part.values, n * size));
    return { count: this.parts.length, height, width, channels, values };
  }
}
