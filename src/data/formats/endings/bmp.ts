import { u16le, u32le } from '../bytes';
import { CUT, ENDLESS, whole, withEnd, type Ending } from './ending';

/** Headers of OS/2 and of Windows. */
const OLD_HEADER = 12;

/** A last row may lack the bytes that only fill it up, and packed rows the mark that ends them. */
export function bmpEnding(bytes: Uint8Array<ArrayBuffer>): Ending {
  const offset = u32le(bytes, 10);
  const old = u32le(bytes, 14) === OLD_HEADER;
  const width = old ? u16le(bytes, 18) : u32le(bytes, 18);
  const height = old ? u16le(bytes, 20) : Math.abs(u32le(bytes, 22) | 0);
  const bits = u16le(bytes, old ? 24 : 28);
  const compression = old ? 0 : u32le(bytes, 30);
  if (compression === 1 || compression === 2) {
    return packedEnding(bytes, offset, width, height, compression === 1);
  }
  if (![0, 3, 6].includes(compression)) return offset >= bytes.length ? CUT : whole(bytes);
  const row = Math.ceil((width * bits) / 32) * 4;
  const end = offset + row * height;
  const unfilled = end - row + Math.ceil((width * bits) / 8);
  if (bytes.length < unfilled) return CUT;
  if (bytes.length >= end) return whole(bytes);
  return whole(withEnd(bytes, bytes.length, new Uint8Array(end - bytes.length)));
}

/** Runs of pixels, of 8 bits or of 4 each. Rows may end early: pixels left out have the first colour. */
function packedEnding(
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
  width: number,
  height: number,
  eight: boolean,
): Ending {
  let [x, y, at] = [0, 0, start];
  const all = () => y >= height || (y === height - 1 && x >= width);
  while (at + 1 < bytes.length) {
    const [count, value] = [bytes[at]!, bytes[at + 1]!];
    at += 2;
    if (count > 0) x += count;
    else if (value === 1) return whole(bytes);
    else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 2) {
      x += bytes[at] ?? 0;
      y += bytes[at + 1] ?? 0;
      at += 2;
    } else {
      // Plain pixels, filled up to an even number of bytes.
      const data = eight ? value : Math.ceil(value / 2);
      if (at + data > bytes.length) return CUT;
      x += value;
      at += data + (data & 1);
    }
    if (all() && at >= bytes.length) return whole(withEnd(bytes, bytes.length, [0, 1]));
  }
  return all() ? whole(withEnd(bytes, bytes.length & ~1, [0, 1])) : y > 0 ? CUT : ENDLESS;
}
