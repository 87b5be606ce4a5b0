import { StudioError } from '../contract/errors';
import type { ChunkRecord, DatasetRecord } from '../contract/records';

/** A set's pictures in memory, as uint8; those left out and ticked off are not counted. */
export interface TrainingSet {
  readonly count: number;
  readonly imageSize: number;
  readonly channels: number;
  /** Picture `i` of `count`: uint8 [imageSize, imageSize, channels], a view. */
  picture(i: number): Uint8Array;
}

/** Indices of the pictures to train on. */
export function includedPictures(set: DatasetRecord): Uint32Array {
  const excluded = new Set(set.excluded);
  const unticked = new Set(set.untickedFolders);
  const included: number[] = [];
  for (let i = 0; i < set.count; i++) {
    const folder = set.pictures[i]?.folder;
    if (excluded.has(i) || (folder !== undefined && unticked.has(folder))) continue;
    included.push(i);
  }
  return Uint32Array.from(included);
}

/**
 * Reads a set's chunks.
 * @throws StudioError('set-empty') where nothing is left to train on, 'set-missing' where pixels
 *   are missing.
 */
export async function loadTrainingSet(
  set: DatasetRecord,
  readChunk: (datasetId: string, index: number) => Promise<ChunkRecord | undefined>,
): Promise<TrainingSet> {
  const included = includedPictures(set);
  if (included.length === 0) {
    throw new StudioError(
      'set-empty',
      `All ${set.count} pictures of "${set.name}" are left out.`,
      'Take some back on the wall, or tick a folder on.',
    );
  }
  const bytes = set.imageSize * set.imageSize * set.channels;
  const chunks: Uint8Array[] = [];
  for (let index = 0; index * set.chunkPictures < set.count; index++) {
    const expected = Math.min(set.chunkPictures, set.count - index * set.chunkPictures) * bytes;
    const chunk = await readChunk(set.id, index);
    if (chunk?.pixels.length !== expected) {
      throw new StudioError(
        'set-missing',
        `Part ${index + 1} of the set "${set.name}" has ${chunk?.pixels.length ?? 0} bytes; ` +
          `${expected} were expected.`,
        'Drop the pictures again.',
      );
    }
    chunks.push(chunk.pixels);
  }
  return {
    count: included.length,
    imageSize: set.imageSize,
    channels: set.channels,
    picture(i) {
      const index = included[i]!;
      const begin = (index % set.chunkPictures) * bytes;
      return chunks[Math.floor(index / set.chunkPictures)]!.subarray(begin, begin + bytes);
    },
  };
}
