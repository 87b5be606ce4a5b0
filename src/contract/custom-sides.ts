import { IMAGE_SIZES } from './hyperparameters';
import {
  SIDES,
  aspectOf,
  sizeOf,
  type PictureSize,
  type ShapeChoice,
  type SizeChoice,
} from './picture-shape';

/** Sides that a person may choose nearest to a number of pixels, ascending: one or two. */
export function legalSides(pixels: number): number[] {
  const { min, max, multiple } = SIDES;
  const within = (side: number): number => Math.min(max, Math.max(min, side));
  const below = multiple * Math.floor((Number.isNaN(pixels) ? min : pixels) / multiple);
  const above = pixels === below ? below : below + multiple;
  return [...new Set([within(below), within(above)])];
}

const isLegal = (side: number): boolean => legalSides(side).includes(side);

/** Whether pictures of that size can be asked for. */
export const areLegalSides = ({ height, width }: PictureSize): boolean =>
  isLegal(height) && isLegal(width);

const nearestSide = (pixels: number): number =>
  legalSides(pixels).reduce((best, side) =>
    Math.abs(side - pixels) < Math.abs(best - pixels) ? side : best,
  );

/** Another shape. Sides of a person's own begin as those of the shape before, as nearly as can be. */
export function chooseShape(
  before: SizeChoice,
  shape: ShapeChoice,
): Pick<SizeChoice, 'shape' | 'pictureWidth' | 'pictureHeight'> {
  const { pictureWidth, pictureHeight } = before;
  if (shape !== 'custom' || before.shape === 'custom')
    return { shape, pictureWidth, pictureHeight };
  const { width, height } = sizeOf(before.imageSize, before.shape);
  return { shape, pictureWidth: nearestSide(width), pictureHeight: nearestSide(height) };
}

/** How far proportions may be off for an area that is nearer: 4 to 1 in logarithms. */
const PROPORTIONS_COUNT = 4;

/**
 * Sides of about those proportions and about as many pixels as a square of `edge`. Proportions come
 * first: 16 by 1024 pixels have no smaller likeness.
 */
export function sidesNear(proportions: PictureSize, edge: number): PictureSize {
  const { min, max, multiple } = SIDES;
  const wanted = Math.log(proportions.width / proportions.height) || 0;
  let best: PictureSize = { width: min, height: min };
  let least = Infinity;
  for (let width: number = min; width <= max; width += multiple) {
    for (let height: number = min; height <= max; height += multiple) {
      const off =
        PROPORTIONS_COUNT * Math.abs(Math.log(width / height) - wanted) +
        Math.abs(Math.log((width * height) / edge ** 2));
      if (off >= least) continue;
      best = { width, height };
      least = off;
    }
  }
  return best;
}

/**
 * How settings ask for pictures of a size: as one of the shapes at an image size where it is one, else
 * by their sides. @returns null for what cannot be asked for.
 */
export function askedBy(
  size: PictureSize,
): Pick<SizeChoice, 'imageSize' | 'shape'> | Omit<SizeChoice, 'imageSize'> | null {
  const known = aspectOf(size);
  if (known && (IMAGE_SIZES as readonly number[]).includes(known.imageSize)) {
    return { imageSize: known.imageSize, shape: known.aspect };
  }
  if (!areLegalSides(size)) return null;
  return { shape: 'custom', pictureWidth: size.width, pictureHeight: size.height };
}
