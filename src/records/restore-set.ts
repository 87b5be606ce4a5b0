import { StudioError } from '../contract/errors';
import type { FocusPoint } from '../contract/focus';
import { CROP_MODES } from '../contract/pictures';
import {
  HASH_BYTES,
  PICTURE_BLOCK,
  type ChunkRecord,
  type DatasetRecord,
  type GoneSet,
  type PictureBlockRecord,
} from '../contract/records';
import {
  bytes,
  count,
  finite,
  id,
  listOf,
  oneOf,
  orElse,
  sha256Hex,
  shape,
  text,
  whole,
  within,
  words,
  yesOrNo,
  type Check,
} from './check';
import { skipReason } from './restore-message';
import { pictureShape, withShape } from './picture-shape';

/** What a set tells while its pictures are stored, and after. */
const prepared = {
  id,
  createdAt: finite,
  shape: pictureShape,
  crop: oneOf(CROP_MODES),
  cropsPerPicture: ((value, where) =>
    value === undefined ? 1 : whole(1, 16)(value, where)) satisfies Check<number>,
  focusPoints: orElse(
    [],
    listOf(shape<FocusPoint>({ hash: sha256Hex, x: within(0, 1), y: within(0, 1) })),
  ),
  background: text,
  count,
  chunkPictures: whole(1, 2 ** 32),
  folderOf: words,
  excluded: listOf(count),
  untickedFolders: listOf(count),
  bytes: finite,
};

const fields = withShape(
  shape<DatasetRecord>({
    ...prepared,
    name: text,
    folders: listOf(shape({ path: text, count })),
    skipped: listOf(shape({ path: text, reason: skipReason })),
    skippedCount: count,
    painted: (value, where) => (value === undefined ? false : yesOrNo(value, where)),
  }),
);

/** A set whose parts agree: a folder that is listed for each of its pictures. */
export const setRecord: Check<DatasetRecord> = (value, where) => {
  const set = fields(value, where);
  if (set.folderOf.length !== set.count) {
    throw new StudioError('folders-of-other-count', {
      place: where,
      pictures: set.count,
      found: set.folderOf.length,
    });
  }
  if (set.folderOf.some((folder) => folder >= set.folders.length)) {
    throw new StudioError('folder-not-listed', { place: where });
  }
  return set;
};

const goneFields = withShape(shape<GoneSet>(prepared));

/** A set that is known by its hashes alone. */
export const goneSet: Check<GoneSet> = (value, where) => {
  const set = goneFields(value, where);
  if (set.folderOf.length === set.count) return set;
  throw new StudioError('folders-of-other-count', {
    place: where,
    pictures: set.count,
    found: set.folderOf.length,
  });
};

export const chunk = shape<ChunkRecord>({ datasetId: id, index: count, pixels: bytes });

const block = shape<PictureBlockRecord>({
  datasetId: id,
  block: count,
  paths: listOf(text),
  hashes: bytes,
});

export const pictureBlock: Check<PictureBlockRecord> = (value, where) => {
  const found = block(value, where);
  const { length } = found.paths;
  if (length <= PICTURE_BLOCK && found.hashes.length === length * HASH_BYTES) return found;
  throw new StudioError('picture-block-wrong', {
    place: where,
    most: PICTURE_BLOCK,
    paths: length,
    hashBytes: found.hashes.length,
  });
};
