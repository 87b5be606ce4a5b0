import type { Place } from '../../contract/focus';
import type { PictureSize } from '../../contract/picture-shape';
import type { CropMode } from '../../contract/pictures';
import { sha256 } from '../../contract/sha256';
import { cropGeometry, type Crop } from './geometry';

/** The smallest crop, as a part of the largest one that fits: of each side. */
const SMALLEST = 0.5;

/** One of the pictures that are made of a file. */
export interface FileCrop {
  readonly crop: Crop;
  /** Tells it from all others: SHA-256 of the file for the first crop, for others of that and their
   *  number. uint8 [HASH_BYTES]. */
  readonly hash: Uint8Array<ArrayBuffer>;
}

/**
 * Which parts of a picture become pictures of the set: first the one that `mode` says, then parts of
 * the wanted proportions at random places, from half of the largest to the largest, and never smaller
 * than what is prepared where the picture is not. Places follow from the file's bytes and the number of
 * the crop alone: the first four of eight are the four of four. Crops that would be the same are made
 * once, so that a small square picture may give fewer. A crop that was moved to `around` changes nothing
 * of the others, nor how many there are.
 * @param hash SHA-256 of the file. @param width, height of the picture, in pixels.
 * @param most crops, 1 or more.
 */
export async function fileCrops(
  hash: Uint8Array<ArrayBuffer>,
  mode: CropMode,
  { width, height }: PictureSize,
  size: PictureSize,
  most: number,
  around?: Place,
): Promise<FileCrop[]> {
  const crops: FileCrop[] = [{ crop: cropGeometry(mode, width, height, size, around), hash }];
  const seen = new Set([keyOf(cropGeometry(mode, width, height, size))]);
  for (let number = 1; number < most; number++) {
    const own = await sha256(Uint8Array.of(...hash, number));
    const crop = randomCrop(new DataView(own.buffer), { width, height }, size);
    if (seen.has(keyOf(crop))) continue;
    seen.add(keyOf(crop));
    crops.push({ crop, hash: own });
  }
  return crops;
}

function randomCrop(random: DataView, picture: PictureSize, size: PictureSize): Crop {
  const { source: largest, target } = cropGeometry('centre', picture.width, picture.height, size);
  const uniform = (at: number): number => random.getUint32(4 * at, true) / 2 ** 32;
  const least = Math.max(SMALLEST, Math.min(1, size.width / largest.width));
  const scale = least + (1 - least) * uniform(0);
  const width = Math.max(1, Math.round(largest.width * scale));
  const height = Math.max(1, Math.round(largest.height * scale));
  const x = Math.floor((picture.width - width + 1) * uniform(1));
  const y = Math.floor((picture.height - height + 1) * uniform(2));
  return { source: { x, y, width, height }, target };
}

/** Both parts: with a margin, the whole picture is another one than without. */
const keyOf = ({ source, target }: Crop): string =>
  [source, target].flatMap((box) => [box.x, box.y, box.width, box.height]).join();
