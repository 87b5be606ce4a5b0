import { ascii, has, u16be, u16le, u32be, u32le } from './bytes';
import type { PictureKind } from './sniff';

/** EXIF's orientation: 1 upright, 2..8 mirrored or turned (CIPA DC-008, tag 0x0112). */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION = 0x0112;

/** The orientation in a TIFF structure, with or without the `Exif\0\0` before it. */
export function readOrientation(block: Uint8Array): Orientation {
  const tiff = has(block, 0, 'Exif\0\0') ? block.subarray(6) : block;
  const little = has(tiff, 0, 'II');
  if (!little && !has(tiff, 0, 'MM')) return 1;
  const u16 = little ? u16le : u16be;
  const directory = (little ? u32le : u32be)(tiff, 4);
  const count = u16(tiff, directory);
  for (let i = 0; i < count; i++) {
    const at = directory + 2 + i * 12;
    if (at + 12 > tiff.length) return 1;
    if (u16(tiff, at) === ORIENTATION) return asOrientation(u16(tiff, at + 8));
  }
  return 1;
}

function asOrientation(value: number): Orientation {
  switch (value) {
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
    case 8:
      return value;
    default:
      return 1;
  }
}

export interface WithoutExif {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What is still to be done to show the picture upright. */
  readonly orientation: Orientation;
}

/**
 * Browsers all turn JPEG and AVIF upright, but differ over the EXIF of WebP and PNG. Those lose it
 * here, so that every browser decodes them alike and the turning is left to us.
 */
export function takeOutExif(bytes: Uint8Array<ArrayBuffer>, kind: PictureKind): WithoutExif {
  const found = kind === 'webp' ? inWebp(bytes) : kind === 'png' ? inPng(bytes) : null;
  const orientation = found ? readOrientation(bytes.subarray(found.from, found.to)) : 1;
  if (!found || orientation === 1) return { bytes, orientation: 1 };
  const rest = new Uint8Array(bytes.length - (found.end - found.start));
  rest.set(bytes.subarray(0, found.start));
  rest.set(bytes.subarray(found.end), found.start);
  if (kind === 'webp') new DataView(rest.buffer).setUint32(4, rest.length - 8, true);
  return { bytes: rest, orientation };
}

/** A chunk from `start` to `end`, its contents from `from` to `to`. */
interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

function inWebp(bytes: Uint8Array): Chunk | null {
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = u32le(bytes, at + 4);
    const end = Math.min(bytes.length, at + 8 + length + (length & 1));
    const from = at + 8;
    if (has(bytes, at, 'EXIF')) return { start: at, end, from, to: Math.min(end, from + length) };
    at = end;
  }
  return null;
}

function inPng(bytes: Uint8Array): Chunk | null {
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + u32be(bytes, at);
    const type = ascii(bytes, at + 4, 4);
    if (type === 'IEND' || end > bytes.length) return null;
    if (type === 'eXIf') return { start: at, end, from: at + 8, to: end - 4 };
    at = end;
  }
  return null;
}
