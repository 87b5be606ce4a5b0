import { bitmapRaster } from '../data/decode/raster';
import type { Pixels } from '../export/png';

/** The pixels of an image that the studio stored. */
export async function decodeStored(image: Blob): Promise<Pixels> {
  // Bytes as they were painted: the studio's own images say nothing of colour spaces.
  const raster = bitmapRaster(await createImageBitmap(image, { colorSpaceConversion: 'none' }));
  try {
    const { width, height } = raster;
    const data = await raster.read({ x: 0, y: 0, width, height });
    return { width, height, channels: 4, data };
  } finally {
    raster.close();
  }
}
