import { ascii, u32be } from '../bytes';
import { CUT, whole, withEnd, type Ending } from './ending';

type Bytes = Uint8Array<ArrayBuffer>;

const IEND = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

/** Without its end chunk a PNG is whole where its data unpacks to all of its rows. */
export async function pngEnding(bytes: Bytes): Promise<Ending> {
  const data: Uint8Array[] = [];
  /** Where the last chunk ends that is all there. */
  let end = 8;
  /** Contents of a last data chunk that lacks its check sum, or part of it. */
  let unchecked: { at: number; length: number } | null = null;
  for (let at = 8; at + 8 <= bytes.length;) {
    const type = ascii(bytes, at + 4, 4);
    // Stray bytes after the data, or damage before it, which the decoder will find.
    if (!/^[A-Za-z]{4}$/.test(type)) {
      if (data.length === 0) return whole(bytes);
      break;
    }
    const length = u32be(bytes, at);
    const next = at + 12 + length;
    if (type === 'IEND') return whole(bytes);
    if (next > bytes.length) {
      if (type !== 'IDAT' && data.length === 0) return CUT;
      if (type !== 'IDAT') break;
      if (next - 4 > bytes.length) return CUT;
      unchecked = { at, length };
    }
    if (type === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
    at = next;
    if (!unchecked) end = next;
  }
  if (data.length === 0) return CUT;
  if ((await unpackedBytes(data)) < pixelBytes(bytes)) return CUT;
  if (!unchecked) return whole(withEnd(bytes, end, IEND));
  const { at, length } = unchecked;
  const sum = crc32(bytes.subarray(at + 4, at + 8 + length));
  const last = [sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255, ...IEND];
  return whole(withEnd(bytes, at + 8 + length, last));
}

/** Bytes that a PNG's data unpacks to: rows, each with a byte that names its filter. */
function pixelBytes(bytes: Uint8Array): number {
  const [width, height] = [u32be(bytes, 16), u32be(bytes, 20)];
  const samples = [1, 0, 3, 1, 2, 0, 4][bytes[25] ?? 0] ?? 1;
  const bits = (bytes[24] ?? 8) * samples;
  const rows = (columns: number, count: number): number =>
    columns > 0 ? (1 + Math.ceil((columns * bits) / 8)) * count : 0;
  if (bytes[28] !== 1) return rows(width, height);
  let sum = 0;
  for (const [x, y, across, down] of ADAM7) {
    sum += rows(Math.ceil((width - x) / across), Math.max(0, Math.ceil((height - y) / down)));
  }
  return sum;
}

/** Passes of an interlaced picture: first column and row, steps across and down. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

async function unpackedBytes(data: readonly Uint8Array[]): Promise<number> {
  let count = 0;
  try {
    const packed = new Blob(data.map((part) => part.slice()));
    const reader = packed.stream().pipeThrough(new DecompressionStream('deflate')).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return count;
      count += value.length;
    }
  } catch {
    // It ends too early, or its check sum does: what came before counts.
    return count;
  }
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  }
  return ~crc >>> 0;
}
