import { u16be } from './bytes';

export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** Offset of the first scan's compressed data; -1 where none was found. */
  readonly scan: number;
  /** Whether that scan holds the whole picture, row by row, in grey or three colours: where its data
   *  runs out, decoders paint grey. */
  readonly plain: boolean;
}

/** Start of frame: C0..CF but for DHT (C4), JPG (C8) and DAC (CC). ITU-T T.81, table B.1. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/**
 * Size and first scan of a JPEG. Junk between segments is passed over, as decoders do.
 * @returns null where there is no frame header.
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader | null {
  let size: { width: number; height: number } | null = null;
  let sequential = false;
  let components = 0;
  let at = 2;
  while (at + 3 < bytes.length) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0) {
      at += 1;
      continue;
    }
    const length = u16be(bytes, at + 2);
    if (isFrame(marker) && at + 9 <= bytes.length) {
      size = { height: u16be(bytes, at + 5), width: u16be(bytes, at + 7) };
      sequential = marker <= 0xc1;
      components = bytes[at + 9] ?? 0;
    }
    if (marker === 0xda) {
      const all = bytes[at + 4] === components && (components === 1 || components === 3);
      return size && { ...size, scan: at + 2 + length, plain: sequential && all };
    }
    if (marker === 0xd9) break;
    // Restart markers and TEM stand alone; all other segments say their length.
    const alone = (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01;
    at += alone || length < 2 ? 2 : 2 + length;
  }
  return size && { ...size, scan: -1, plain: false };
}
