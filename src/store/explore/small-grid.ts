import type { PictureSize } from '../../contract/picture-shape';
import type { Rgba } from './pictures';

/** A picture with its size. */
export interface SmallPicture extends PictureSize {
  readonly rgba: Rgba;
}

/**
 * The cells of a frame beside and above each other, made smaller by a whole number until they fit.
 * @param cells row by row, each of `size`.
 * @param most pixels of the longer side, about.
 */
export function smallGrid(
  cells: readonly Rgba[],
  size: PictureSize,
  grid: number,
  most: number,
): SmallPicture {
  const step = Math.max(1, Math.ceil((grid * Math.max(size.width, size.height)) / most));
  // What is narrower than a step is one pixel of what there is.
  const by = { x: Math.min(step, size.width), y: Math.min(step, size.height) };
  const cell = { width: Math.floor(size.width / by.x), height: Math.floor(size.height / by.y) };
  const [width, height] = [cell.width * grid, cell.height * grid];
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (const [i, pixels] of cells.entries()) {
    const [left, top] = [(i % grid) * cell.width, Math.floor(i / grid) * cell.height];
    for (let y = 0; y < cell.height; y++) {
      for (let x = 0; x < cell.width; x++) {
        const to = 4 * ((top + y) * width + left + x);
        for (let channel = 0; channel < 4; channel++) {
          rgba[to + channel] = mean(pixels, size.width, x * by.x, y * by.y, by, channel);
        }
      }
    }
  }
  return { rgba, width, height };
}

function mean(
  pixels: Rgba,
  width: number,
  left: number,
  top: number,
  by: { readonly x: number; readonly y: number },
  channel: number,
): number {
  let sum = 0;
  for (let y = top; y < top + by.y; y++) {
    for (let x = left; x < left + by.x; x++) sum += pixels[4 * (y * width + x) + channel]!;
  }
  return sum / (by.x * by.y);
}
