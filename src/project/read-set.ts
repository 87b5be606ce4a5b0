import { askedBy } from '../contract/custom-sides';
import { pictureLength } from '../contract/picture-shape';
import { skipReason } from '../records/restore-message';
import { StudioError } from '../contract/errors';
import { MOST_FOLDERS } from '../contract/pictures';
import {
  HASH_BYTES,
  PICTURE_BLOCK,
  type ChunkRecord,
  type DatasetRecord,
  type PictureBlockRecord,
} from '../contract/records';
import { restoreChunk, restoreDataset, restorePictureBlock } from '../records/restore';
import { count, listOf, shape, whole } from '../records/check';
import { bounded, name, time } from './fields';
import { LIMITS } from './limits';
import { NAMES, sameSet, type SetIdentity } from './manifest';
import { NumberReader } from '../records/numbers';
import type { ProjectFile } from './project-file';

const path = bounded(LIMITS.path);

const fields = shape({
  name,
  createdAt: time,
  count: whole(1, LIMITS.pictures),
  chunkPictures: whole(1, 2 ** 32),
  folders: listOf(shape({ path, count }), MOST_FOLDERS),
  skipped: listOf(shape({ path, reason: skipReason }), LIMITS.skipped),
  bytes: whole(1, LIMITS.setBytes),
});

/**
 * The record of the set in a project, under its new id, without its pictures.
 * @param identity what the manifest says of it.
 * @throws StudioError.
 */
export async function readSet(
  file: ProjectFile,
  id: string,
  identity: SetIdentity,
): Promise<DatasetRecord> {
  const where = 'file-set';
  const json = await file.json(NAMES.set, 'set');
  const { count: pictures } = fields(json, where);
  const folders = new NumberReader(await file.bytes(NAMES.folderOf, 4 * pictures));
  if (folders.left !== 4 * pictures) throw new StudioError('file-set-folders-missing');
  const folderOf = folders.take(Uint32Array, pictures);
  const record = restoreDataset({ ...(json as object), id, folderOf });
  if (!record || !sameSet(record, identity)) throw new StudioError('file-set-other');
  const { shape, excluded, untickedFolders } = record;
  const { height, width, channels } = shape;
  if (askedBy(shape) === null || channels === 2) {
    throw new StudioError('file-set-shape-unknown', { height, width, channels });
  }
  if (
    record.bytes !== record.count * pictureLength(record.shape) ||
    chunkBytes(record, 0) > LIMITS.chunkBytes
  ) {
    throw new StudioError('file-set-of-other-size');
  }
  if (!/^#[0-9a-f]{6}$/i.test(record.background)) throw new StudioError('file-set-without-colour');
  const within = (places: readonly number[], size: number): boolean =>
    places.length <= size && places.every((place) => place < size);
  if (!within(excluded, record.count) || !within(untickedFolders, record.folders.length)) {
    throw new StudioError('file-set-choice-wrong');
  }
  return record;
}

const chunkBytes = (set: DatasetRecord, index: number): number =>
  Math.min(set.chunkPictures, set.count - index * set.chunkPictures) * pictureLength(set.shape);

/** The packed pictures, a chunk at a time. @throws StudioError. */
export async function* readChunks(
  file: ProjectFile,
  set: DatasetRecord,
): AsyncGenerator<ChunkRecord> {
  for (let index = 0; index * set.chunkPictures < set.count; index++) {
    const wanted = chunkBytes(set, index);
    const pixels = await file.bytes(NAMES.chunk(index), wanted);
    if (pixels.length !== wanted)
      throw new StudioError('file-chunk-of-other-size', { bytes: wanted });
    const chunk = restoreChunk({ datasetId: set.id, index, pixels });
    if (chunk) yield chunk;
  }
}

/** Paths and hashes of the pictures, a block at a time. @throws StudioError. */
export async function* readPictureBlocks(
  file: ProjectFile,
  set: DatasetRecord,
): AsyncGenerator<PictureBlockRecord> {
  for (let block = 0; block * PICTURE_BLOCK < set.count; block++) {
    const size = Math.min(PICTURE_BLOCK, set.count - block * PICTURE_BLOCK);
    const base = NAMES.pictures(block);
    const json = await file.json(`${base}.json`, 'pictures');
    const paths = listOf(path, PICTURE_BLOCK)(json, 'file-paths');
    const hashes = await file.bytes(`${base}.bin`, size * HASH_BYTES);
    if (paths.length !== size || hashes.length !== size * HASH_BYTES) {
      throw new StudioError('file-pictures-of-other-count', {
        expected: size,
        found: paths.length,
      });
    }
    const record = restorePictureBlock({ datasetId: set.id, block, paths, hashes });
    if (record) yield record;
  }
}
