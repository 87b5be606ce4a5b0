import { changedChunk, changedSet, chunkOf } from '../../contract/change-picture';
import { StudioError } from '../../contract/errors';
import type { PictureChange } from '../../contract/intake';
import { PICTURE_BLOCK, type DatasetRecord } from '../../contract/records';
import type { IntakeStore } from './intake-store';

/**
 * Puts a picture in the place of another: in the set itself, or in a copy where the set has to stay.
 * Either is stored whole or not at all: a copy that was cut off has no record, and is swept.
 * @throws StudioError `set-to-change-gone`, `picture-not-stored`, or what storage threw.
 */
export async function changePicture(
  storage: IntakeStore,
  { copy, ...change }: PictureChange,
): Promise<DatasetRecord> {
  if (copy === null) return storage.replacePicture(change);
  const set = await storage.dataset(change.datasetId);
  if (!set) throw new StudioError('set-to-change-gone');
  const place = chunkOf(set, change.picture);
  for (let index = 0; index * set.chunkPictures < set.count; index++) {
    const chunk = await storage.chunk(set.id, index);
    const first = index * set.chunkPictures + 1;
    if (!chunk) throw new StudioError('picture-not-stored', { set: set.name, picture: first });
    const wanted = index === place ? changedChunk(set, chunk, change) : chunk;
    await storage.putChunk({ ...wanted, datasetId: copy });
  }
  for (let block = 0; block * PICTURE_BLOCK < set.count; block++) {
    const found = await storage.pictureBlock(set.id, block);
    if (found) await storage.putPictureBlock({ ...found, datasetId: copy });
  }
  const record: DatasetRecord = { ...changedSet(set, change), id: copy };
  await storage.finishDataset(record);
  return record;
}
