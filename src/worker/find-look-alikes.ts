import { StudioError } from '../contract/errors';
import type { LookAlikeGroups } from '../contract/look-alikes';
import { pictureLength } from '../contract/picture-shape';
import { PICTURE_BLOCK } from '../contract/records';
import { LookAlikes } from '../data/look-alike/look-alikes';
import type { StudioStorage } from '../storage/studio-storage';

type Stored = Pick<StudioStorage, 'dataset' | 'chunk' | 'pictureBlock'>;

/**
 * Looks through a stored set, chunk by chunk. [PIC25]
 * @throws StudioError('set-missing') where the set, or a part of it, is not stored.
 */
export async function findLookAlikes(storage: Stored, datasetId: string): Promise<LookAlikeGroups> {
  const set = await storage.dataset(datasetId);
  if (!set) throw new StudioError('set-not-stored');
  const size = pictureLength(set.shape);
  const found = new LookAlikes(set.shape);
  let paths: readonly string[] = [];
  for (let picture = 0; picture < set.count;) {
    const index = picture / set.chunkPictures;
    const pixels = (await storage.chunk(datasetId, index))?.pixels;
    const end = Math.min(set.count, picture + set.chunkPictures);
    const bytes = (end - picture) * size;
    if (pixels?.length !== bytes) {
      const params = {
        set: set.name,
        part: index + 1,
        bytes: pixels?.length ?? 0,
        expected: bytes,
      };
      throw new StudioError('set-part-wrong', params);
    }
    for (let at = 0; picture < end; picture++, at += size) {
      const place = picture % PICTURE_BLOCK;
      if (place === 0) {
        paths = (await storage.pictureBlock(datasetId, picture / PICTURE_BLOCK))?.paths ?? [];
      }
      // A picture without a path is of a file of its own.
      found.add(pixels.subarray(at, at + size), paths[place] ?? String(picture));
    }
  }
  return found.groups();
}
