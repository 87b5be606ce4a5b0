import { includedPictures } from '../contract/choice';
import { StudioError } from '../contract/errors';
import {
  MOST_GENERATED,
  MOST_TRAINING,
  atMeasuredSize,
  generatedFor,
  measuredShape,
  type Measurer,
  type Pictures,
  type RealPictures,
} from '../contract/measuring';
import { pictureLength } from '../contract/picture-shape';
import { Stream, permutation } from '../contract/random';
import type { DatasetRecord, RunRecord } from '../contract/records';
import { MOST_JUDGED, type MeasuringPlan } from '../engine/run-measures';
import type { ReadChunk } from '../engine/training-set';

/** Bytes of the pictures of one kind that D judges. */
const JUDGED_BYTES = 2 ** 24;

/**
 * How a run is measured: by what its choice keeps back, and by what it learns from; of many pictures by
 * some that the seed chooses. Null where the set is too small.
 * @param best of what was measured of the run before.
 */
export function measuringPlan(
  { choice, settings }: RunRecord,
  set: DatasetRecord,
  readChunk: ReadChunk,
  open: () => Measurer,
  best: MeasuringPlan['best'] = null,
): MeasuringPlan | null {
  const learnt = includedPictures(set, choice ?? set);
  const kept = Uint32Array.from(choice?.keptBack ?? []);
  const heldOut = kept.length > 1 ? some(kept, MOST_GENERATED, settings.seed) : kept.subarray(0, 0);
  const numbers = some(
    Uint32Array.from(learnt, (_, n) => n),
    MOST_TRAINING,
    settings.seed,
  );
  const counts = { training: numbers.length, heldOut: heldOut.length };
  if (generatedFor(counts) === 0) return null;
  const judged = Math.max(1, Math.min(MOST_JUDGED, Math.floor(JUDGED_BYTES / bytesOf(set))));
  return {
    counts,
    best,
    open,
    async read() {
      const places = numbers.map((n) => learnt[n]!);
      const training = await readPictures(set, places, readChunk, judged);
      const held = await readPictures(set, heldOut, readChunk, judged);
      return {
        training: training.measured,
        heldOut: held.measured,
        numbers,
        judged: heldOut.length > 0 ? { training: training.first, heldOut: held.first } : null,
      };
    },
  };
}

/** Pictures of each kind that the chance of augmentation goes by, at most. */
const MOST_LOOKED = 64;

/** Pictures that the chance goes by, where it goes by those that a run keeps back; else null. */
export function chancePictures(
  { adaptsBy, choice, settings }: RunRecord,
  set: DatasetRecord,
  readChunk: ReadChunk,
): (() => Promise<RealPictures>) | null {
  const kept = choice?.keptBack ?? [];
  if (!adaptsBy || !choice || kept.length === 0) return null;
  const most = Math.max(1, Math.min(MOST_LOOKED, Math.floor(JUDGED_BYTES / bytesOf(set))));
  const read = async (places: Uint32Array): Promise<Pictures> => {
    const chosen = some(places, most, settings.seed);
    return (await readPictures(set, chosen, readChunk, chosen.length)).first;
  };
  return async () => ({
    training: await read(includedPictures(set, choice)),
    heldOut: await read(Uint32Array.from(kept)),
  });
}

/** As many of a list as are wanted at most, in its order. */
function some(list: Uint32Array, most: number, seed: number): Uint32Array {
  if (list.length <= most) return list;
  const chosen = permutation(seed, Stream.MeasurePictures, 1, list.length).subarray(0, most);
  return chosen.sort().map((place) => list[place]!);
}

const bytesOf = ({ shape }: DatasetRecord): number => pictureLength(shape);

/**
 * Pictures of a set at the size that they are measured at, and the first of them as they are. One chunk
 * is in memory at a time.
 * @param places in the set.
 */
async function readPictures(
  set: DatasetRecord,
  places: Uint32Array,
  readChunk: ReadChunk,
  asTheyAre: number,
): Promise<{ readonly measured: Pictures; readonly first: Pictures }> {
  const { shape, chunkPictures } = set;
  const size = pictureLength(shape);
  const small = pictureLength(measuredShape(shape));
  const measured = new Uint8Array(places.length * small);
  const first = new Uint8Array(Math.min(asTheyAre, places.length) * size);
  const order = Uint32Array.from(places, (_, n) => n).sort((a, b) => places[a]! - places[b]!);
  let held = { index: -1, pixels: new Uint8Array(0) };
  for (const n of order) {
    const index = Math.floor(places[n]! / chunkPictures);
    const begin = (places[n]! % chunkPictures) * size;
    if (held.index !== index) {
      const chunk = await readChunk(set.id, index);
      if (!chunk) throw new StudioError('set-lacks-pictures', { set: set.name });
      held = { index, pixels: chunk.pixels };
    }
    const pixels = held.pixels.subarray(begin, begin + size);
    measured.set(atMeasuredSize({ shape, count: 1, pixels }).pixels, n * small);
    if ((n + 1) * size <= first.length) first.set(pixels, n * size);
  }
  return {
    measured: { shape: measuredShape(shape), count: places.length, pixels: measured },
    first: { shape, count: first.length / size, pixels: first },
  };
}
