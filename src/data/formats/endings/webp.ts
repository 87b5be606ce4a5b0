import { ascii, u32le } from '../bytes';
import { CUT, whole, type Ending } from './ending';

/**
 * The picture's own chunk counts, or the first frame's; the size that stands at the beginning of the
 * file may be wrong, and the last byte, which makes a chunk's length even, may be missing.
 */
export function webpEnding(bytes: Uint8Array<ArrayBuffer>): Ending {
  let pictured = false;
  /** Where the last chunk ends that is all there, made even. */
  let end = 12;
  for (let at = 12; at + 8 <= bytes.length && !(pictured && at >= u32le(bytes, 4) + 8);) {
    const type = ascii(bytes, at, 4);
    const length = u32le(bytes, at + 4);
    if (!/^[\x20-\x7e]{4}$/.test(type) || at + 8 + length > bytes.length) break;
    pictured ||= type === 'VP8 ' || type === 'VP8L' || type === 'ANMF';
    at = end = at + 8 + length + (length & 1);
  }
  if (!pictured) return CUT;
  const stated = u32le(bytes, 4) + 8;
  if (stated === end && bytes.length >= end) return whole(bytes);
  const out = new Uint8Array(end);
  out.set(bytes.subarray(0, end));
  new DataView(out.buffer).setUint32(4, end - 8, true);
  return whole(out);
}
