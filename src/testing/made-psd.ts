/** What a Photoshop document is made of; its planes are told pixel by pixel. */
export interface MadePsd {
  readonly width: number;
  readonly height: number;
  /** 0 bitmap, 1 grey, 2 indexed, 3 RGB, 4 CMYK, 9 Lab. */
  readonly mode: number;
  readonly depth?: 8 | 16;
  readonly channels: number;
  /** 0..1 as it is stored. */
  readonly value: (channel: number, x: number, y: number) => number;
  readonly packed?: boolean;
  readonly large?: boolean;
  /** Whether the last channel is what is clear. */
  readonly clear?: boolean;
  readonly palette?: readonly number[];
}

/** A Photoshop document that holds nothing but its flattened picture. */
export function encodePsd(psd: MadePsd): Uint8Array<ArrayBuffer> {
  const { width, height, channels, mode, depth = 8, large = false } = psd;
  const be = (value: number, bytes: number) =>
    Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) & 255);
  const palette = psd.palette ?? [];
  // Layers: none, but for a count that says by its sign that alpha follows the colours.
  const layerInfo = [...be(psd.clear ? 0xffff : 0, 2), 0, 0];
  const long = large ? 8 : 4;
  const out = [
    ...Array.from('8BPS', (c) => c.charCodeAt(0)),
    ...be(large ? 2 : 1, 2),
    ...be(0, 6),
    ...be(channels, 2),
    ...be(height, 4),
    ...be(width, 4),
    ...be(depth, 2),
    ...be(mode, 2),
    ...be(palette.length, 4),
    ...palette,
    ...be(0, 4),
    ...be(layerInfo.length + long, long),
    ...be(layerInfo.length, long),
    ...layerInfo,
    ...be(psd.packed ? 1 : 0, 2),
  ];
  const rows: number[][] = [];
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      const row: number[] = [];
      for (let x = 0; x < width; x++) {
        row.push(...be(Math.round(psd.value(channel, x, y) * (256 ** (depth / 8) - 1)), depth / 8));
      }
      rows.push(psd.packed ? packBits(row) : row);
    }
  }
  if (psd.packed) for (const row of rows) out.push(...be(row.length, large ? 4 : 2));
  return Uint8Array.from([...out, ...rows.flat()]);
}

/** Runs where there are any, plain bytes else. */
function packBits(row: readonly number[]): number[] {
  const out: number[] = [];
  for (let at = 0; at < row.length;) {
    let run = 1;
    while (run < 128 && row[at + run] === row[at]) run += 1;
    if (run > 1) out.push(257 - run, row[at]!);
    else out.push(0, row[at]!);
    at += run;
  }
  return out;
}
