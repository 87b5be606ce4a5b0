import { imageSize } from 'image-size';
import { readJpegHeader } from './jpeg';
import type { PictureKind } from './sniff';

export interface HeaderSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Width and height as the header states them, before any EXIF rotation, in pixels.
 * @returns null where the header cannot be read: the picture is damaged.
 */
export function readHeaderSize(
  bytes: Uint8Array,
  kind: Exclude<PictureKind, 'svg'>,
): HeaderSize | null {
  const size = kind === 'jpeg' ? readJpegHeader(bytes) : tryImageSize(bytes);
  if (!size) return null;
  // A BMP whose rows run from top to bottom states a negative height.
  const width = Math.abs(size.width);
  const height = Math.abs(size.height);
  return width > 0 && height > 0 ? { width, height } : null;
}

function tryImageSize(bytes: Uint8Array): HeaderSize | null {
  try {
    return imageSize(bytes);
  } catch {
    return null;
  }
}
