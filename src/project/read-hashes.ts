import { pictureLength } from '../contract/picture-shape';
import { StudioError } from '../contract/errors';
import {
  HASH_BYTES,
  PICTURE_BLOCK,
  type GoneSet,
  type PictureBlockRecord,
} from '../contract/records';
import { restoreGoneSet, restorePictureBlock } from '../records/restore';
import { whole } from '../records/check';
import { LIMITS } from './limits';
import { NAMES, type SetIdentity } from './manifest';
import { NumberReader } from '../records/numbers';
import type { ProjectFile } from './project-file';

const where = 'file-hashes';

/**
 * What a project without pictures tells of them, under a new id.
 * @param identity what the manifest says of the set.
 * @throws StudioError.
 */
export async function readGoneSet(
  file: ProjectFile,
  id: string,
  identity: SetIdentity,
): Promise<GoneSet> {
  const count = whole(1, LIMITS.pictures)(identity.count, where);
  const json = await file.json(NAMES.hashes, 'hashes');
  const folders = new NumberReader(await file.bytes(NAMES.folderOf, 4 * count));
  if (folders.left !== 4 * count) throw new StudioError('file-hashes-folders-missing');
  const folderOf = folders.take(Uint32Array, count);
  const set = restoreGoneSet({ ...(json as object), ...identity, id, folderOf });
  if (!set) throw new StudioError('file-hashes-missing');
  const { shape, bytes, excluded } = set;
  if (bytes !== count * pictureLength(shape) || !/^#[0-9a-f]{6}$/i.test(set.background)) {
    throw new StudioError('file-hashes-inconsistent');
  }
  if (!excluded.every((place) => place < count)) throw new StudioError('file-hashes-choice-wrong');
  return set;
}

/** The hashes of its pictures, a block at a time. @throws StudioError. */
export async function* readHashBlocks(
  file: ProjectFile,
  { id, count }: GoneSet,
): AsyncGenerator<PictureBlockRecord> {
  for (let block = 0; block * PICTURE_BLOCK < count; block++) {
    const size = Math.min(PICTURE_BLOCK, count - block * PICTURE_BLOCK);
    const hashes = await file.bytes(`${NAMES.pictures(block)}.bin`, size * HASH_BYTES);
    if (hashes.length !== size * HASH_BYTES) throw new StudioError('file-hashes-cut');
    const paths = Array.from({ length: size }, () => '');
    const record = restorePictureBlock({ datasetId: id, block, paths, hashes });
    if (record) yield record;
  }
}
