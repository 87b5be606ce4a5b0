import { StudioError } from '../contract/errors';
import { decodeByLibrary } from '../data/decode/libraries';
import { bitmapRaster, type Raster } from '../data/decode/raster';
import { readBack } from '../data/pixels/read-back';
import type { Decode } from '../export/pictures-zip';

/** The pixels of an image that the studio stored, a WebP or a PNG. */
export const decodeStored: Decode = async (image) => {
  const raster = await open(image);
  try {
    const { width, height } = raster;
    const data = await raster.read({ x: 0, y: 0, width, height });
    return { width, height, channels: 4, data };
  } finally {
    raster.close();
  }
};

async function open(image: Blob): Promise<Raster> {
  const way = await readBack();
  if (way !== 'none') {
    // Bytes as they were painted: the studio's own images say nothing of colour spaces.
    const bitmap = await createImageBitmap(image, { colorSpaceConversion: 'none' });
    return bitmapRaster(bitmap, way);
  }
  const raster = await decodeByLibrary(new Uint8Array(await image.arrayBuffer()), 'webp');
  if (raster) return raster;
  throw new StudioError('grid-unreadable');
}
