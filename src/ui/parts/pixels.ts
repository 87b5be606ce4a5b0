/** Packed uint8 [size, size, channels] (1 or 3) as RGBA for a canvas. */
export function toRgba(
  pixels: Uint8Array,
  size: number,
  channels: number,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(size * size * 4);
  for (let i = 0; i < size * size; i++) {
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
  size: number,
): void {
  canvas.width = size;
  canvas.height = size;
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, size, size), 0, 0);
}

/** Pixels are shown as pixels when enlarged up to four times, smooth otherwise.
 *  @param shown width on the page, in device pixels @param natural width of the picture */
export const rendering = (shown: number, natural: number): 'pixelated' | 'auto' =>
  shown > natural && shown < natural * 4 ? 'pixelated' : 'auto';
