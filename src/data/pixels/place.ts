import type { Box } from './geometry';

/**
 * Puts a picture into a square of one colour.
 * @param picture uint8 [box.height, box.width, channels].
 * @param colour the background, one value 0..255 per channel.
 * @returns uint8 [size, size, channels]; the picture itself where it fills the square.
 */
export function placeInSquare(
  picture: Uint8Array<ArrayBuffer>,
  box: Box,
  size: number,
  colour: readonly number[],
): Uint8Array<ArrayBuffer> {
  if (box.width === size && box.height === size) return picture;
  const channels = colour.length;
  const square = new Uint8Array(size * size * channels);
  for (let i = 0; i < square.length; i++) square[i] = colour[i % channels]!;
  const row = box.width * channels;
  for (let y = 0; y < box.height; y++) {
    const at = ((box.y + y) * size + box.x) * channels;
    square.set(picture.subarray(y * row, (y + 1) * row), at);
  }
  return square;
}
