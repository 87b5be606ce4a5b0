import { readBack } from '../data/pixels/read-back';
import type { EncodeGrid } from '../engine/run-store';
import { toRgba } from '../engine/rgba';
import { encodePng, withoutAlpha, type Pixels } from '../export/png';

/** Looks lossless to the eye and takes a fifth of a PNG's bytes. */
const QUALITY = 0.92;

/** A grid as WebP; as PNG where the browser cannot write WebP, the grid is too large for it, or a
 *  canvas gives back noise. */
export const encodeGrid: EncodeGrid = async (pixels, columns, rows, size, channels) => {
  const webp =
    (await readBack()) === 'canvas'
      ? await asWebp(pixels, columns, rows, size, channels).catch(() => null)
      : null;
  return webp ?? encodePng(laidOut(pixels, columns, rows, size, channels));
};

/** Null where the browser has no WebP encoder: it then answers with PNG, by the standard. */
async function asWebp(...[pixels, columns, rows, size, channels]: Parameters<EncodeGrid>) {
  const canvas = new OffscreenCanvas(columns * size, rows * size);
  const context = canvas.getContext('2d');
  if (!context) return null;
  for (const { index, rgba } of toRgba(pixels, size, channels)) {
    const x = (index % columns) * size;
    const y = Math.floor(index / columns) * size;
    context.putImageData(new ImageData(rgba, size, size), x, y);
  }
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY });
  return blob.type === 'image/webp' ? blob : null;
}

/** The grid as one picture, transparent where its last row is empty. */
function laidOut(...[pixels, columns, rows, size, channels]: Parameters<EncodeGrid>): Pixels {
  const width = columns * size;
  const data = new Uint8ClampedArray(width * rows * size * 4);
  for (const { index, rgba } of toRgba(pixels, size, channels)) {
    const corner = (Math.floor(index / columns) * size * width + (index % columns) * size) * 4;
    for (let y = 0; y < size; y++) {
      const row = rgba.subarray(y * size * 4, (y + 1) * size * 4);
      data.set(row, corner + y * width * 4);
    }
  }
  return withoutAlpha({ width, height: rows * size, channels: 4, data });
}
