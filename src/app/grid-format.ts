import type { GridFormat } from '../nets/saving';
import { readBack } from '../data/pixels/read-back';

/** What grids of samples will be written as: WebKit writes no WebP and answers with PNG, and where
 *  canvases give back noise the studio writes PNGs itself. */
export async function gridFormat(): Promise<GridFormat> {
  if ((await readBack()) !== 'canvas') return 'png';
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  // Unlike convertToBlob, it does not wait for the page to be idle.
  return canvas.toDataURL('image/webp').startsWith('data:image/webp') ? 'webp' : 'png';
}
