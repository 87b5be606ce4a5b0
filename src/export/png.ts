import { StudioError } from '../contract/errors';

function pen(width: number, height: number): [OffscreenCanvas, OffscreenCanvasRenderingContext2D] {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context) return [canvas, context];
  throw new StudioError(
    'unexpected',
    `The browser gave no canvas of ${width} x ${height} pixels to write a PNG with.`,
    'Close other tabs to free memory, then try again.',
  );
}

/** An image of any kind the browser reads, as PNG. */
export async function toPng(image: Blob): Promise<Blob> {
  if (image.type === 'image/png') return image;
  const bitmap = await createImageBitmap(image, { colorSpaceConversion: 'none' });
  try {
    const [canvas, context] = pen(bitmap.width, bitmap.height);
    context.drawImage(bitmap, 0, 0);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    bitmap.close();
  }
}

/** rgba: uint8 [size, size, 4]. */
export function rgbaToPng(rgba: Uint8ClampedArray<ArrayBuffer>, size: number): Promise<Blob> {
  const [canvas, context] = pen(size, size);
  context.putImageData(new ImageData(rgba, size, size), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
