import type { PictureShape } from '../contract/picture-shape';
import { uniform } from '../contract/random';
import type { Pictures } from '../measures/pictures';

const STREAM = 90;

/**
 * Pictures of soft colours with grain, in whole numbers, so that scripts/fixtures/measures.py makes the
 * same ones.
 * @param first number of the first; a picture is decided by its number and its shape.
 */
export function madeSet(first: number, count: number, shape: PictureShape): Pictures {
  const { height, width, channels } = shape;
  const size = height * width * channels;
  const pixels = new Uint8Array(count * size);
  for (let n = 0; n < count; n++) {
    const grid = uniform(11, STREAM, first + n, 25 * channels, 0, 256).map(Math.floor);
    const grain = uniform(12, STREAM, first + n, size, 0, 33).map(Math.floor);
    for (let i = 0; i < size; i++) {
      const c = i % channels;
      const x = Math.floor(i / channels) % width;
      const y = Math.floor(i / channels / width);
      const [fy, fx] = [Math.floor((y * 1024) / height), Math.floor((x * 1024) / width)];
      const at = (down: number, right: number): number =>
        grid[(((fy >> 8) + down) * 5 + (fx >> 8) + right) * channels + c]!;
      const [ry, rx] = [fy & 255, fx & 255];
      const top = at(0, 0) * (256 - rx) + at(0, 1) * rx;
      const bottom = at(1, 0) * (256 - rx) + at(1, 1) * rx;
      const soft = (top * (256 - ry) + bottom * ry) >> 16;
      pixels[n * size + i] = Math.max(0, Math.min(255, soft + grain[i]! - 16));
    }
  }
  return { shape, count, pixels };
}
