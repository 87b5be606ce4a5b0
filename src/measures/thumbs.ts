import { mirroredPictures, pictureOf, type Pictures } from './pictures';
import { LEAST_SIDE, blurred, levelOf, reduced } from './pyramid';

/** Pictures of about 16 px, blurred: what is left of them is layout and colour. */
export interface Thumbs {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** float32 [count, height, width, channels], values 0..1. */
  readonly values: Float32Array;
}

export function thumbsOf(pictures: Pictures): Thumbs {
  const levels = Array.from({ length: pictures.count }, (_, n) =>
    blurred(reduced(levelOf(pictureOf(pictures, n), pictures.shape), LEAST_SIDE)),
  );
  const { height, width, channels } = levels[0]!;
  const values = new Float32Array(pictures.count * height * width * channels);
  levels.forEach((level, n) => values.set(level.values, n * level.values.length));
  return { count: pictures.count, height, width, channels, values };
}

/** A picture among others that another one is the nearest to. */
export interface NearThumb {
  readonly picture: number;
  /** Root of the mean squared difference of what overlaps. */
  readonly distance: number;
  /** Whether it is near with left and right exchanged. */
  readonly mirrored: boolean;
  /** By how many pixels of thumbs it lies further right and further down. */
  readonly right: number;
  readonly down: number;
}

/** All pictures that others are held against, as they are and mirrored. */
export interface ThumbIndex {
  readonly plain: Thumbs;
  readonly mirrored: Thumbs;
}

export const indexThumbs = (pictures: Pictures): ThumbIndex => ({
  plain: thumbsOf(pictures),
  mirrored: thumbsOf(mirroredPictures(pictures)),
});

/** Unshifted first: the sooner a near one is found, the sooner all others are given up. */
const SHIFTS = [0, -1, 1].flatMap((down) => [0, -1, 1].map((right) => ({ down, right })));

/**
 * The nearest picture of an index, over mirror images and shifts by one pixel of thumbs each way.
 * @param except one that does not count: itself, where it is among them.
 */
export function nearestThumb(
  thumbs: Thumbs,
  n: number,
  index: ThumbIndex,
  except: number | null,
): NearThumb {
  let near: NearThumb = { picture: -1, distance: Infinity, mirrored: false, right: 0, down: 0 };
  let best = Infinity;
  for (const shift of SHIFTS) {
    for (const mirrored of [false, true]) {
      const known = mirrored ? index.mirrored : index.plain;
      for (let picture = 0; picture < known.count; picture++) {
        if (picture === except) continue;
        const square = shiftedSquare(thumbs, n, known, picture, shift, best);
        if (square >= best) continue;
        best = square;
        near = { picture, distance: Math.sqrt(square), mirrored, ...shift };
      }
    }
  }
  return near;
}

/** Mean squared difference of what overlaps; at least `limit` where it is not below that. */
function shiftedSquare(
  a: Thumbs,
  n: number,
  b: Thumbs,
  m: number,
  { right, down }: { readonly right: number; readonly down: number },
  limit: number,
): number {
  const { height, width, channels } = a;
  const top = Math.max(0, -down);
  const bottom = Math.min(height, height - down);
  const length = (width - Math.abs(right)) * channels;
  const count = (bottom - top) * length;
  const most = limit * count;
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    let i = ((n * height + y) * width + Math.max(0, -right)) * channels;
    let j = ((m * height + y + down) * width + Math.max(0, right)) * channels;
    for (const end = i + length; i < end; i++, j++) {
      const difference = a.values[i]! - b.values[j]!;
      sum += difference * difference;
    }
    if (sum >= most) return limit;
  }
  return sum / count;
}

/** Mean of the distances of all pairs: root of the mean squared difference. 0 for a single one. */
export function meanPairDistance({ count, values }: Thumbs): number {
  const length = values.length / count;
  let total = 0;
  for (let a = 1; a < count; a++) {
    for (let b = 0; b < a; b++) {
      let sum = 0;
      for (let i = a * length, j = b * length; j < (b + 1) * length; i++, j++) {
        const difference = values[i]! - values[j]!;
        sum += difference * difference;
      }
      total += Math.sqrt(sum / length);
    }
  }
  return count < 2 ? 0 : total / ((count * (count - 1)) / 2);
}
