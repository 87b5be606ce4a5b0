import type { PictureSize } from '../../contract/picture-shape';
import type { Box } from './geometry';

/**
 * Puts a picture on a ground of one colour.
 * @param picture uint8 [box.height, box.width, channels].
 * @param colour the background, one value 0..255 per channel.
 * @returns uint8 [height, width, channels]; the picture itself where it fills the ground.
 */
export function placeOnGround(
  picture: Uint8Array<ArrayBuffer>,
  box: Box,
  { height, width }: PictureSize,
  colour: readonly number[],
): Uint8Array<ArrayBuffer> {
  if (box.width === width && box.height === height) return picture;
  const channels = colour.length;
  const ground = new Uint8Array(height * width * channels);
  for (let i = 0; i < ground.length; i++) ground[i] = colour[i % channels]!;
  const row = box.width * channels;
  for (let y = 0; y < box.height; y++) {
    const at = ((box.y + y) * width + box.x) * channels;
    ground.set(picture.subarray(y * row, (y + 1) * row), at);
  }
  return ground;
}
