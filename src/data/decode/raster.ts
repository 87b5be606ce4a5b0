import type { Box } from '../pixels/geometry';

/**
 * The pixels of a part of a bitmap.
 * @returns uint8 RGBA, [box.height, box.width, 4], sRGB, not premultiplied.
 */
export function readPixels(bitmap: ImageBitmap, box: Box): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(box.width, box.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser offers no 2D canvas in workers.');
  context.drawImage(bitmap, -box.x, -box.y);
  return context.getImageData(0, 0, box.width, box.height).data;
}
