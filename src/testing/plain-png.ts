import { crc32, inflateSync } from 'node:zlib';

/** Reads a PNG of 8 bits, not interlaced, by the standard's own words; checks every checksum. */
export function decodePlainPng(bytes: Uint8Array): {
  width: number;
  height: number;
  channels: number;
  data: Uint8Array;
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const packed: Uint8Array[] = [];
  let [width, height, channels] = [0, 0, 0];
  const names: string[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = view.getUint32(at);
    const named = bytes.subarray(at + 4, at + 8 + length);
    const name = String.fromCharCode(...named.subarray(0, 4));
    if (crc32(named) !== view.getUint32(at + 8 + length)) throw new Error(`${name}: checksum`);
    if (name === 'IHDR') {
      [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
      channels = ({ 0: 1, 2: 3, 6: 4 } as Record<number, number>)[bytes[at + 17]!]!;
    }
    if (name === 'IDAT') packed.push(named.subarray(4));
    names.push(name);
    at += 12 + length;
  }
  if (names[0] !== 'IHDR' || names.at(-1) !== 'IEND') throw new Error(names.join());
  const rows = inflateSync(Buffer.concat(packed));
  const row = width * channels;
  if (rows.length !== height * (row + 1)) throw new Error(`${rows.length} bytes of rows`);
  const data = new Uint8Array(height * row);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (row + 1)]!;
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const a = x < channels ? 0 : data[at - channels]!;
      const b = y === 0 ? 0 : data[at - row]!;
      const c = x < channels || y === 0 ? 0 : data[at - row - channels]!;
      data[at] = rows[y * (row + 1) + 1 + x]! + guess(filter, a, b, c);
    }
  }
  return { width, height, channels, data };
}

function guess(filter: number, a: number, b: number, c: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return a;
    case 2:
      return b;
    case 3:
      return (a + b) >> 1;
    default: {
      const p = a + b - c;
      const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
      return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
  }
}
