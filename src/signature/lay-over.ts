import type { PictureSize } from '../contract/picture-shape';
import type { Box } from './place';

/**
 * Lays a stamp over a picture by Porter and Duff's "over", in sRGB as canvases do.
 * @param rgba uint8 [height, width, 4], not premultiplied; changed within `box` alone.
 * @param stamp uint8 [box.height, box.width, 4], not premultiplied.
 * @param opacity 0..1.
 */
export function layOver(
  rgba: Uint8ClampedArray,
  { width }: PictureSize,
  stamp: Uint8ClampedArray,
  box: Box,
  opacity: number,
): void {
  for (let y = 0, from = 0; y < box.height; y++) {
    let to = ((box.y + y) * width + box.x) * 4;
    for (let x = 0; x < box.width; x++, from += 4, to += 4) {
      const over = (stamp[from + 3]! / 255) * opacity;
      if (over === 0) continue;
      const under = (rgba[to + 3]! / 255) * (1 - over);
      const alpha = over + under;
      for (let c = 0; c < 3; c++) {
        rgba[to + c] = (stamp[from + c]! * over + rgba[to + c]! * under) / alpha;
      }
      rgba[to + 3] = 255 * alpha;
    }
  }
}
