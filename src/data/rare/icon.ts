import { has, u16le, u32le } from '../formats/bytes';
import { cut, variant, type Decoder } from './decoder';

const PNG = [0x89, 0x50, 0x4e, 0x47];

/** Windows icons and cursors: of the pictures in one, that with the most pixels and colours. */
export const icon: Decoder = {
  open(bytes) {
    const entries = Array.from({ length: u16le(bytes, 4) }, (_, i) => {
      const at = 6 + 16 * i;
      const [size, start] = [u32le(bytes, at + 8), u32le(bytes, at + 12)];
      return { start, end: start + size, whole: at + 16 <= bytes.length };
    })
      .filter(({ whole, start, end }) => whole && start + 40 <= bytes.length && end - start > 40)
      .map((entry) => ({ ...entry, ...sizeOf(bytes, entry.start) }));
    const best = entries.sort(
      (a, b) => b.width * b.height - a.width * a.height || b.bits - a.bits,
    )[0];
    if (!best || best.end > bytes.length) throw cut();
    const { width, height, start, end } = best;
    if (has(bytes, start, PNG)) return { kind: 'png', bytes: bytes.slice(start, end) };
    return {
      width,
      height,
      orientation: 1,
      decode: () => decodeBitmap(bytes.subarray(start, end), width, height),
    };
  },
};

/** In the directory a byte tells each side; the picture itself knows better. */
function sizeOf(bytes: Uint8Array, at: number): { width: number; height: number; bits: number } {
  if (has(bytes, at, PNG)) {
    const be = (i: number) => u32le(Uint8Array.from(bytes.subarray(i, i + 4)).reverse(), 0);
    return { width: be(at + 16), height: be(at + 20), bits: 32 };
  }
  // The height counts the mask, too.
  const height = Math.abs(u32le(bytes, at + 8) | 0) / 2;
  return { width: u32le(bytes, at + 4), height: Math.floor(height), bits: u16le(bytes, at + 14) };
}

/** A bitmap without a file header, and below it a mask of one bit for each pixel: set is clear. */
function decodeBitmap(bytes: Uint8Array, width: number, height: number): Uint8ClampedArray {
  const header = u32le(bytes, 0);
  const bits = u16le(bytes, 14);
  const used = u32le(bytes, 32);
  if (header < 40 || ![1, 4, 8, 24, 32].includes(bits) || u32le(bytes, 16) !== 0) {
    throw variant('packing');
  }
  const colours = bits <= 8 ? used || 1 << bits : 0;
  const pixels = header + colours * 4;
  const row = Math.ceil((width * bits) / 32) * 4;
  const maskRow = Math.ceil(width / 32) * 4;
  const mask = pixels + row * height;
  if (mask > bytes.length) throw cut();
  const out = new Uint8ClampedArray(width * height * 4);
  let clear = true;
  for (let y = 0; y < height; y++) {
    const from = pixels + (height - 1 - y) * row;
    for (let x = 0; x < width; x++) {
      const i = (y * width + x) * 4;
      const at = bits <= 8 ? header + 4 * indexAt(bytes, from, x, bits) : from + (x * bits) / 8;
      out[i] = bytes[at + 2] ?? 0;
      out[i + 1] = bytes[at + 1] ?? 0;
      out[i + 2] = bytes[at] ?? 0;
      out[i + 3] = bits === 32 ? bytes[at + 3]! : 255;
      clear &&= out[i + 3] === 0;
    }
  }
  // Icons of 32 bits made before there was alpha go by the mask, like all others.
  if (bits < 32 || clear) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const byte = bytes[mask + (height - 1 - y) * maskRow + (x >> 3)] ?? 0;
        out[(y * width + x) * 4 + 3] = (byte >> (7 - (x & 7))) & 1 ? 0 : 255;
      }
    }
  }
  return out;
}

function indexAt(bytes: Uint8Array, row: number, x: number, bits: number): number {
  const byte = bytes[row + ((x * bits) >> 3)]!;
  return (byte >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1);
}
