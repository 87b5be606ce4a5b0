import type { GeneratedPicture } from '../contract/events';
import { rgbaToPng } from './png';
import { zip, type ZipEntry } from './zip';

/** New pictures as `picture_001.png` ... in one ZIP. */
export function picturesZip(
  pictures: readonly GeneratedPicture[],
  imageSize: number,
): Promise<Blob> {
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (const { index, rgba } of pictures) {
      const number = String(index + 1).padStart(3, '0');
      yield { name: `picture_${number}.png`, data: await rgbaToPng(rgba, imageSize) };
    }
  }
  return zip(entries());
}
