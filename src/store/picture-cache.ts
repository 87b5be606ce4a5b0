import { StudioError } from '../contract/errors';
import { pictureLength } from '../contract/picture-shape';
import {
  PICTURE_BLOCK,
  type ChunkRecord,
  type DatasetRecord,
  type PictureBlockRecord,
} from '../contract/records';
import { RecordCache } from './record-cache';

/** What is kept of pixels, in bytes. */
const MOST_PIXELS = 64 * 2 ** 20;
/** What is kept of paths, in characters. */
const MOST_PATHS = 4 * 2 ** 20;

/** Parts of stored sets as storage gives them. */
interface SetParts {
  chunk(datasetId: string, index: number): Promise<ChunkRecord | undefined>;
  pictureBlock(datasetId: string, block: number): Promise<PictureBlockRecord | undefined>;
}

/** Pictures of stored sets and their paths, read a part at a time; the parts used last are kept,
 *  in bounded memory. */
export class PictureCache {
  private readonly chunks: RecordCache<ChunkRecord>;
  private readonly blocks: RecordCache<PictureBlockRecord>;

  constructor(storage: SetParts, mostBytes = MOST_PIXELS) {
    this.chunks = new RecordCache(
      (id, index) => storage.chunk(id, index),
      ({ pixels }) => pixels.byteLength,
      mostBytes,
    );
    this.blocks = new RecordCache(
      (id, block) => storage.pictureBlock(id, block),
      ({ paths }) => paths.reduce((sum, path) => sum + path.length, 0),
      MOST_PATHS,
    );
  }

  /** uint8 [height, width, channels], a view into its chunk: not to be written to.
   *  @throws StudioError `set-missing` where the pixels are not stored. */
  async picture(set: DatasetRecord, index: number): Promise<Uint8Array> {
    const chunk = await this.chunks.get(set.id, Math.floor(index / set.chunkPictures));
    const size = pictureLength(set.shape);
    const at = (index % set.chunkPictures) * size;
    if (!chunk || index < 0 || at + size > chunk.pixels.length) {
      throw new StudioError('picture-not-stored', { set: set.name, picture: index + 1 });
    }
    return chunk.pixels.subarray(at, at + size);
  }

  /** The set's pixels have changed. */
  forget(id: string): void {
    this.chunks.forget(id);
  }

  /** Path of a picture's original; empty where it is not stored. */
  async path(set: DatasetRecord, index: number): Promise<string> {
    const block = await this.blocks.get(set.id, Math.floor(index / PICTURE_BLOCK));
    return block?.paths[index % PICTURE_BLOCK] ?? '';
  }
}
