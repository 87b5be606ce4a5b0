import { largestPart, type Box, type Place } from '../../contract/focus';
import type { PictureSize } from '../../contract/picture-shape';
import type { CropMode } from '../../contract/pictures';

export type { Box };

/** Which part of a picture goes to which part of the prepared one. Whole pixels. */
export interface Crop {
  readonly source: Box;
  readonly target: Box;
}

/** Where a picture of `width` by `height` goes in a prepared one of `size`. `around`: where a crop is
 *  taken; the centre where it is missing. */
export function cropGeometry(
  mode: CropMode,
  width: number,
  height: number,
  size: PictureSize,
  around?: Place,
): Crop {
  const whole: Box = { x: 0, y: 0, width, height };
  const all: Box = { x: 0, y: 0, ...size };
  switch (mode) {
    case 'centre':
      return { source: largestPart({ width, height }, size, around), target: all };
    case 'stretch':
      return { source: whole, target: all };
    case 'fit': {
      const scale = Math.min(size.width / width, size.height / height);
      const w = Math.max(1, Math.round(width * scale));
      const h = Math.max(1, Math.round(height * scale));
      const x = Math.floor((size.width - w) / 2);
      const y = Math.floor((size.height - h) / 2);
      return { source: whole, target: { x, y, width: w, height: h } };
    }
  }
}

/** keragan's rule: height / width further from 1 than `variance`. The limits themselves pass. */
export const aspectTooFar = (width: number, height: number, variance: number): boolean =>
  Math.abs(height / width - 1) > variance;

/** Larger pictures are reduced while they are decoded. */
const REDUCE_ABOVE_PIXELS = 4_000_000;

/**
 * Width to ask of the decoder for a large picture, or null to decode it whole.
 *
 * Only the width is asked for: the height follows, whichever way EXIF turns the picture, which the
 * header's size does not tell. Either way the shorter side keeps at least twice the prepared edge,
 * so that the last reduction is ours. Very long pictures are decoded whole: turned, they would lose
 * too much.
 */
export function reducedWidth(width: number, height: number, size: number): number | null {
  const short = Math.min(width, height);
  const long = Math.max(width, height);
  const wanted = Math.ceil((2 * size * long) / short);
  if (width * height <= REDUCE_ABOVE_PIXELS || long > 4 * short || wanted >= short) return null;
  return wanted;
}

/** Whether a decoded picture lies across the header's size, turned a quarter by EXIF. */
export function isTurned(
  header: { readonly width: number; readonly height: number },
  decoded: { readonly width: number; readonly height: number },
): boolean {
  return header.width > header.height !== decoded.width > decoded.height;
}
