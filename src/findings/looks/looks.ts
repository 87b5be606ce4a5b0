import type { PictureShape } from '../../contract/picture-shape';
import { median } from '../../measures/copies';
import type { Thumbs } from '../../measures/thumbs';
import { nearestAmong, pairDistances } from './distances';
import { ThumbList, type Picture } from './small-pictures';

/**
 * Quick looks at what a run learns from and what it paints, cheap enough for the page beside a run
 * that trains: pictures of about 16 px, blurred, and their distances. Distances are roots of mean
 * squared differences of values 0..1.
 */

/** What there is to know of a set by looking at its pictures. */
export interface SetFacts {
  /** Pictures that were looked at. */
  readonly looked: number;
  /** Mean distance of two of them. */
  readonly spread: number;
  /** Median distance of one of them to the one nearest to it. */
  readonly nearest: number;
  /** Share that has another one beside it that is as good as the same. */
  readonly alike: number;
}

export interface SetLook {
  readonly facts: SetFacts;
  readonly thumbs: Thumbs;
}

/** What there is to know of one grid of samples. */
export interface GridFacts {
  /** Completed epochs and steps. */
  readonly epoch: number;
  readonly step: number;
  /** Pictures of the grid. */
  readonly pictures: number;
  /** Mean distance of two of them over the spread of the set. */
  readonly diversity: number;
  /** Share of them that is nearer to a picture of the set than COPY_RATIO of what lies between one of
   *  the set and the one nearest to it. */
  readonly copies: number;
}

/** As measures/copies.ts has it. */
const COPY_RATIO = 0.35;
/** Two pictures of a set are as good as the same below this part of its spread. */
const SAME_RATIO = 0.1;
/** And below this in any set: differences of two or three in 255. */
const SAME = 0.01;

/** Pictures of a set that are looked at. */
const MOST_PICTURES = 256;
/** Their bytes: large pictures are read in smaller numbers. */
const MOST_BYTES = 48 * 2 ** 20;
/** Neighbours that are taken together: crops of one picture lie beside each other. */
const TOGETHER = 4;

/**
 * Which of a set's pictures are looked at: all of a small set, else small groups of neighbours, spread
 * evenly over it. Ascending places among `count`.
 */
export function lookedAt(count: number, pictureBytes: number): number[] {
  const most = Math.max(
    2 * TOGETHER,
    Math.min(MOST_PICTURES, Math.floor(MOST_BYTES / pictureBytes)),
  );
  if (count <= most) return Array.from({ length: count }, (_, n) => n);
  const groups = Math.floor(most / TOGETHER);
  return Array.from({ length: groups * TOGETHER }, (_, n) => {
    const first = Math.floor((Math.floor(n / TOGETHER) * count) / groups);
    return first + (n % TOGETHER);
  });
}

/**
 * Looks at pictures of a set. Null where there are fewer than two.
 * @param read picture `n` of those that are looked at: uint8 [height, width, channels].
 * @param pause awaited every few milliseconds of work.
 */
export async function lookAtSet(
  shape: PictureShape,
  places: readonly number[],
  read: (place: number) => Promise<Uint8Array>,
  pause: () => Promise<unknown>,
): Promise<SetLook | null> {
  if (places.length < 2) return null;
  const list = new ThumbList();
  for (const place of places) {
    list.add({ shape, pixels: await read(place) });
    await pause();
  }
  const thumbs = list.thumbs();
  const { mean, nearest } = await pairDistances(thumbs, pause);
  const same = Math.max(SAME, SAME_RATIO * mean);
  const facts = {
    looked: thumbs.count,
    spread: mean,
    nearest: median([...nearest]),
    alike: nearest.filter((distance) => distance < same).length / thumbs.count,
  };
  return { facts, thumbs };
}

/**
 * Looks at a grid of samples beside its set. Null where it has fewer than two pictures, or all of the
 * set's are the same.
 */
export async function lookAtGrid(
  place: { readonly epoch: number; readonly step: number },
  pictures: readonly Picture[],
  set: SetLook,
  pause: () => Promise<unknown>,
): Promise<GridFacts | null> {
  const { spread, nearest: between } = set.facts;
  if (pictures.length < 2 || !(spread > 0)) return null;
  const list = new ThumbList();
  for (const picture of pictures) {
    list.add(picture);
    await pause();
  }
  const thumbs = list.thumbs();
  if (thumbs.values.length / thumbs.count !== set.thumbs.values.length / set.thumbs.count) {
    return null;
  }
  const pairs = await pairDistances(thumbs, pause);
  const near = await nearestAmong(thumbs, set.thumbs, pause);
  const copies = near.filter((distance) => distance < COPY_RATIO * between).length;
  return {
    epoch: place.epoch,
    step: place.step,
    pictures: thumbs.count,
    diversity: pairs.mean / spread,
    copies: copies / thumbs.count,
  };
}
