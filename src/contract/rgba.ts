import type { GeneratedPicture } from './events';
import type { PictureShape } from './picture-shape';

/** A picture, uint8 [height, width, channels], channels 1 or 3, as opaque RGBA, [height, width, 4]. */
export function toRgba(
  pixels: Uint8Array,
  { height, width, channels }: PictureShape,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(height * width * 4);
  const [green, blue] = channels === 3 ? [1, 2] : [0, 0];
  for (let from = 0, to = 0; to < rgba.length; from += channels, to += 4) {
    rgba[to] = pixels[from]!;
    rgba[to + 1] = pixels[from + green]!;
    rgba[to + 2] = pixels[from + blue]!;
    rgba[to + 3] = 255;
  }
  return rgba;
}

/** The other way round: opaque RGBA, [height, width, 4] each, as uint8 [count, height, width, channels]. */
export function fromRgba(
  pictures: readonly Uint8ClampedArray[],
  { height, width, channels }: PictureShape,
): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(pictures.length * height * width * channels);
  let to = 0;
  for (const rgba of pictures) {
    for (let from = 0; from < rgba.length; from += 4) {
      for (let channel = 0; channel < channels; channel++) pixels[to++] = rgba[from + channel]!;
    }
  }
  return pixels;
}

/** Pictures, uint8 [count, height, width, channels], each as opaque RGBA. */
export function toRgbaPictures(pixels: Uint8Array, shape: PictureShape): GeneratedPicture[] {
  const bytes = shape.height * shape.width * shape.channels;
  return Array.from({ length: pixels.length / bytes }, (_, index) => ({
    index,
    rgba: toRgba(pixels.subarray(index * bytes, (index + 1) * bytes), shape),
  }));
}
