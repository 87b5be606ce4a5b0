import { pictureLength } from '../contract/picture-shape';
import type {
  ClosePair,
  ClosestPictures,
  CopyGauge,
  CopySpace,
  Likeness,
  MeasureRecord,
  Measures,
} from '../contract/measures';
import {
  bytes,
  count,
  finite,
  id,
  listOf,
  nullable,
  oneOf,
  refuse,
  shape,
  whole,
  yesOrNo,
  type Check,
} from './check';
import { pictureShape } from './picture-shape';

/** Levels of a pyramid, and pairs; each more than there ever are. */
const MOST_LEVELS = 16;
const MOST_PAIRS = 64;

const likenessFields = {
  generated: count,
  real: count,
  sides: listOf(whole(1, 2 ** 16), MOST_LEVELS),
  sliced: listOf(finite, MOST_LEVELS),
  slicedMean: finite,
  colour: finite,
  kernel: finite,
  density: nullable(finite),
  coverage: nullable(finite),
  diversity: nullable(finite),
};

/** A distance for each level. */
const levels =
  <T extends Likeness>(check: Check<T>): Check<T> =>
  (value, where) => {
    const found = check(value, where);
    const { sides, sliced } = found;
    if (sides.length === sliced.length) return found;
    return refuse(where, { is: 'numbers-of', count: sides.length }, sliced.length);
  };

const likeness = levels(shape<Likeness>(likenessFields));

const gauge = shape<CopyGauge>({ median: finite, realMedian: finite, z: finite, share: finite });
const pair = shape<ClosePair>({
  generated: count,
  training: count,
  space: oneOf<CopySpace>(['blurred', 'features']),
  mirrored: yesOrNo,
  right: finite,
  down: finite,
  ratio: finite,
});

const measures = levels(
  shape<Measures>({
    ...likenessFields,
    overfitting: nullable(finite),
    copies: shape({ blurred: gauge, features: gauge, closest: listOf(pair, MOST_PAIRS) }),
  }),
);

const closestPictures = shape<ClosestPictures>({ shape: pictureShape, pixels: bytes });

const fields = shape<MeasureRecord>({
  runId: id,
  step: count,
  epoch: count,
  picturesSeen: count,
  at: finite,
  tookMs: finite,
  heldOut: count,
  measures,
  floor: likeness,
  closest: nullable(closestPictures),
});

/** What was measured of a run, with a picture for each pair where it has any. */
export const measureRecord: Check<MeasureRecord> = (value, where) => {
  const { closest, ...rest } = fields(value, where);
  if (!closest) return rest;
  const expected = rest.measures.copies.closest.length * pictureLength(closest.shape);
  if (closest.pixels.length === expected) return { ...rest, closest };
  return refuse(where, { is: 'numbers-of', count: expected }, closest.pixels.length);
};
