import type { PictureKind } from '../sniff';
import { bmpEnding } from './bmp';
import { boxesEnding } from './boxes';
import { gifEnding } from './gif';
import { jpegEnding } from './jpeg';
import { pngEnding } from './png';
import { webpEnding } from './webp';

type Bytes = Uint8Array<ArrayBuffer>;

/** How a picture's file ends. */
export type Ending =
  /**
   * All of its (first) picture is there. `bytes` is the file, with what its format wants at the end
   * put back where it was missing, and what would confuse a decoder left off.
   */
  | { readonly kind: 'whole'; readonly bytes: Bytes }
  /** The file ends before its (first) picture does. */
  | { readonly kind: 'cut' }
  /** Its end is missing, and whether pixels are missing too cannot be told. */
  | { readonly kind: 'endless' };

export const whole = (bytes: Bytes): Ending => ({ kind: 'whole', bytes });
export const CUT: Ending = { kind: 'cut' };
export const ENDLESS: Ending = { kind: 'endless' };

/** The file with other bytes after its first `length`. */
export function withEnd(bytes: Uint8Array, length: number, end: Uint8Array | number[]): Bytes {
  const out = new Uint8Array(length + end.length);
  out.set(bytes.subarray(0, length));
  out.set(end, length);
  return out;
}

/**
 * Looks whether a picture is all there. Browsers differ in what they do with one that is not, and
 * with one that lacks no more than its end marker: some show the part that is there, some nothing.
 */
export function findEnding(bytes: Bytes, kind: PictureKind): Ending | Promise<Ending> {
  switch (kind) {
    case 'jpeg':
      return jpegEnding(bytes);
    case 'png':
      return pngEnding(bytes);
    case 'gif':
      return gifEnding(bytes);
    case 'webp':
      return webpEnding(bytes);
    case 'bmp':
      return bmpEnding(bytes);
    case 'avif':
      return boxesEnding(bytes);
    case 'svg':
      return whole(bytes);
  }
}
