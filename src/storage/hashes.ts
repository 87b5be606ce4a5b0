import { HASH_BYTES, PICTURE_BLOCK, type GoneSet } from '../contract/records';
import type { StudioStorage } from './studio-storage';

/**
 * uint8 [count, HASH_BYTES], or null where a block is missing. A set of a million pictures has 32 MB
 * of them.
 */
export async function readHashes(
  storage: Pick<StudioStorage, 'pictureBlock'>,
  { id, count }: Pick<GoneSet, 'id' | 'count'>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const hashes = new Uint8Array(count * HASH_BYTES);
  for (let block = 0; block * PICTURE_BLOCK < count; block++) {
    const found = await storage.pictureBlock(id, block);
    const size = Math.min(PICTURE_BLOCK, count - block * PICTURE_BLOCK) * HASH_BYTES;
    if (found?.hashes.length !== size) return null;
    hashes.set(found.hashes, block * PICTURE_BLOCK * HASH_BYTES);
  }
  return hashes;
}
