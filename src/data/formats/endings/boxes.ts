import { ascii, u32be } from '../bytes';
import { CUT, whole, type Ending } from './ending';

/** Boxes without which there is no picture, or which hold its data. */
const NEEDED = /^(?:ftyp|meta|mdat|moov|idat)$/;

/** A file of boxes (ISO base media): whole where its boxes are; what follows the last is left off. */
export function boxesEnding(bytes: Uint8Array<ArrayBuffer>): Ending {
  const seen = new Set<string>();
  let at = 0;
  while (at + 8 <= bytes.length) {
    const type = ascii(bytes, at + 4, 4);
    const size = boxBytes(bytes, at);
    if (size === 0 && NEEDED.test(type)) return whole(bytes);
    if (size < 8 || at + size > bytes.length) {
      if (NEEDED.test(type) && !(type === 'mdat' ? seen.has('mdat') : seen.has(type))) return CUT;
      break;
    }
    seen.add(type);
    at += size;
  }
  const described = seen.has('meta') || seen.has('moov');
  const data = seen.has('mdat') || holdsData(bytes);
  if (!described || !data) return CUT;
  return whole(at === bytes.length ? bytes : bytes.slice(0, at));
}

/** 0: to the end of the file. */
function boxBytes(bytes: Uint8Array, at: number): number {
  const size = u32be(bytes, at);
  return size === 1 ? u32be(bytes, at + 8) * 2 ** 32 + u32be(bytes, at + 12) : size;
}

/** Whether the data lies in the box that describes it, as that of very small pictures may. */
function holdsData(bytes: Uint8Array): boolean {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = boxBytes(bytes, at);
    const end = Math.min(bytes.length, at + (size >= 8 ? size : bytes.length));
    if (ascii(bytes, at + 4, 4) === 'meta') {
      for (let inner = at + 12; inner + 8 <= end; inner += Math.max(8, boxBytes(bytes, inner))) {
        if (ascii(bytes, inner + 4, 4) === 'idat') return true;
      }
    }
    at = end;
  }
  return false;
}
