import type { PictureSize } from '../contract/picture-shape';
import { Stream, uniform } from '../contract/random';
import type { Signature } from '../contract/signature';

/** Whole pixels of a picture. */
export interface Box extends PictureSize {
  readonly x: number;
  readonly y: number;
}

/** A stamp of a picture, turned and enlarged. */
export interface Turned extends PictureSize {
  /** What sizes of the stamp are multiplied by. */
  readonly scale: number;
  /** Pixels from the picture's edges. */
  readonly margin: number;
}

/**
 * How large a stamp is in a picture [SIGN2]: its longer side is a share of the picture's shorter one,
 * and less where it would not lie within the margins once it is turned.
 * @param stamp of any size above 0. @returns sides of the box around it, 1 at least.
 */
export function turned(
  picture: PictureSize,
  stamp: PictureSize,
  { size, margin, angle }: Pick<Signature, 'size' | 'margin' | 'angle'>,
): Turned {
  const shorter = Math.min(picture.width, picture.height);
  const edge = Math.min(Math.round(margin * shorter), Math.floor((shorter - 1) / 2));
  const room = { width: picture.width - 2 * edge, height: picture.height - 2 * edge };
  const radians = (angle * Math.PI) / 180;
  const [across, along] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))];
  const width = stamp.width * across + stamp.height * along;
  const height = stamp.width * along + stamp.height * across;
  const wanted = (size * shorter) / Math.max(stamp.width, stamp.height);
  const scale = Math.min(wanted, room.width / width, room.height / height);
  const whole = (side: number, most: number): number =>
    // A hair above a whole number is one that arithmetic missed.
    Math.min(most, Math.max(1, Math.ceil(side * scale - 1e-6)));
  return {
    scale,
    margin: edge,
    width: whole(width, room.width),
    height: whole(height, room.height),
  };
}

/**
 * Where that lies [SIGN2].
 * @param key of the picture, as its origin's text: the same one has the same random place.
 */
export function boxOf(
  picture: PictureSize,
  { width, height, margin }: Turned,
  place: Signature['place'],
  key: string,
): Box {
  const right = picture.width - margin - width;
  const bottom = picture.height - margin - height;
  if (place === 'random') {
    const [across = 0, down = 0] = uniform(hash(key), Stream.SignaturePlace, 0, 2);
    const x = margin + Math.floor(across * (right - margin + 1));
    const y = margin + Math.floor(down * (bottom - margin + 1));
    return { x, y, width, height };
  }
  return {
    x: place.endsWith('right') ? right : margin,
    y: place.startsWith('bottom') ? bottom : margin,
    width,
    height,
  };
}

/** FNV-1a of a text's UTF-16 units, as a seed. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value >>> 0;
}
