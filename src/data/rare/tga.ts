import { u16le } from '../formats/bytes';
import { cut, variant, type Decoder } from './decoder';

/** Truevision TGA 2.0: grey, palette and colours, plain or run-length packed, any corner first. */
export const tga: Decoder = {
  open(bytes) {
    const [width, height] = [u16le(bytes, 12), u16le(bytes, 14)];
    return { width, height, orientation: 1, decode: () => decode(bytes, width, height) };
  },
};

function decode(bytes: Uint8Array, width: number, height: number): Uint8ClampedArray {
  const type = bytes[2]! & 7;
  const packed = (bytes[2]! & 8) !== 0;
  const [mapFirst, mapLength, mapBits] = [u16le(bytes, 3), u16le(bytes, 5), bytes[7]!];
  const descriptor = bytes[17]!;
  const bits = bytes[16]!;
  const size = Math.ceil(bits / 8);
  const mapSize = Math.ceil(mapBits / 8);
  const mapAt = 18 + bytes[0]!;
  const dataAt = mapAt + (bytes[1] === 1 ? mapLength * mapSize : 0);
  const data = packed
    ? unpack(bytes, dataAt, size, width * height)
    : bytes.subarray(dataAt, dataAt + size * width * height);
  if (data.length < size * width * height) throw cut();
  // Many writers of 32 bits leave the count of alpha bits out; where all is clear, none is meant.
  const alphaBits = descriptor & 15;
  const colour = (
    from: Uint8Array,
    at: number,
    depth: number,
    out: Uint8ClampedArray,
    i: number,
  ) => {
    if (depth === 8) out[i] = out[i + 1] = out[i + 2] = from[at]!;
    else if (depth <= 16) {
      const word = u16le(from, at);
      out[i] = (((word >> 10) & 31) * 255) / 31;
      out[i + 1] = (((word >> 5) & 31) * 255) / 31;
      out[i + 2] = ((word & 31) * 255) / 31;
    } else {
      out[i] = from[at + 2]!;
      out[i + 1] = from[at + 1]!;
      out[i + 2] = from[at]!;
    }
    out[i + 3] = 255;
    if (depth === 32 && alphaBits > 0) out[i + 3] = from[at + 3]!;
    if (depth === 16 && alphaBits === 1) out[i + 3] = from[at + 1]! & 128 ? 255 : 0;
  };
  const [fromRight, fromTop] = [(descriptor & 16) !== 0, (descriptor & 32) !== 0];
  const out = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, at = 0; y < height; y++) {
    const row = fromTop ? y : height - 1 - y;
    for (let x = 0; x < width; x++, at += size) {
      const i = (row * width + (fromRight ? width - 1 - x : x)) * 4;
      if (type !== 1) {
        colour(data, at, type === 3 && bits === 16 ? 8 : bits, out, i);
        // Grey of 16 bits: the second byte is alpha.
        if (type === 3 && bits === 16) out[i + 3] = data[at + 1]!;
        continue;
      }
      const index = (size === 1 ? data[at]! : u16le(data, at)) - mapFirst;
      if (index < 0 || index >= mapLength) throw variant('palette-damaged');
      colour(bytes, mapAt + index * mapSize, mapBits, out, i);
    }
  }
  if (allClear(out)) for (let i = 3; i < out.length; i += 4) out[i] = 255;
  return out;
}

function allClear(rgba: Uint8ClampedArray): boolean {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] !== 0) return false;
  return true;
}

/** Runs: a byte that counts, then one pixel to repeat, or as many as counted. */
function unpack(bytes: Uint8Array, start: number, size: number, pixels: number): Uint8Array {
  const out = new Uint8Array(size * pixels);
  let at = start;
  for (let i = 0; i < out.length;) {
    const head = bytes[at++];
    if (head === undefined) throw cut();
    const length = Math.min(out.length - i, ((head & 127) + 1) * size);
    const data = head & 128 ? size : length;
    if (at + data > bytes.length) throw cut();
    if (head & 128) for (let k = 0; k < length; k++) out[i + k] = bytes[at + (k % size)]!;
    else out.set(bytes.subarray(at, at + length), i);
    at += data;
    i += length;
  }
  return out;
}
