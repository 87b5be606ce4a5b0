import type { Likeness, Measures } from '../contract/measures';
import type { MeanLogits, RealPictures } from '../contract/measuring';
import { Stream, permutation } from '../contract/random';
import { copiesAmong, nearestOf, type Calibration, type KnownPictures } from './copies';
import { kernelDistance, meanKernelWithin } from './kernel-distance';
import { densityAndCoverage, reaches } from './neighbours';
import { overfitting } from './overfitting';
import { chosenPictures, firstPictures, mirroredPictures, type Pictures } from './pictures';
import {
  featureScale,
  randomFeatures,
  scaledFeatures,
  type FeatureScale,
  type Features,
} from './random-features';
import { pyramidSides } from './pyramid';
import { slicedDistances, slicesOf, type Slices, type SlicingOptions } from './sliced-wasserstein';
import { indexThumbs, meanPairDistance, thumbsOf, type Thumbs } from './thumbs';

export interface MeasureOptions {
  readonly seed: number;
  /** Patches of a level, and directions that they are projected on. More make distances steadier;
   *  what they cost grows with both. */
  readonly patches?: number;
  readonly directions?: number;
}

const PATCHES = 8192;
const DIRECTIONS = 128;
/** Training pictures whose features are kept, to find copies by; a choice by the seed of more. */
const MOST_FEATURED = 2000;
/** Real pictures whose nearest neighbours tell what is near. */
const MOST_CALIBRATING = 500;

/** All that a measure needs of real pictures, worked out once. */
export interface PreparedReal {
  readonly slicing: SlicingOptions;
  readonly scale: FeatureScale;
  /** The pictures that generated ones are held against. */
  readonly against: Compared;
  readonly kernelWithin: number;
  readonly reach: Float32Array | null;
  readonly pairDistance: number;
  readonly known: KnownPictures;
  readonly calibration: Calibration;
  /** Real pictures that take the place of generated ones in the floor. */
  readonly others: Pictures;
}

/** A set of pictures as it is compared. */
interface Compared {
  readonly count: number;
  readonly shape: Pictures['shape'];
  readonly slices: Slices;
  readonly thumbs: Thumbs;
  readonly features: Features;
}

/**
 * Works out what depends on real pictures alone. Generated pictures are held against those that were
 * held out. Where there are none, they are held against half of the training pictures, and the floor
 * is that of the other half: pictures that are copied then count as good ones, but for the gauge of
 * copies, for which each training picture is compared with all others.
 */
export function prepareReal(real: RealPictures, options: MeasureOptions): PreparedReal {
  const { training, heldOut } = real;
  const { seed, patches = PATCHES, directions = DIRECTIONS } = options;
  const slicing = { seed, patches, directions };
  const order = permutation(seed, Stream.MeasurePictures, 0, training.count);
  const half = Math.ceil(training.count / 2);
  const noneHeldOut = heldOut.count === 0;
  const reference = noneHeldOut ? chosenPictures(training, order.subarray(0, half)) : heldOut;
  const others = chosenPictures(training, noneHeldOut ? order.subarray(half) : order);
  if (reference.count < 2 || others.count < 2) {
    throw new RangeError('Two held-out pictures are needed at least, or four training pictures.');
  }

  const numbers = order.slice(0, MOST_FEATURED).sort();
  const featured = chosenPictures(training, numbers);
  const plain = randomFeatures(featured);
  const referenceFeatures = randomFeatures(reference);
  const scale = featureScale(noneHeldOut ? [plain] : [plain, referenceFeatures]);
  const known: KnownPictures = {
    thumbs: indexThumbs(training),
    features: {
      plain: scaledFeatures(plain, scale),
      mirrored: scaledFeatures(randomFeatures(mirroredPictures(featured)), scale),
    },
    numbers,
  };
  const features = scaledFeatures(referenceFeatures, scale);
  const thumbs = thumbsOf(reference);
  const against = {
    count: reference.count,
    shape: reference.shape,
    slices: slicesOf(reference, slicing),
    thumbs,
    features,
  };
  return {
    slicing,
    scale,
    against,
    kernelWithin: meanKernelWithin(features),
    reach: reaches(features),
    pairDistance: meanPairDistance(thumbs),
    known,
    calibration: calibrate(against, known, noneHeldOut ? order : null),
    others,
  };
}

/** Nearest distances of real pictures that were not learnt from, or of one that was to the others. */
function calibrate(
  against: Compared,
  known: KnownPictures,
  order: Uint32Array | null,
): Calibration {
  const count = Math.min(MOST_CALIBRATING, against.count);
  const { thumbs, features, shape } = against;
  const some = {
    thumbs: { ...thumbs, count },
    features: { ...features, count, values: features.values.subarray(0, count * features.length) },
  };
  const nearest = nearestOf(some, known, shape, order);
  const distances = (near: readonly { readonly distance: number }[]): number[] =>
    near.map(({ distance }) => distance);
  return { blurred: distances(nearest.blurred), features: distances(nearest.features) };
}

function compared(pictures: Pictures, { slicing, scale, against }: PreparedReal): Compared {
  const { height, width, channels } = pictures.shape;
  const { shape } = against;
  if (height !== shape.height || width !== shape.width || channels !== shape.channels) {
    throw new RangeError('Generated and real pictures have to be of one shape.');
  }
  return {
    count: pictures.count,
    shape,
    slices: slicesOf(pictures, slicing),
    thumbs: thumbsOf(pictures),
    features: scaledFeatures(randomFeatures(pictures), scale),
  };
}

function likenessOf(pictures: Compared, prepared: PreparedReal): Likeness {
  const { against, reach } = prepared;
  const { levels, colour } = slicedDistances(pictures.slices, against.slices);
  const spheres = reach && densityAndCoverage(pictures.features, against.features, reach);
  return {
    generated: pictures.count,
    real: against.count,
    sides: pyramidSides(against.shape),
    sliced: levels,
    slicedMean: levels.reduce((sum, one) => sum + one, 0) / levels.length,
    colour,
    kernel: kernelDistance(pictures.features, against.features, prepared.kernelWithin),
    density: spheres?.density ?? null,
    coverage: spheres?.coverage ?? null,
    diversity:
      prepared.pairDistance > 0 ? meanPairDistance(pictures.thumbs) / prepared.pairDistance : null,
  };
}

/**
 * Every measure of generated pictures; two of them at least. The same pictures give the same numbers.
 * @param logits means of D's logits, where it is at hand.
 */
export function measurePrepared(
  generated: Pictures,
  prepared: PreparedReal,
  logits: MeanLogits | null = null,
): Measures {
  if (generated.count < 2) throw new RangeError('Two generated pictures are needed at least.');
  const pictures = compared(generated, prepared);
  const nearest = nearestOf(pictures, prepared.known, generated.shape);
  return {
    ...likenessOf(pictures, prepared),
    overfitting: logits && overfitting(logits),
    copies: copiesAmong(nearest, prepared.calibration),
  };
}

/**
 * The floor: what other real pictures would get, `count` of them where there are so many. No generator
 * that learnt the pictures' distribution gets further below it than by chance.
 * @param others unless told otherwise, training pictures.
 */
export function measureFloor(
  prepared: PreparedReal,
  count: number,
  others: Pictures = prepared.others,
): Likeness {
  const some = firstPictures(others, Math.min(count, others.count));
  return likenessOf(compared(some, prepared), prepared);
}

/** The same in one call, for a single look. */
export const measure = (
  pictures: RealPictures & { readonly generated: Pictures; readonly logits?: MeanLogits },
  options: MeasureOptions,
): Measures =>
  measurePrepared(pictures.generated, prepareReal(pictures, options), pictures.logits ?? null);
