import type { PictureShape, PictureSize } from '../../contract/picture-shape';

/** Packed uint8 [height, width, channels] (1 or 3) as RGBA for a canvas. */
export function toRgba(
  pixels: Uint8Array,
  { height, width, channels }: PictureShape,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(height * width * 4);
  for (let i = 0; i < height * width; i++) {
    const from = i * channels;
    const red = pixels[from] ?? 0;
    rgba[4 * i] = red;
    rgba[4 * i + 1] = channels === 1 ? red : (pixels[from + 1] ?? 0);
    rgba[4 * i + 2] = channels === 1 ? red : (pixels[from + 2] ?? 0);
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}

/** Draws RGBA pixels at their natural size; the canvas is scaled by CSS. */
export function paint(
  canvas: HTMLCanvasElement,
  rgba: Uint8ClampedArray<ArrayBuffer>,
  { height, width }: PictureSize,
): void {
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
}

/** Pixels are shown as pixels when enlarged up to four times, smooth otherwise.
 *  @param shown width on the page, in device pixels @param natural width of the picture */
export const rendering = (shown: number, natural: number): 'pixelated' | 'auto' =>
  shown > natural && shown < natural * 4 ? 'pixelated' : 'auto';
