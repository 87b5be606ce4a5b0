import type { FormatVariant } from '../../contract/skip-reasons';
import type { Orientation } from '../formats/exif';

type Bytes = Uint8Array<ArrayBuffer>;

/** A picture whose header was read, and whose pixels are still to be decoded. */
export interface OpenPicture {
  /** Pixels as they are stored, before any turn. */
  readonly width: number;
  readonly height: number;
  /** What is to be done to show it upright; decoders that turn it themselves say 1. */
  readonly orientation: Orientation;
  /** @returns uint8 RGBA [height, width, 4], sRGB, not premultiplied. @throws Unreadable */
  decode(): Uint8ClampedArray | Promise<Uint8ClampedArray>;
  /** Lets its memory go. */
  close?(): void;
}

/** A picture that a file of another kind holds as it is. */
export interface WrappedPicture {
  readonly kind: 'png';
  readonly bytes: Bytes;
}

/** A decoder of a format that not all browsers read. */
export interface Decoder {
  /** Reads the header. @throws Unreadable */
  open(bytes: Bytes): OpenPicture | WrappedPicture | Promise<OpenPicture | WrappedPicture>;
}

/** What is wrong with a picture, where more is known than that it is damaged. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(
    /** Its data ends too early; it is a camera's raw file; or a variant that is not read here. */
    readonly what: 'cut' | 'raw' | { readonly variant: FormatVariant },
  ) {
    super('This picture cannot be read.');
  }
}

export const cut = (): Unreadable => new Unreadable('cut');
export const variant = (found: FormatVariant): Unreadable => new Unreadable({ variant: found });
