import type { PictureSize } from '../../contract/picture-shape';

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
