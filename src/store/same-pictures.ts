import { includedPictures } from '../contract/choice';
import { placeOf, samePlace } from '../contract/focus';
import { sameShape } from '../contract/picture-shape';
import { WHOLE_SET_BYTES } from '../contract/pictures';
import {
  HASH_BYTES,
  PICTURE_BLOCK,
  type DatasetRecord,
  type GoneSet,
  type PictureChoice,
} from '../contract/records';
import { toHex } from '../contract/sha256';

/** How the pictures of a stored set compare with those that a run learnt from. */
export type Likeness =
  /** All of them are there. `exact`: the run sees the same pictures in the same order as before. */
  | { readonly kind: 'same'; readonly choice: PictureChoice; readonly exact: boolean }
  /** All are there, and prepared in another way. */
  | { readonly kind: 'otherwise' }
  /** So many are not there; more than half of them are. */
  | { readonly kind: 'partly'; readonly missing: number }
  | { readonly kind: 'other' };

/** The page's thread is given back after so many pictures. */
const SLICE = 16 * PICTURE_BLOCK;

/** Place of each picture by its hash: sixteen bytes of it tell any number of pictures apart. */
async function placesByHash(hashes: Uint8Array<ArrayBuffer>): Promise<ReadonlyMap<string, number>> {
  const places = new Map<string, number>();
  for (let i = 0; i * HASH_BYTES < hashes.length; i++) {
    places.set(keyOf(hashes, i), i);
    if (i % SLICE === SLICE - 1) await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return places;
}

const keyOf = (hashes: Uint8Array<ArrayBuffer>, picture: number): string =>
  String.fromCharCode(...new Uint16Array(hashes.buffer, picture * HASH_BYTES, 8));

/**
 * Whether a run can learn from `set` in the place of `gone`.
 * @param choice which pictures of `gone` it learns from.
 */
export async function compareSets(
  gone: GoneSet & { readonly hashes: Uint8Array<ArrayBuffer> },
  choice: PictureChoice | null,
  set: DatasetRecord & { readonly hashes: Uint8Array<ArrayBuffer> },
): Promise<Likeness> {
  const before = includedPictures(gone, choice ?? gone);
  const places = await placesByHash(set.hashes);
  const now = new Uint32Array(before.length);
  let found = 0;
  for (const place of before) {
    const at = places.get(keyOf(gone.hashes, place));
    if (at !== undefined) now[found++] = at;
  }
  const keptBack = (choice?.keptBack ?? [])
    .flatMap((place) => places.get(keyOf(gone.hashes, place)) ?? [])
    .sort((a, b) => a - b);
  const missing = before.length - found;
  const crops = gone.cropsPerPicture ?? 1;
  // Fewer crops of each: their first ones are all here.
  if (missing > 0 && crops > (set.cropsPerPicture ?? 1) && found * crops >= before.length)
    return { kind: 'otherwise' };
  if (missing > 0)
    return 2 * missing < before.length ? { kind: 'partly', missing } : { kind: 'other' };
  if (before.length === 0) return { kind: 'other' };
  if (!preparedAlike(gone, set) || !croppedAlike(gone, before, set)) return { kind: 'otherwise' };
  const same = choiceOf(gone, before, choice, set, now);
  if (!choice?.keptBack) return { kind: 'same', ...same };
  // Some may be missing: the run is measured by the others.
  const { excluded, untickedFolders, pictures } = same.choice;
  const taken = { excluded, untickedFolders, ...(pictures && { pictures }) };
  return { kind: 'same', exact: same.exact, choice: { ...taken, keptBack } };
}

/** Sample pictures are painted, not cropped, and hashed as they are prepared. */
const preparedAlike = (gone: GoneSet, set: DatasetRecord): boolean =>
  sameShape(gone.shape, set.shape) &&
  (set.painted === true ||
    (gone.crop === set.crop && gone.background.toLowerCase() === set.background.toLowerCase()));

/** Whether the crops of all pictures are taken around the same places. */
function croppedAlike(
  gone: GoneSet & { readonly hashes: Uint8Array<ArrayBuffer> },
  before: Uint32Array,
  set: DatasetRecord,
): boolean {
  const [then, now] = [gone, set].map(({ focusPoints = [] }) => focusPoints);
  if (gone.crop !== 'centre' || (then!.length === 0 && now!.length === 0)) return true;
  return before.every((place) => {
    const hash = toHex(gone.hashes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES));
    return samePlace(placeOf(then, hash), placeOf(now, hash));
  });
}

function choiceOf(
  gone: GoneSet,
  before: Uint32Array,
  choice: PictureChoice | null,
  set: DatasetRecord,
  now: Uint32Array,
): { readonly choice: PictureChoice; readonly exact: boolean } {
  const ascending = now.every((place, i) => i === 0 || now[i - 1]! < place);
  const [wasWhole, isWhole] = [gone.bytes, set.bytes].map((bytes) => bytes <= WHOLE_SET_BYTES);
  const exact = wasWhole
    ? isWhole === true
    : isWhole === false &&
      ascending &&
      sameChunks(before, gone.chunkPictures, now, set.chunkPictures);
  // A set that is shuffled part by part has no order but its own.
  if (!ascending && isWhole) {
    return { choice: { excluded: [], untickedFolders: [], pictures: [...now] }, exact };
  }
  if (choice && !choice.pictures && equal(includedPictures(set, choice), now)) {
    return { choice, exact };
  }
  const taken = new Set(now);
  const excluded = Array.from({ length: set.count }, (_, i) => i).filter((i) => !taken.has(i));
  return { choice: { excluded, untickedFolders: [] }, exact };
}

const equal = (a: Uint32Array, b: Uint32Array): boolean =>
  a.length === b.length && a.every((place, i) => place === b[i]);

/** Whether the pictures fall into chunks alike: the order of a large set follows from that. */
function sameChunks(a: Uint32Array, inA: number, b: Uint32Array, inB: number): boolean {
  const begins = (places: Uint32Array, size: number, i: number): boolean =>
    i === 0 || Math.floor(places[i - 1]! / size) !== Math.floor(places[i]! / size);
  return a.every((_, i) => begins(a, inA, i) === begins(b, inB, i));
}
