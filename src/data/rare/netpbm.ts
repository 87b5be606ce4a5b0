import { cut, variant, type Decoder } from './decoder';

/** Samples of a pixel, by the magic number's digit: bitmap, grey, colour. */
const SAMPLES: Readonly<Record<string, number>> = { 1: 1, 2: 1, 3: 3, 4: 1, 5: 1, 6: 3 };

interface Header {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly most: number;
  /** Where the pixels begin. */
  readonly at: number;
  readonly plain: boolean;
  readonly bitmap: boolean;
}

/** PBM, PGM, PPM, as text or binary, and PAM (netpbm.sourceforge.net/doc). */
export const netpbm: Decoder = {
  open(bytes) {
    const header = bytes[1] === 0x37 ? readPam(bytes) : readPnm(bytes);
    const { width, height } = header;
    return { width, height, orientation: 1, decode: () => decode(bytes, header) };
  },
};

function readPnm(bytes: Uint8Array): Header {
  const digit = String.fromCharCode(bytes[1]!);
  const words = new Words(bytes, 2);
  const width = words.number();
  const height = words.number();
  const bitmap = digit === '1' || digit === '4';
  const most = bitmap ? 1 : words.number();
  if (most < 1 || most > 65535) throw variant('deep');
  // One white space stands between the header and binary pixels.
  const at = words.at + 1;
  return { width, height, samples: SAMPLES[digit]!, most, at, plain: digit < '4', bitmap };
}

function readPam(bytes: Uint8Array): Header {
  const end = indexOfText(bytes, 'ENDHDR');
  if (end < 0) throw cut();
  const text = String.fromCharCode(...bytes.subarray(0, Math.min(end, 4096)));
  const field = (name: string): number =>
    Number(new RegExp(`^${name}\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  const [samples, most] = [field('DEPTH'), field('MAXVAL')];
  if (samples < 1 || samples > 4 || most < 1 || most > 65535) throw variant('layout');
  const size = { width: field('WIDTH'), height: field('HEIGHT') };
  return { ...size, samples, most, at: end + 7, plain: false, bitmap: false };
}

function indexOfText(bytes: Uint8Array, text: string): number {
  const limit = Math.min(bytes.length, 4096);
  for (let at = 0; at + text.length <= limit; at++) {
    if ([...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0))) return at;
  }
  return -1;
}

function decode(bytes: Uint8Array, header: Header): Uint8ClampedArray {
  const { width, height, samples, most, at, plain, bitmap } = header;
  const next = plain ? plainSamples(bytes, at, bitmap) : binarySamples(bytes, header);
  const out = new Uint8ClampedArray(width * height * 4);
  const scale = 255 / most;
  const alpha = samples === 2 || samples === 4;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      const first = next(x) * scale;
      // A bitmap says where there is ink.
      out[i] = out[i + 1] = out[i + 2] = bitmap ? 255 - first : first;
      if (samples >= 3) {
        out[i + 1] = next(x) * scale;
        out[i + 2] = next(x) * scale;
      }
      out[i + 3] = alpha ? next(x) * scale : 255;
    }
  }
  return out;
}

function binarySamples(bytes: Uint8Array, header: Header): (x: number) => number {
  const { width, height, samples, most, at, bitmap } = header;
  const wide = most > 255;
  const needed = bitmap ? Math.ceil(width / 8) * height : width * height * samples * (wide ? 2 : 1);
  if (at + needed > bytes.length) throw cut();
  let place = at;
  if (bitmap) {
    return (x) => {
      const bit = (bytes[place]! >> (7 - (x & 7))) & 1;
      if ((x & 7) === 7 || x === width - 1) place += 1;
      return bit;
    };
  }
  if (!wide) return () => bytes[place++]!;
  return () => {
    place += 2;
    return bytes[place - 2]! * 256 + bytes[place - 1]!;
  };
}

function plainSamples(bytes: Uint8Array, at: number, bitmap: boolean): () => number {
  const words = new Words(bytes, at - 1);
  return bitmap ? () => words.digit() : () => words.number();
}

/** Numbers in text, with comments from '#' to the end of a line. */
class Words {
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
  ) {}

  private skipSpace(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === 0x23) while (![0x0a, 0x0d, undefined].includes(this.bytes[this.at])) this.at++;
      else if (byte === 0x20 || (byte !== undefined && byte >= 9 && byte <= 13)) this.at += 1;
      else return;
    }
  }

  number(): number {
    this.skipSpace();
    let value = -1;
    for (; this.at < this.bytes.length; this.at++) {
      const digit = this.bytes[this.at]! - 0x30;
      if (digit < 0 || digit > 9) break;
      value = Math.max(0, value) * 10 + digit;
    }
    if (value < 0) throw cut();
    return value;
  }

  digit(): number {
    this.skipSpace();
    const byte = this.bytes[this.at++];
    if (byte !== 0x30 && byte !== 0x31) throw cut();
    return byte - 0x30;
  }
}
