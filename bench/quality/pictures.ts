import { readFileSync, writeFileSync } from 'node:fs';
import { pictureLength, squarePictures } from '../../src/contract/picture-shape';
import { chosenPictures, type Pictures } from '../../src/measures/pictures';
import type { TrainingSet } from '../../src/engine/training-set';
import { readJpegs, shuffledJpegs } from '../../src/testing/node-pictures';

/** Real pictures that generated ones are held against, at most; as many more make the floor. */
const COMPARED = 300;

/** Prepares all JPEG files of a folder, in an order that is the same each time. */
export async function prepareFolder(folder: string, size: number, file: string): Promise<number> {
  const { count, pixels } = await readJpegs(folder, shuffledJpegs(folder), size);
  writeFileSync(file, pixels);
  return count;
}

export interface Split {
  readonly training: Pictures;
  readonly heldOut: Pictures;
  /** Real pictures that are neither; null where there are not as many. */
  readonly others: Pictures | null;
}

/**
 * The first `set` pictures are learnt from, so that a larger set holds the smaller ones; the last ones
 * are held out.
 */
export function readPrepared(file: string, size: number, set: number): Split {
  const shape = squarePictures(size, 3);
  const pixels = readFileSync(file);
  const all: Pictures = { shape, count: pixels.length / pictureLength(shape), pixels };
  const left = all.count - set;
  if (left < 2) throw new Error(`Of ${all.count} pictures, ${set} leave none to compare with.`);
  const compared = Math.min(COMPARED, left);
  const from = (begin: number, count: number): Pictures =>
    chosenPictures(
      all,
      Uint32Array.from({ length: count }, (_, n) => begin + n),
    );
  return {
    training: from(0, set),
    heldOut: from(all.count - compared, compared),
    others: left >= 2 * compared ? from(all.count - 2 * compared, compared) : null,
  };
}

/** The pictures as a run learns from them: whole, in memory. */
export function trainingSetOf({ shape, count, pixels }: Pictures): TrainingSet {
  const size = pictureLength(shape);
  return {
    count,
    shape,
    starts: Uint32Array.of(0, count),
    windowChunks: null,
    ready: () => Promise.resolve(),
    picture: (n) => pixels.subarray(n * size, (n + 1) * size),
  };
}
