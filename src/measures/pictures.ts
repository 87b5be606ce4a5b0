import type { Pictures } from '../contract/measuring';
import { pictureLength } from '../contract/picture-shape';

export type { Pictures } from '../contract/measuring';

/** Picture `n`: uint8 [height, width, channels], a view. */
export function pictureOf({ shape, pixels }: Pictures, n: number): Uint8Array {
  const size = pictureLength(shape);
  return pixels.subarray(n * size, (n + 1) * size);
}

/** The pictures of those numbers, in their order; a copy. */
export function chosenPictures(pictures: Pictures, numbers: ArrayLike<number>): Pictures {
  const size = pictureLength(pictures.shape);
  const pixels = new Uint8Array(numbers.length * size);
  for (let i = 0; i < numbers.length; i++) {
    pixels.set(pictureOf(pictures, numbers[i]!), i * size);
  }
  return { shape: pictures.shape, count: numbers.length, pixels };
}

/** The first `count` of them, a view. */
export const firstPictures = ({ shape, pixels }: Pictures, count: number): Pictures => ({
  shape,
  count,
  pixels: pixels.subarray(0, count * pictureLength(shape)),
});

/** All of them with left and right exchanged; a copy. */
export function mirroredPictures({ shape, count, pixels }: Pictures): Pictures {
  const { height, width, channels } = shape;
  const mirrored = new Uint8Array(pixels.length);
  for (let row = 0; row < count * height; row++) {
    for (let x = 0; x < width; x++) {
      const from = (row * width + x) * channels;
      const to = (row * width + width - 1 - x) * channels;
      for (let c = 0; c < channels; c++) mirrored[to + c] = pixels[from + c]!;
    }
  }
  return { shape, count, pixels: mirrored };
}
