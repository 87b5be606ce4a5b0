import type { Orientation } from '../formats/exif';
import type { Box } from '../pixels/geometry';

/** Columns a, b, c, d of the matrix that turns a picture upright, before shifting it into view. */
const TURNS: Readonly<Record<Orientation, readonly [number, number, number, number]>> = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, 1, 1, 0],
  6: [0, 1, -1, 0],
  7: [0, -1, -1, 0],
  8: [0, -1, 1, 0],
};

/** Whether turning it upright exchanges width and height. */
export const isAcross = (orientation: Orientation): boolean => TURNS[orientation][0] === 0;

/** Which part of a picture of `width` by `height` is `box` of the same picture turned upright. */
export function beforeTurn(box: Box, width: number, height: number, orientation: Orientation): Box {
  const [a, b, c, d] = TURNS[orientation];
  const [shiftX, shiftY] = shift(width, height, orientation);
  // The matrix turns and mirrors only: its transpose takes back what it did.
  const [x, y] = [box.x - shiftX, box.y - shiftY];
  const [toX, toY] = [x + box.width - 1, y + box.height - 1];
  const across = isAcross(orientation);
  return {
    x: Math.min(a * x + b * y, a * toX + b * toY),
    y: Math.min(c * x + d * y, c * toX + d * toY),
    width: across ? box.height : box.width,
    height: across ? box.width : box.height,
  };
}

/** What brings the turned picture into view. */
function shift(width: number, height: number, orientation: Orientation): [number, number] {
  const [a, b, c, d] = TURNS[orientation];
  const [x, y] = [width - 1, height - 1];
  return [Math.max(0, -(a * x + c * y)), Math.max(0, -(b * x + d * y))];
}

/**
 * Turns pixels upright.
 * @param rgba uint8 [height, width, 4].
 * @returns uint8 of the same pixels, [width, height, 4] where the turn goes across.
 */
export function turnPixels(
  rgba: Uint8ClampedArray,
  width: number,
  height: number,
  orientation: Orientation,
): Uint8ClampedArray {
  if (orientation === 1) return rgba;
  const [a, b, c, d] = TURNS[orientation];
  const across = isAcross(orientation);
  const outWidth = across ? height : width;
  const [shiftX, shiftY] = shift(width, height, orientation);
  // Whole pixels are moved, where they lie so that they can be seen as numbers of 32 bits.
  const from = new Uint32Array(
    rgba.byteOffset % 4 === 0 ? rgba.buffer : rgba.slice().buffer,
    rgba.byteOffset % 4 === 0 ? rgba.byteOffset : 0,
    width * height,
  );
  const out = new Uint32Array(width * height);
  const stepX = b * outWidth + a;
  for (let y = 0, i = 0; y < height; y++) {
    let at = (d * y + shiftY) * outWidth + c * y + shiftX;
    for (let x = 0; x < width; x++, i++, at += stepX) out[at] = from[i]!;
  }
  return new Uint8ClampedArray(out.buffer);
}
