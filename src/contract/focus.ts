import type { PictureSize } from './picture-shape';

/** A place in an upright picture: parts of its width from the left and of its height from the top,
 *  each 0..1. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Around which place of a file's picture the crop is taken. */
export interface FocusPoint extends Place {
  /** SHA-256 of the file, as lower-case hex. */
  readonly hash: string;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the crop is taken while no point was moved. */
export const CENTRE: Place = { x: 0.5, y: 0.5 };

/** The largest part of a picture that has the proportions of `size`, around a place as nearly as the
 *  picture's edges allow. In whole pixels of the picture. */
export function largestPart(picture: PictureSize, size: PictureSize, around: Place = CENTRE): Box {
  const scale = Math.min(picture.width / size.width, picture.height / size.height);
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  const along = (whole: number, part: number, at: number): number =>
    Math.max(0, Math.min(whole - part, Math.floor(at * whole - part / 2)));
  return {
    x: along(picture.width, width, around.x),
    y: along(picture.height, height, around.y),
    width,
    height,
  };
}

/** Places are kept to a ten-thousandth of a side, and within the picture. */
export function tidyPlace({ x, y }: Place): Place {
  const tidy = (part: number): number => Math.round(1e4 * Math.min(1, Math.max(0, part))) / 1e4;
  return { x: tidy(x), y: tidy(y) };
}

/** The place for a file. @param hash SHA-256 of the file, as lower-case hex. */
export const placeOf = (points: readonly FocusPoint[] | undefined, hash: string): Place =>
  points?.find((point) => point.hash === hash) ?? CENTRE;

export const samePlace = (a: Place, b: Place): boolean => a.x === b.x && a.y === b.y;

/** Points with the one of a file moved; in the centre it needs none. */
export function withPoint(
  points: readonly FocusPoint[] | undefined,
  { hash, x, y }: FocusPoint,
): readonly FocusPoint[] {
  const others = (points ?? []).filter((point) => point.hash !== hash);
  return samePlace({ x, y }, CENTRE) ? others : [...others, { hash, x, y }];
}
