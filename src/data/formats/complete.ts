import { ascii, has, u16le, u32be, u32le } from './bytes';
import { readJpegHeader } from './jpeg';
import type { PictureKind } from './sniff';

/**
 * Whether a picture's file ends before its (first) picture does. Browsers differ in what they do
 * with such files; some show the part that is there.
 */
export function isCutShort(bytes: Uint8Array, kind: PictureKind): boolean {
  switch (kind) {
    case 'jpeg':
      return jpegCutShort(bytes);
    case 'png':
      return pngCutShort(bytes);
    case 'gif':
      return gifCutShort(bytes);
    case 'webp':
      return bytes.length < u32le(bytes, 4) + 8;
    case 'bmp':
      return bmpCutShort(bytes);
    case 'avif':
      return boxesCutShort(bytes);
    case 'svg':
      return false;
  }
}

/** No end-of-image marker after the first scan began. Markers in thumbnails come before it. */
function jpegCutShort(bytes: Uint8Array): boolean {
  const scan = readJpegHeader(bytes)?.scan ?? -1;
  if (scan < 0) return true;
  for (let at = bytes.length - 2; at >= scan; at--) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return false;
  }
  return true;
}

/** The file ends within or before its last data chunk. */
function pngCutShort(bytes: Uint8Array): boolean {
  let data = false;
  let at = 8;
  while (at + 8 <= bytes.length) {
    const type = ascii(bytes, at + 4, 4);
    if (!/^[A-Za-z]{4}$/.test(type)) return false; // damaged, which is another matter
    if (data && type !== 'IDAT') return false;
    const end = at + 12 + u32be(bytes, at);
    if (type === 'IDAT') {
      // The check sum may be missing: the pixels are all there.
      if (end - 4 > bytes.length) return true;
      data = true;
    }
    at = end;
  }
  return !data;
}

/** The first picture's blocks do not end. */
function gifCutShort(bytes: Uint8Array): boolean {
  const table = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + table(bytes[10] ?? 0);
  const skipBlocks = () => {
    while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1;
    at += 1;
  };
  while (at < bytes.length) {
    const introducer = bytes[at];
    if (introducer === 0x21) {
      at += 2;
      skipBlocks();
    } else if (introducer === 0x2c) {
      at += 11 + table(bytes[at + 9] ?? 0);
      skipBlocks();
      return at > bytes.length;
    } else return false;
  }
  return true;
}

/** Uncompressed rows that would reach beyond the end. */
function bmpCutShort(bytes: Uint8Array): boolean {
  const offset = u32le(bytes, 10);
  if (u32le(bytes, 14) < 40) return false;
  const width = u32le(bytes, 18);
  const height = Math.abs(u32le(bytes, 22) | 0);
  const bits = u16le(bytes, 28);
  const compressed = ![0, 3, 6].includes(u32le(bytes, 30));
  if (compressed) return offset >= bytes.length;
  return offset + Math.ceil((width * bits) / 32) * 4 * height > bytes.length;
}

/** A box of an ISO base media file that reaches beyond the end. */
function boxesCutShort(bytes: Uint8Array): boolean {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = u32be(bytes, at);
    if (size === 0) return false;
    const whole = size === 1 ? u32be(bytes, at + 8) * 2 ** 32 + u32be(bytes, at + 12) : size;
    if (whole < 8) return false;
    if (has(bytes, at + 4, 'free') || has(bytes, at + 4, 'skip')) return false;
    at += whole;
  }
  return at !== bytes.length;
}
