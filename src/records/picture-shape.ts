import type { PictureShape, PictureSize } from '../contract/picture-shape';
import { shape, whole, type Check } from './check';

/** Edge of a picture: beyond, one picture alone would fill a part of the set. */
const edge = whole(1, 1024);

export const pictureSize: Check<PictureSize> = shape<PictureSize>({ height: edge, width: edge });

export const pictureShape: Check<PictureShape> = shape<PictureShape>({
  height: edge,
  width: edge,
  channels: whole(1, 3),
});

/**
 * Reads a record with a shape. Records of before told the edge of a square, `imageSize`, and a set
 * `channels` beside it; they are read so.
 */
export const withShape =
  <T>(check: Check<T>): Check<T> =>
  (value, where) => {
    if (typeof value !== 'object' || value === null || Object.hasOwn(value, 'shape')) {
      return check(value, where);
    }
    const { imageSize, channels, ...rest } = value as Record<string, unknown>;
    return check({ ...rest, shape: { height: imageSize, width: imageSize, channels } }, where);
  };
