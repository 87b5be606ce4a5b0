import type { SampleRecord } from '../../contract/records';
import { averagedSize, type Picture } from '../../findings/looks/small-pictures';

/** Pictures of a stored grid, as small as looks need them. Rejects where the image cannot be read. */
export async function gridPictures(sample: SampleRecord, channels: number): Promise<Picture[]> {
  const { columns, rows, count } = sample;
  const shape = { ...averagedSize(sample.shape), channels };
  const { height, width } = shape;
  const [resizeWidth, resizeHeight] = [columns * width, rows * height];
  // Decoded and made smaller beside the page's thread; its colours as they were painted.
  const bitmap = await createImageBitmap(sample.image, {
    colorSpaceConversion: 'none',
    resizeWidth,
    resizeHeight,
    resizeQuality: 'high',
  });
  const canvas = document.createElement('canvas');
  canvas.width = resizeWidth;
  canvas.height = resizeHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return [];
  context.drawImage(bitmap, 0, 0, resizeWidth, resizeHeight);
  bitmap.close();
  return Array.from({ length: count }, (_, n) => {
    const [x, y] = [(n % columns) * width, Math.floor(n / columns) * height];
    const { data } = context.getImageData(x, y, width, height);
    const pixels = new Uint8Array(height * width * channels);
    for (let i = 0; i < pixels.length; i++) {
      pixels[i] = data[Math.floor(i / channels) * 4 + (i % channels)]!;
    }
    return { shape, pixels };
  });
}
