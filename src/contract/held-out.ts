import { Stream, words } from './random';
import { HASH_BYTES } from './records';

/** A set of so many pictures or fewer is learnt from whole. */
export const LEARNT_WHOLE = 50;
/** One picture of so many is held out of a larger set. */
const ONE_OF = 10;

/** Which pictures a run learns from, and which are kept from it to measure it by: places in a list. */
export interface MeasuringSplit {
  readonly training: Uint32Array<ArrayBuffer>;
  readonly heldOut: Uint32Array<ArrayBuffer>;
}

/**
 * Holds a tenth of more than 50 pictures out. Each picture has a number of its own, drawn by the seed
 * from what it shows, and those with the lowest are held out: a picture that is added or left out
 * moves one other at most from one side to the other, and the order of the list moves none.
 * @param hashes of the pictures: uint8 [count, HASH_BYTES].
 */
export function splitForMeasuring(hashes: Uint8Array, seed: number): MeasuringSplit {
  const count = hashes.length / HASH_BYTES;
  if (!Number.isInteger(count)) throw new RangeError('The hashes are not whole.');
  const places = Uint32Array.from({ length: count }, (_, place) => place);
  if (count <= LEARNT_WHOLE) return { training: places, heldOut: new Uint32Array(0) };
  const drawn = Float64Array.from(places, (place) => numberOf(hashes, place, seed));
  const ordered = places.toSorted((a, b) => drawn[a]! - drawn[b]! || a - b);
  const many = Math.round(count / ONE_OF);
  return { training: ordered.subarray(many).sort(), heldOut: ordered.subarray(0, many).sort() };
}

/** A whole number below 2^52 for one picture. */
function numberOf(hashes: Uint8Array, place: number, seed: number): number {
  const view = new DataView(hashes.buffer, hashes.byteOffset + place * HASH_BYTES, HASH_BYTES);
  const [high, low] = words(seed, Stream.HeldOut, view.getUint32(0), view.getUint32(4));
  return (high >>> 0) * 2 ** 20 + (low >>> 12);
}
