import { StudioError } from '../../contract/errors';
import type { Orientation } from '../formats/exif';
import type { Box } from '../pixels/geometry';
import { readFrame, type ReadBack } from '../pixels/read-back';
import { beforeTurn, isAcross, turnPixels } from './upright';

/** A decoded picture, of which parts can be read. However it was decoded, it looks the same here. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** @returns uint8 RGBA, [box.height, box.width, 4], sRGB, not premultiplied. */
  read(box: Box): Promise<Uint8ClampedArray>;
  /** Lets its memory go. */
  close(): void;
}

/**
 * Pixels that a decoder of our own gave.
 * @param rgba uint8 [height, width, 4], sRGB, not premultiplied.
 */
export function pixelRaster(
  rgba: Uint8ClampedArray | Uint8Array,
  width: number,
  height: number,
): Raster {
  return {
    width,
    height,
    read: (box) => Promise.resolve(cutOut(rgba, width, box)),
    close: () => undefined,
  };
}

/** A bitmap, read in the way that can be believed. */
export function bitmapRaster(bitmap: ImageBitmap, way: Exclude<ReadBack, 'none'>): Raster {
  return {
    width: bitmap.width,
    height: bitmap.height,
    async read(box) {
      const canvas =
        typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(box.width, box.height);
      const context = canvas?.getContext('2d', { willReadFrequently: true });
      if (!canvas || !context) throw new StudioError('canvas-missing');
      context.drawImage(bitmap, -box.x, -box.y);
      if (way === 'frame') return readFrame(canvas);
      return context.getImageData(0, 0, box.width, box.height).data;
    },
    close: () => bitmap.close(),
  };
}

/** The picture turned upright; closes with the one given. */
export function upright(raster: Raster, orientation: Orientation): Raster {
  if (orientation === 1) return raster;
  const across = isAcross(orientation);
  const width = across ? raster.height : raster.width;
  const height = across ? raster.width : raster.height;
  return {
    width,
    height,
    async read(box) {
      const part = beforeTurn(box, raster.width, raster.height, orientation);
      return turnPixels(await raster.read(part), part.width, part.height, orientation);
    },
    close: () => raster.close(),
  };
}

/** uint8 RGBA [box.height, box.width, 4] of [any, width, 4]; a view where rows lie whole. */
function cutOut(rgba: Uint8ClampedArray | Uint8Array, width: number, box: Box): Uint8ClampedArray {
  const all = new Uint8ClampedArray(rgba.buffer, rgba.byteOffset, rgba.length);
  const row = box.width * 4;
  if (box.width === width) return all.subarray(box.y * row, (box.y + box.height) * row);
  const out = new Uint8ClampedArray(box.height * row);
  for (let y = 0; y < box.height; y++) {
    const at = ((box.y + y) * width + box.x) * 4;
    out.set(all.subarray(at, at + row), y * row);
  }
  return out;
}
