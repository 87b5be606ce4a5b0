import { readBack } from '../data/pixels/read-back';
import type { EncodeGrid } from '../engine/run-store';
import { toRgbaPictures } from '../contract/rgba';
import { encodePng, withoutAlpha, type Pixels } from '../export/png';

/** Looks lossless to the eye and takes a fifth of a PNG's bytes. */
const QUALITY = 0.92;

/** A grid as WebP; as PNG where the browser cannot write WebP, the grid is too large for it, or a
 *  canvas gives back noise. */
export const encodeGrid: EncodeGrid = async (pixels, columns, rows, shape) => {
  const webp =
    (await readBack()) === 'canvas'
      ? await asWebp(pixels, columns, rows, shape).catch(() => null)
      : null;
  return webp ?? encodePng(laidOut(pixels, columns, rows, shape));
};

/** Null where the browser has no WebP encoder: it then answers with PNG, by the standard. */
async function asWebp(...[pixels, columns, rows, shape]: Parameters<EncodeGrid>) {
  const { height, width } = shape;
  const canvas = new OffscreenCanvas(columns * width, rows * height);
  const context = canvas.getContext('2d');
  if (!context) return null;
  for (const { index, rgba } of toRgbaPictures(pixels, shape)) {
    const x = (index % columns) * width;
    const y = Math.floor(index / columns) * height;
    context.putImageData(new ImageData(rgba, width, height), x, y);
  }
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY });
  return blob.type === 'image/webp' ? blob : null;
}

/** The grid as one picture, transparent where its last row is empty. */
function laidOut(...[pixels, columns, rows, shape]: Parameters<EncodeGrid>): Pixels {
  const { height, width } = shape;
  const whole = columns * width;
  const data = new Uint8ClampedArray(whole * rows * height * 4);
  for (const { index, rgba } of toRgbaPictures(pixels, shape)) {
    const corner = (Math.floor(index / columns) * height * whole + (index % columns) * width) * 4;
    for (let y = 0; y < height; y++) {
      const row = rgba.subarray(y * width * 4, (y + 1) * width * 4);
      data.set(row, corner + y * whole * 4);
    }
  }
  return withoutAlpha({ width: whole, height: rows * height, channels: 4, data });
}
