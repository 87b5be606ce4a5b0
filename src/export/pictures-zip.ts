import type { TakenPicture } from '../contract/exports';
import type { PictureSize } from '../contract/picture-shape';
import type { RunRecord, SampleRecord } from '../contract/records';
import { words } from '../words';
import { madeTexts } from './made-texts';
import { encodePng, rgbaToPng, withoutAlpha, type Pixels } from './png';
import { sampleNames } from './sample-names';
import { zip, type ZipEntry } from './zip';

/** Told pictures done, and in all. */
export type Progress = (done: number, total: number) => void;

/** New pictures as `picture_001.png` ... in one ZIP; each says what made it. */
export function picturesZip(
  title: string,
  pictures: readonly TakenPicture[],
  shape: PictureSize,
  progress: Progress,
): Promise<Blob> {
  return pngZip(pictures, progress, async ({ index, rgba, made }) => ({
    name: `picture_${String(index + 1).padStart(3, '0')}.png`,
    data: await rgbaToPng(rgba, shape, madeTexts(words().files.newPicture(title, index + 1), made)),
  }));
}

/**
 * Grids of samples as PNGs in one ZIP; those that are PNGs stay as they are.
 * @param decode the pixels of an image of any kind that is stored.
 */
export function samplesZip(
  run: RunRecord,
  samples: readonly SampleRecord[],
  decode: (image: Blob) => Promise<Pixels>,
  progress: Progress,
): Promise<Blob> {
  const names = sampleNames(samples, run);
  const images = samples.map(({ image }, i) => ({ name: names[i]!, image }));
  return pngZip(images, progress, async ({ name, image }) => ({
    name,
    data: image.type === 'image/png' ? image : await encodePng(withoutAlpha(await decode(image))),
  }));
}

/** One entry of each thing, made when its turn comes, so that few are in memory. */
function pngZip<T>(
  things: readonly T[],
  progress: Progress,
  make: (thing: T) => Promise<ZipEntry>,
): Promise<Blob> {
  async function* entries(): AsyncGenerator<ZipEntry> {
    progress(0, things.length);
    for (const [i, thing] of things.entries()) {
      yield await make(thing);
      progress(i + 1, things.length);
    }
  }
  return zip(entries());
}
