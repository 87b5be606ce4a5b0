import type { GeneratedPicture } from '../contract/events';
import type { PictureShape } from '../contract/picture-shape';

/** uint8 [count, height, width, channels], channels 1 or 3, as opaque RGBA pictures. */
export function toRgba(pixels: Uint8Array, shape: PictureShape): GeneratedPicture[] {
  const { height, width, channels } = shape;
  const area = height * width;
  return Array.from({ length: pixels.length / (area * channels) }, (_, index) => {
    const rgba = new Uint8ClampedArray(area * 4);
    const begin = index * area * channels;
    for (let i = 0; i < area; i++) {
      const from = begin + i * channels;
      rgba[i * 4] = pixels[from]!;
      rgba[i * 4 + 1] = pixels[from + (channels === 3 ? 1 : 0)]!;
      rgba[i * 4 + 2] = pixels[from + (channels === 3 ? 2 : 0)]!;
      rgba[i * 4 + 3] = 255;
    }
    return { index, rgba };
  });
}
