import { Stream, words } from './random';
import { HASH_BYTES } from './records';
import { sha256 } from './sha256';

/** A set of so many pictures or fewer is learnt from whole. */
export const LEARNT_WHOLE = 50;
/** One picture of so many is held out of a larger set. */
const ONE_OF = 10;

/** Which pictures a run learns from, and which are kept from it to measure it by: places in a list. */
export interface MeasuringSplit {
  readonly training: Uint32Array<ArrayBuffer>;
  readonly heldOut: Uint32Array<ArrayBuffer>;
}

/** How many of so many are held out. */
export const heldOutOf = (count: number): number =>
  count <= LEARNT_WHOLE ? 0 : Math.round(count / ONE_OF);

/**
 * Holds a tenth of more than 50 pictures out. Each picture has a number of its own, drawn by the seed
 * from what it shows, and those with the lowest are held out: a picture that is added or left out
 * moves one other at most from one side to the other, and the order of the list moves none.
 * @param hashes of the pictures: uint8 [count, HASH_BYTES]. Pictures of one hash are crops of one file:
 *   they are counted as one, and lie on one side.
 */
export function splitForMeasuring(hashes: Uint8Array, seed: number): MeasuringSplit {
  const count = hashes.length / HASH_BYTES;
  if (!Number.isInteger(count)) throw new RangeError('The hashes are not whole.');
  const places = Uint32Array.from({ length: count }, (_, place) => place);
  const drawn = Float64Array.from(places, (place) => numberOf(hashes, place, seed));
  const files = Float64Array.from(new Set(drawn)).sort();
  const limit = files[heldOutOf(files.length)] ?? 0;
  return {
    training: places.filter((place) => drawn[place]! >= limit),
    heldOut: places.filter((place) => drawn[place]! < limit),
  };
}

/**
 * The hashes of pictures, crops having that of the first crop of their file, which is the file's own
 * (data/pixels/crops.ts makes those of the others).
 * @param hashes uint8 [count, HASH_BYTES], of a whole set in its order: first crops come first.
 * @param crops that a file gives at most.
 */
export async function fileHashes(
  hashes: Uint8Array<ArrayBuffer>,
  crops: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (crops <= 1) return hashes;
  const files = hashes.slice();
  const firsts = new Map<string, number>();
  for (let at = 0; at < hashes.length; at += HASH_BYTES) {
    const hash = hashes.subarray(at, at + HASH_BYTES);
    const first = firsts.get(hash.join());
    if (first !== undefined) {
      files.copyWithin(at, first, first + HASH_BYTES);
      continue;
    }
    for (let crop = 1; crop < crops; crop++) {
      firsts.set((await sha256(Uint8Array.of(...hash, crop))).join(), at);
    }
  }
  return files;
}

/** A whole number below 2^52 for one picture. */
function numberOf(hashes: Uint8Array, place: number, seed: number): number {
  const view = new DataView(hashes.buffer, hashes.byteOffset + place * HASH_BYTES, HASH_BYTES);
  const [high, low] = words(seed, Stream.HeldOut, view.getUint32(0), view.getUint32(4));
  return (high >>> 0) * 2 ** 20 + (low >>> 12);
}
