import { squarePictures } from '../../contract/picture-shape';
import { uniform } from '../../contract/random';
import type { ChunkRecord } from '../../contract/records';
import { loadTrainingSet, type TrainingSet } from '../../engine/training-set';
import { aDataset } from '../records';

export interface SmallSet {
  readonly imageSize: number;
  readonly channels: number;
  readonly count?: number;
  /** Streamed where it is small. */
  readonly wholeBytes?: number;
}

const CHUNK = 5;

/** A set of noise that holds every byte, in chunks of 5; the pictures 3 and 17 are left out. */
export function smallSet(one: SmallSet): Promise<TrainingSet> {
  const { imageSize, channels, count = 32, wholeBytes = 2 ** 28 } = one;
  const size = imageSize * imageSize * channels;
  const record = aDataset('s', {
    shape: squarePictures(imageSize, channels),
    count,
    chunkPictures: CHUNK,
    folderOf: new Uint32Array(count),
    excluded: [3, 17].filter((picture) => picture < count),
    bytes: count * size,
  });
  const all = Uint8Array.from(uniform(9, 91, 0, count * size, 0, 256));
  all.set(Uint8Array.from({ length: Math.min(256, size) }, (_, i) => 255 - i));
  const read = (datasetId: string, index: number): Promise<ChunkRecord> => {
    const begin = index * CHUNK * size;
    return Promise.resolve({ datasetId, index, pixels: all.slice(begin, begin + CHUNK * size) });
  };
  return loadTrainingSet(record, record, read, { wholeBytes, windowBytes: 2 * CHUNK * size });
}
