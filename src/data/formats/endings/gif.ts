import { u16le } from '../bytes';
import { CUT, whole, withEnd, type Ending } from './ending';

const TRAILER = 0x3b;

const tableBytes = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);

/** The first picture counts. Its data's end, and the file's, are put back where they are missing. */
export function gifEnding(bytes: Uint8Array<ArrayBuffer>): Ending {
  let at = 13 + tableBytes(bytes[10] ?? 0);
  while (at < bytes.length) {
    if (bytes[at] === 0x21) at = afterBlocks(bytes, at + 2);
    else if (bytes[at] === 0x2c) {
      const data = at + 10 + tableBytes(bytes[at + 9] ?? 0);
      const end = afterBlocks(bytes, data + 1);
      if (end < bytes.length) return whole(bytes);
      if (end === bytes.length) return whole(withEnd(bytes, end, [TRAILER]));
      return lastBlock(bytes, at, data);
    } else return whole(bytes);
  }
  return CUT;
}

/** Past data blocks and the empty one that ends them; beyond the file where it ends before. */
function afterBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1;
  return at + 1;
}

/** The data ends with the file: whole all the same where it tells of every pixel. */
function lastBlock(bytes: Uint8Array<ArrayBuffer>, picture: number, data: number): Ending {
  const parts: number[] = [];
  let last = -1;
  for (let at = data + 1; at < bytes.length; at += bytes[at]! + 1) {
    last = at;
    for (const byte of bytes.subarray(at + 1, at + 1 + bytes[at]!)) parts.push(byte);
  }
  const wanted = u16le(bytes, picture + 5) * u16le(bytes, picture + 7);
  if (last < 0 || countPixels(Uint8Array.from(parts), bytes[data]!) < wanted) return CUT;
  const out = withEnd(bytes, bytes.length, [0, TRAILER]);
  out[last] = bytes.length - last - 1;
  return whole(out);
}

/** Pixels that LZW data tells of (GIF89a, appendix F). */
function countPixels(data: Uint8Array, codeBits: number): number {
  if (codeBits < 1 || codeBits > 11) return 0;
  const clear = 1 << codeBits;
  const lengths = new Uint32Array(4096).fill(1, 0, clear);
  let next = clear + 2;
  let bits = codeBits + 1;
  let before = -1;
  let pixels = 0;
  let held = 0;
  let count = 0;
  for (const byte of data) {
    held |= byte << count;
    count += 8;
    while (count >= bits) {
      const code = held & ((1 << bits) - 1);
      held >>>= bits;
      count -= bits;
      if (code === clear + 1) return pixels;
      if (code === clear) {
        next = clear + 2;
        bits = codeBits + 1;
        before = -1;
        continue;
      }
      if (code > next || (code === next && before < 0)) return pixels;
      if (before >= 0 && next < 4096) {
        lengths[next++] = lengths[before]! + 1;
        if (next === 1 << bits && bits < 12) bits += 1;
      }
      pixels += lengths[code]!;
      before = code;
    }
  }
  return pixels;
}
