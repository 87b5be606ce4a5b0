import { describe, expect, it } from 'vitest';
import { skipReason } from '../../contract/skip-reasons';
import files from '../../testing/fixtures/rare-pictures.json';
import { ends, sourceFile, takeIn } from '../../testing/intake-harness';
import { quartersOf } from '../../testing/made-pictures';
import { encodePsd, type MadePsd } from '../../testing/made-psd';

const UPRIGHT = 'red green blue yellow';
const GREY = 'black white black white';
/** What else is seen than quarters of red, green, blue and yellow. */
const SEEN: Readonly<Record<string, string>> = {
  'tiff grey': GREY,
  'tiff one bit': GREY,
  pgm: GREY,
  pbm: GREY,
  'tiff clear': 'black green blue yellow',
  'jxl clear': 'black green blue yellow',
  'tga clear': 'black green blue yellow',
  'heic turned': 'green yellow red blue',
  'heic mirrored': 'green red yellow blue',
};

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

const size = { width: 48, height: 32 };
const QUARTERS = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 1, 0],
] as const;
const quarter = (x: number, y: number) => (y < 16 ? 0 : 2) + (x < 24 ? 0 : 1);
const rgb = (channel: number, x: number, y: number) => QUARTERS[quarter(x, y)]![channel] ?? 1;
/** Stored the other way round: 1 is no ink. There is no black. */
const cmyk = (channel: number, x: number, y: number) => (channel === 3 ? 1 : rgb(channel, x, y));
const LAB = [
  [53.2, 80.1, 67.2],
  [87.7, -86.2, 83.2],
  [32.3, 79.2, -107.9],
  [97.1, -21.6, 94.5],
] as const;
const lab = (channel: number, x: number, y: number) => {
  const value = LAB[quarter(x, y)]![channel]!;
  return channel === 0 ? value / 100 : (value + 128) / 255;
};
const palette = Array.from({ length: 768 }, (_, i) => 255 * (QUARTERS[i % 256]?.[i >> 8] ?? 0));
const PSDS: Readonly<Record<string, Omit<MadePsd, 'width' | 'height'>>> = {
  psd: { mode: 3, channels: 3, value: rgb },
  'psd packed': { mode: 3, channels: 3, value: rgb, packed: true },
  'psd large': { mode: 3, channels: 3, value: rgb, packed: true, large: true },
  'psd 16 bits': { mode: 3, channels: 3, value: rgb, depth: 16 },
  'psd CMYK': { mode: 4, channels: 4, value: cmyk },
  'psd Lab': { mode: 9, channels: 3, value: lab, packed: true },
  'psd indexed': { mode: 2, channels: 1, palette, value: (_, x, y) => quarter(x, y) / 255 },
  'psd clear': {
    mode: 3,
    channels: 4,
    clear: true,
    value: (channel, x, y) => (quarter(x, y) > 0 ? rgb(channel, x, y) : channel === 3 ? 0 : 1),
  },
};

describe('pictures by decoders of our own [PIC18]', () => {
  it('TIFF, HEIC, JPEG XL, PSD, TGA, PPM and icons, in their varieties, upright, as they look', async () => {
    const sources = [
      ...Object.entries(files).map(([name, base64]) => sourceFile(name, bytesOf(base64))),
      ...Object.entries(PSDS).map(([name, psd]) =>
        sourceFile(name, encodePsd({ ...size, ...psd })),
      ),
    ];
    const options = { imageSize: 32, crop: 'stretch', background: '#000000' } as const;
    const { record, store } = await takeIn(sources, options);
    const seen = [...ends(record, store)].map(([path, end]) => {
      return [path, end === 'ready' ? quartersOf(store.picture(record, path), 32) : end];
    });
    const expected = sources.map(({ path }) => [path, SEEN[path] ?? UPRIGHT] as [string, string]);
    expect(Object.fromEntries(seen)).toEqual({
      ...Object.fromEntries(expected),
      'psd clear': 'black green blue yellow',
      'tiff Zstandard': skipReason('variant', {
        format: 'TIFF',
        variant: { packedBy: 'Zstandard' },
      }),
      'tiff fax': skipReason('variant', {
        format: 'TIFF',
        variant: { packedBy: 'CCITT T.6' },
      }),
    });
  });

  it('cut short, each is skipped; too large a claim is refused [PIC6] [PIC12]', async () => {
    const cut = (name: keyof typeof files) => {
      const bytes = bytesOf(files[name]);
      return sourceFile(name, bytes.subarray(0, Math.floor(bytes.length * 0.7)));
    };
    const huge = bytesOf(files['tga packed']);
    huge.set([0xff, 0xff, 0xff, 0xff], 12);
    const psd = encodePsd({ ...size, ...PSDS['psd']! });
    const { record, store } = await takeIn([
      sourceFile('fine', bytesOf(files.tga)),
      cut('tiff strips'),
      cut('tiff JPEG'),
      cut('heic'),
      cut('jxl lossy'),
      cut('tga packed'),
      cut('ppm'),
      cut('icon bmp'),
      sourceFile('psd', psd.subarray(0, 2000)),
      sourceFile('huge', huge),
      sourceFile('huge ppm', 'P6 100000 100000 255\n'),
    ]);
    const short = (format: string) => skipReason('cut-short', { format });
    expect(Object.fromEntries(ends(record, store))).toEqual({
      fine: 'ready',
      'tiff strips': short('TIFF'),
      'tiff JPEG': short('TIFF'),
      heic: short('HEIC'),
      'jxl lossy': skipReason('damaged', { format: 'JPEG XL' }),
      'tga packed': short('TGA'),
      ppm: short('PPM'),
      'icon bmp': short('ICO'),
      psd: short('PSD'),
      huge: skipReason('too-many-pixels', { width: 65535, height: 65535 }),
      'huge ppm': skipReason('too-many-pixels', { width: 100000, height: 100000 }),
    });
  });
});
