import { u16be, u32be } from '../formats/bytes';
import { fromCmyk, fromLab, toSrgb } from './colours';
import { cut, variant, type Decoder } from './decoder';

const BITMAP = 0;
const GREY = 1;
const INDEXED = 2;
const RGB = 3;
const CMYK = 4;
const DUOTONE = 8;
const LAB = 9;
/** Channels of colour in each mode; more are alpha, or spots. Duotone is stored as grey. */
const CHANNELS: Readonly<Record<number, number>> = {
  [BITMAP]: 1,
  [GREY]: 1,
  [INDEXED]: 1,
  [RGB]: 3,
  [CMYK]: 4,
  [DUOTONE]: 1,
  [LAB]: 3,
};

interface Psd {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly large: boolean;
  readonly channels: number;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly mode: number;
  readonly palette: Uint8Array;
  /** Whether the first channel beyond the colours is what is clear of the whole picture. */
  readonly clear: boolean;
  /** Where the flattened picture begins. */
  readonly at: number;
}

/**
 * The flattened picture of a Photoshop document, PSD or PSB (Adobe Photoshop File Formats
 * Specification): what Photoshop writes at the end unless "maximise compatibility" is off.
 */
export const psd: Decoder = {
  open(bytes) {
    const file = readHeader(bytes);
    const { width, height } = file;
    return { width, height, orientation: 1, decode: () => decode(file) };
  },
};

function readHeader(bytes: Uint8Array<ArrayBuffer>): Psd {
  if (bytes.length < 30) throw cut();
  const large = u16be(bytes, 4) === 2;
  const [channels, height, width] = [u16be(bytes, 12), u32be(bytes, 14), u32be(bytes, 18)];
  const [depth, mode] = [u16be(bytes, 22), u16be(bytes, 24)];
  const palette = bytes.subarray(30, 30 + u32be(bytes, 26));
  const resources = 30 + palette.length;
  const layers = resources + 4 + u32be(bytes, resources);
  const long = large
    ? u32be(bytes, layers) * 2 ** 32 + u32be(bytes, layers + 4)
    : u32be(bytes, layers);
  const at = layers + (large ? 8 : 4) + long;
  if (at + 2 > bytes.length) throw cut();
  if (CHANNELS[mode] === undefined) throw variant('multichannel');
  if (channels < CHANNELS[mode] || ![1, 8, 16, 32].includes(depth)) throw variant('depth');
  // A negative count of layers says that the first channel more is what is clear.
  const layerCount = u16be(bytes, layers + (large ? 16 : 8));
  const clear = long > (large ? 10 : 6) && layerCount > 0x7fff && channels > CHANNELS[mode];
  return { bytes, large, channels, width, height, depth, mode, palette, clear, at };
}

async function decode(file: Psd): Promise<Uint8ClampedArray> {
  const { width, height, depth, mode, clear } = file;
  const colours = CHANNELS[mode]!;
  const wanted = colours + (clear ? 1 : 0);
  const planes = await readPlanes(file, wanted);
  const pixels = width * height;
  const bytes = depth / 8;
  const rowBytes = Math.ceil((width * depth) / 8);
  /** 0..1 of a channel; floats are linear. */
  const value = (plane: number, i: number): number => {
    const data = planes[plane]!;
    if (depth === 8) return data[i]! / 255;
    if (depth === 16) return u16be(data, 2 * i) / 65535;
    if (depth === 32)
      return toSrgb(new DataView(data.buffer, data.byteOffset).getFloat32(i * bytes));
    const x = i % width;
    return 1 - ((data[Math.floor(i / width) * rowBytes + (x >> 3)]! >> (7 - (x & 7))) & 1);
  };
  const out = new Uint8ClampedArray(pixels * 4);
  for (let i = 0, o = 0; i < pixels; i++, o += 4) {
    const alpha = clear ? value(colours, i) : 1;
    out[o + 3] = 255 * alpha;
    // Colours were laid on white where the picture is clear.
    const plain = (plane: number): number => {
      const seen = value(plane, i);
      return alpha > 0 && alpha < 1 && mode !== CMYK ? (seen - 1 + alpha) / alpha : seen;
    };
    if (mode === RGB) for (let c = 0; c < 3; c++) out[o + c] = 255 * plain(c);
    else if (mode === CMYK) {
      // Stored the other way round: 1 is no ink.
      fromCmyk(1 - value(0, i), 1 - value(1, i), 1 - value(2, i), 1 - value(3, i), out, o);
    } else if (mode === LAB) {
      fromLab(100 * value(0, i), 255 * value(1, i) - 128, 255 * value(2, i) - 128, out, o);
    } else if (mode === INDEXED) {
      const index = planes[0]![i]!;
      for (let c = 0; c < 3; c++) out[o + c] = file.palette[c * 256 + index] ?? 0;
    } else out[o] = out[o + 1] = out[o + 2] = 255 * plain(0);
  }
  return out;
}

/** The first channels, each unpacked, rows in order. */
async function readPlanes(file: Psd, wanted: number): Promise<Uint8Array[]> {
  const { bytes, at, width, height, depth, channels, large } = file;
  const rowBytes = Math.ceil((width * depth) / 8);
  const planeBytes = rowBytes * height;
  const start = at + 2;
  switch (u16be(bytes, at)) {
    case 0: {
      if (start + planeBytes * wanted > bytes.length) throw cut();
      return Array.from({ length: wanted }, (_, i) =>
        bytes.subarray(start + i * planeBytes, start + (i + 1) * planeBytes),
      );
    }
    case 1: {
      const countBytes = large ? 4 : 2;
      const count = (row: number): number =>
        large ? u32be(bytes, start + 4 * row) : u16be(bytes, start + 2 * row);
      let from = start + countBytes * channels * height;
      return Array.from({ length: wanted }, (_, plane) => {
        const out = new Uint8Array(planeBytes);
        for (let y = 0; y < height; y++) {
          const length = count(plane * height + y);
          if (from + length > bytes.length) throw cut();
          unpackBits(
            bytes.subarray(from, from + length),
            out.subarray(y * rowBytes, (y + 1) * rowBytes),
          );
          from += length;
        }
        return out;
      });
    }
    case 2:
      return unzip(bytes.slice(start), planeBytes, wanted);
    default:
      throw variant('zip-prediction');
  }
}

/** PackBits: a count, then bytes to copy, or one to repeat. */
function unpackBits(packed: Uint8Array, out: Uint8Array): void {
  for (let at = 0, i = 0; at < packed.length && i < out.length;) {
    const head = packed[at++]!;
    if (head === 128) continue;
    if (head < 128) {
      const part = packed.subarray(at, at + Math.min(head + 1, out.length - i));
      out.set(part, i);
      at += head + 1;
      i += head + 1;
    } else {
      out.fill(packed[at++] ?? 0, i, i + 257 - head);
      i += 257 - head;
    }
  }
}

async function unzip(
  packed: Uint8Array<ArrayBuffer>,
  planeBytes: number,
  wanted: number,
): Promise<Uint8Array[]> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  const out = new Uint8Array(planeBytes * wanted);
  const reader = stream.getReader();
  let filled = 0;
  while (filled < out.length) {
    const next = await reader.read().catch(() => null);
    if (!next || next.done) throw cut();
    const part = next.value.subarray(0, out.length - filled);
    out.set(part, filled);
    filled += part.length;
  }
  await reader.cancel();
  return Array.from({ length: wanted }, (_, i) =>
    out.subarray(i * planeBytes, (i + 1) * planeBytes),
  );
}
