import { StudioError } from './errors';
import { withPoint } from './focus';
import type { PictureChange } from './intake';
import { pictureLength } from './picture-shape';
import type { ChunkRecord, DatasetRecord } from './records';

/** What changes of a stored set when one picture takes the place of another. */

export const chunkOf = ({ chunkPictures }: DatasetRecord, picture: number): number =>
  Math.floor(picture / chunkPictures);

/** The set with the point moved. It counts as made anew: files that tell of the set of before, by the
 *  time it was made, do not mean this one. */
export const changedSet = (
  set: DatasetRecord,
  { point, at }: Pick<PictureChange, 'point' | 'at'>,
): DatasetRecord => ({
  ...set,
  createdAt: at,
  focusPoints: withPoint(set.focusPoints, point),
});

/** The chunk with the pixels changed. @throws StudioError `picture-not-stored`. */
export function changedChunk(
  set: DatasetRecord,
  chunk: ChunkRecord | undefined,
  { picture, pixels }: Pick<PictureChange, 'picture' | 'pixels'>,
): ChunkRecord {
  const bytes = pictureLength(set.shape);
  const at = (picture % set.chunkPictures) * bytes;
  if (!chunk || pixels.length !== bytes || at + bytes > chunk.pixels.length) {
    throw new StudioError('picture-not-stored', { set: set.name, picture: picture + 1 });
  }
  const changed = chunk.pixels.slice();
  changed.set(pixels, at);
  return { ...chunk, pixels: changed };
}
