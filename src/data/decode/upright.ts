import type { Orientation } from '../formats/exif';

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

/** The picture turned upright; closes the one given where it makes another. */
export function turnUpright(bitmap: ImageBitmap, orientation: Orientation): ImageBitmap {
  if (orientation === 1) return bitmap;
  const { width, height } = bitmap;
  const [a, b, c, d] = TURNS[orientation];
  const canvas = new OffscreenCanvas(
    Math.abs(a * width + c * height),
    Math.abs(b * width + d * height),
  );
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser offers no 2D canvas in workers.');
  const shiftX = Math.max(0, -(a * width + c * height));
  const shiftY = Math.max(0, -(b * width + d * height));
  context.setTransform(a, b, c, d, shiftX, shiftY);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.transferToImageBitmap();
}
