import { fromCmyk, fromLab, toSrgb } from './colours';
import { variant } from './decoder';

/** How a TIFF's samples are to be understood (TIFF 6.0, Adobe's technical notes). */
export interface TiffLayout {
  readonly photometric: number;
  /** Bits of a sample. */
  readonly bits: number;
  /** 1 unsigned, 2 signed, 3 floating point. */
  readonly format: number;
  /** Samples of a pixel, those beyond its colours included. */
  readonly samples: number;
  /** Whether the first sample more is alpha, and the colours were laid on black by it. */
  readonly alpha: 'none' | 'laid' | 'free';
  /** Reds, greens, blues, 0..65535. */
  readonly palette: readonly number[] | null;
  /** 1: cyan, magenta, yellow, black. */
  readonly inks: number;
}

const WHITE_IS_ZERO = 0;
const BLACK_IS_ZERO = 1;
const RGB = 2;
const PALETTE = 3;
const CMYK = 5;
const YCBCR = 6;
const LAB = 8;
const ICC_LAB = 9;
const COLOURS: Readonly<Record<number, number>> = {
  [WHITE_IS_ZERO]: 1,
  [BLACK_IS_ZERO]: 1,
  [RGB]: 3,
  [PALETTE]: 1,
  [CMYK]: 4,
  [YCBCR]: 3,
  [LAB]: 3,
  [ICC_LAB]: 3,
};

/** Writes the colour of the pixel whose samples begin at `from` to `out`, three bytes. */
type ColourOf = (data: ArrayLike<number>, from: number, out: Uint8ClampedArray, to: number) => void;

/**
 * @returns what turns samples, [pixels, samples], into uint8 RGBA [pixels, 4].
 * @throws Unreadable where it is of a kind that is not read.
 */
export function tiffPixels(
  layout: TiffLayout,
): (data: ArrayLike<number>, out: Uint8ClampedArray) => void {
  const { photometric, samples, bits, format } = layout;
  const colours = COLOURS[photometric];
  if (colours === undefined) throw variant({ colourSpace: photometric });
  if (samples < colours) throw variant('channels-missing');
  const floats = format === 3;
  if (!floats && (format !== 1 || bits > 32) && photometric !== LAB) {
    throw variant('signed');
  }
  const most = 2 ** bits - 1;
  // Floating point is linear light.
  const byte = floats
    ? (value: number) => 255 * toSrgb(value)
    : (value: number) => (value * 255) / most;
  const colour = colourOf(layout, byte, floats ? 1 : most);
  const hasAlpha = layout.alpha !== 'none' && samples > colours;
  const laid = layout.alpha === 'laid';
  return (data, out) => {
    for (let from = 0, to = 0; to < out.length; from += samples, to += 4) {
      colour(data, from, out, to);
      out[to + 3] = 255;
      if (!hasAlpha) continue;
      const alpha = data[from + colours]! / (floats ? 1 : most);
      out[to + 3] = 255 * alpha;
      if (!laid || alpha <= 0 || alpha >= 1) continue;
      for (let c = to; c < to + 3; c++) out[c] = out[c]! / alpha;
    }
  };
}

function colourOf(layout: TiffLayout, byte: (value: number) => number, most: number): ColourOf {
  const { photometric, palette, inks, bits } = layout;
  switch (photometric) {
    case WHITE_IS_ZERO:
      return (data, from, out, to) => {
        out[to] = out[to + 1] = out[to + 2] = 255 - byte(data[from]!);
      };
    case BLACK_IS_ZERO:
      return (data, from, out, to) => {
        out[to] = out[to + 1] = out[to + 2] = byte(data[from]!);
      };
    case RGB:
      return (data, from, out, to) => {
        out[to] = byte(data[from]!);
        out[to + 1] = byte(data[from + 1]!);
        out[to + 2] = byte(data[from + 2]!);
      };
    case PALETTE: {
      const size = 2 ** bits;
      if (!palette || palette.length < 3 * size) throw variant('palette-missing');
      // Some writers gave eight bits where sixteen are asked for.
      const scale = palette.every((value) => value < 256) ? 1 : 255 / 65535;
      return (data, from, out, to) => {
        for (let c = 0; c < 3; c++) out[to + c] = palette[c * size + data[from]!]! * scale;
      };
    }
    case CMYK:
      if (inks !== 1) throw variant('inks');
      return (data, from, out, to) => {
        const ink = (i: number) => data[from + i]! / most;
        fromCmyk(ink(0), ink(1), ink(2), ink(3), out, to);
      };
    case YCBCR:
      return (data, from, out, to) => {
        const y = byte(data[from]!);
        const cb = byte(data[from + 1]!) - 128;
        const cr = byte(data[from + 2]!) - 128;
        out[to] = y + 1.402 * cr;
        out[to + 1] = y - 0.344136 * cb - 0.714136 * cr;
        out[to + 2] = y + 1.772 * cb;
      };
    default: {
      // a and b are signed in one of the two, and lie about the middle in the other.
      if (bits !== 8 && bits !== 16) throw variant('depth');
      const half = 2 ** (bits - 1);
      const unit = bits === 8 ? 1 : 256;
      const signed = (value: number) => (value >= half ? value - 2 * half : value) / unit;
      const centred = (value: number) => (value - half) / unit;
      const chroma = photometric === LAB ? signed : centred;
      return (data, from, out, to) =>
        fromLab(
          (100 * data[from]!) / most,
          chroma(data[from + 1]!),
          chroma(data[from + 2]!),
          out,
          to,
        );
    }
  }
}
