import type { ClosePair, Copies, CopyGauge, CopySpace } from '../contract/measures';
import type { Pictures } from './pictures';
import { squaredDistances } from './neighbours';
import type { Features } from './random-features';
import { nearestThumb, type ThumbIndex, type Thumbs } from './thumbs';

const COPY_RATIO = 0.35;
const CLOSEST = 8;
/** Below this two pictures are the same. */
const NO_DISTANCE = 1e-9;

/** Training pictures that generated ones are held against, as they are and mirrored. */
export interface KnownPictures {
  readonly thumbs: ThumbIndex;
  /** Of all of them, or of those in `numbers`. */
  readonly features: { readonly plain: Features; readonly mirrored: Features };
  /** Number among the training pictures of each that has features. */
  readonly numbers: Uint32Array;
}

/** Distance to the nearest training picture, and which that is. */
type Near = Omit<ClosePair, 'generated' | 'space' | 'ratio'> & { readonly distance: number };

/** What nearest distances are held against: those of real pictures, in both spaces. */
export interface Calibration {
  readonly blurred: readonly number[];
  readonly features: readonly number[];
}

/**
 * @param selves where the pictures are training pictures themselves, the number of each: none is its
 *   own neighbour.
 */
export function nearestOf(
  pictures: { readonly thumbs: Thumbs; readonly features: Features },
  known: KnownPictures,
  shape: Pictures['shape'],
  selves: ArrayLike<number> | null = null,
): Record<CopySpace, Near[]> {
  const numbers = Array.from({ length: pictures.thumbs.count }, (_, n) => n);
  const self = (n: number): number | null => selves?.[n] ?? null;
  return {
    blurred: numbers.map((n) => {
      const near = nearestThumb(pictures.thumbs, n, known.thumbs, self(n));
      const { width, height } = pictures.thumbs;
      return {
        training: near.picture,
        distance: near.distance,
        mirrored: near.mirrored,
        right: (near.right * shape.width) / width,
        down: (near.down * shape.height) / height,
      };
    }),
    features: nearestFeatures(pictures.features, known, self),
  };
}

function nearestFeatures(
  features: Features,
  { features: known, numbers }: KnownPictures,
  self: (n: number) => number | null,
): Near[] {
  const nearest: Near[] = Array.from({ length: features.count }, () => ({
    training: -1,
    distance: Infinity,
    mirrored: false,
    right: 0,
    down: 0,
  }));
  for (const mirrored of [false, true]) {
    const others = mirrored ? known.mirrored : known.plain;
    const squares = squaredDistances(features, others);
    for (let place = 0; place < others.count; place++) {
      const training = numbers[place]!;
      for (let n = 0; n < features.count; n++) {
        if (training === self(n)) continue;
        const distance = Math.sqrt(squares[place * features.count + n]! / features.length);
        if (distance >= nearest[n]!.distance) continue;
        nearest[n] = { training, distance, mirrored, right: 0, down: 0 };
      }
    }
  }
  return nearest;
}

const SPACES = ['blurred', 'features'] as const;

/** Nearest distances of generated pictures against those of real ones. */
export function copiesAmong(
  nearest: Record<CopySpace, readonly Near[]>,
  calibration: Calibration,
): Copies {
  const gauge = (space: CopySpace): CopyGauge => {
    const distances = nearest[space].map(({ distance }) => distance);
    const realMedian = median(calibration[space]);
    return {
      median: median(distances),
      realMedian,
      z: mannWhitneyZ(distances, calibration[space]),
      share: distances.filter((one) => one < COPY_RATIO * realMedian).length / distances.length,
    };
  };
  const gauges = { blurred: gauge('blurred'), features: gauge('features') };
  const pairs = nearest.blurred.map((_, generated) => {
    const found = SPACES.map((space): ClosePair => {
      const { distance, ...near } = nearest[space][generated]!;
      return {
        generated,
        space,
        ...near,
        ratio: distance / Math.max(gauges[space].realMedian, NO_DISTANCE),
      };
    });
    return found.reduce((a, b) => (b.ratio < a.ratio ? b : a));
  });
  const closest = pairs.sort((a, b) => a.ratio - b.ratio || a.generated - b.generated);
  return { ...gauges, closest: closest.slice(0, CLOSEST) };
}

export function median(numbers: readonly number[]): number {
  const ascending = numbers.toSorted((a, b) => a - b);
  const middle = ascending.length / 2;
  return (ascending[Math.ceil(middle) - 1]! + ascending[Math.floor(middle)]!) / 2;
}

/**
 * How many standard deviations the rank sum of `a` is above what it would be were both drawn from one
 * distribution; equal numbers share their ranks. 0 where all are equal.
 */
export function mannWhitneyZ(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, own: 1 })), ...b.map((value) => ({ value, own: 0 }))];
  all.sort((one, other) => one.value - other.value);
  const count = all.length;
  let ranks = 0;
  let ties = 0;
  for (let from = 0, to = 0; from < count; from = to) {
    while (to < count && all[to]!.value === all[from]!.value) to += 1;
    for (let i = from; i < to; i++) ranks += (all[i]!.own * (from + 1 + to)) / 2;
    ties += (to - from) ** 3 - (to - from);
  }
  const above = ranks - (a.length * (a.length + 1)) / 2 - (a.length * b.length) / 2;
  const variance =
    ((a.length * b.length) / 12) * (count + 1 - ties / (count * Math.max(1, count - 1)));
  return variance > 0 ? above / Math.sqrt(variance) : 0;
}
