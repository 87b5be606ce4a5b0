import type { TakenPicture } from '../contract/exports';
import type { PictureSize } from '../contract/picture-shape';
import type { RunRecord, SampleRecord } from '../contract/records';
import { words } from '../words';
import { madeTexts } from './made-texts';
import { encodePng, rgbaToPng, withoutAlpha, type Pixels } from './png';
import { sampleNames } from './sample-names';
import type { Signed } from './signed';
import { zip, type ZipEntry } from './zip';

/** Pixels of an image as it is stored: uint8 [height, width, 4]. */
export type Decode = (image: Blob) => Promise<Pixels & { readonly data: Uint8ClampedArray }>;

/** Told pictures done, and in all. */
export type Progress = (done: number, total: number) => void;

/** New pictures as `picture_001.png` ... in one ZIP; each says what made it. */
export function picturesZip(
  title: string,
  pictures: readonly TakenPicture[],
  shape: PictureSize,
  signed: Signed,
  progress: Progress,
): Promise<Blob> {
  return pngZip(pictures, progress, async ({ index, rgba, made }) => {
    const own = words().files.newPicture(title, index + 1);
    await signed.sign(rgba, shape, made?.origin ?? own);
    return {
      name: `picture_${String(index + 1).padStart(3, '0')}.png`,
      data: await rgbaToPng(rgba, shape, madeTexts(own, made, signed.texts)),
    };
  });
}

/**
 * Grids of samples as PNGs in one ZIP, each signed once; where nothing is signed, those that are PNGs stay
 * as they are.
 * @param decode the pixels of an image of any kind that is stored.
 */
export function samplesZip(
  run: RunRecord,
  samples: readonly SampleRecord[],
  decode: Decode,
  signed: Signed,
  progress: Progress,
): Promise<Blob> {
  const names = sampleNames(samples, run);
  const images = samples.map(({ image }, i) => ({ name: names[i]!, image }));
  return pngZip(images, progress, async ({ name, image }) => {
    if (image.type === 'image/png' && !signed.signs) return { name, data: image };
    const pixels = await decode(image);
    await signed.sign(pixels.data, pixels, `${run.id} ${name}`);
    return { name, data: await encodePng(withoutAlpha(pixels), signed.texts) };
  });
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
