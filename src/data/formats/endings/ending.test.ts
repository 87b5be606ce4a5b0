import { describe, expect, it } from 'vitest';
import { deflateSync } from 'node:zlib';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import jpegs from '../../../testing/fixtures/jpegs.json';
import { crc32 } from '../../../testing/raw-zip';
import type { PictureKind } from '../sniff';
import { walkJpeg } from '../jpeg-walk';
import { findEnding } from './ending';
import { jpegIsCut } from './jpeg';

const text = (s: string): number[] => Array.from(s, (c) => c.charCodeAt(0));
const be32 = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const le32 = (n: number): number[] => be32(n).reverse();
const zeros = (n: number): number[] => new Array<number>(n).fill(0);
const bytes = (...parts: (number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const pngChunk = (type: string, data: number[] | Uint8Array): number[] => {
  const body = [...text(type), ...data];
  return [...be32(data.length), ...body, ...be32(crc32(Uint8Array.from(body)))];
};
const PNG = [0x89, ...text('PNG\r\n\x1a\n')];

/** GIF data blocks of sixteen pixels: codes of three bits, cleared before they would get longer. */
function lzw(): number[] {
  const codes = [4, 1, 2, 4, 3, 0, 4, 1, 1, 4, 2, 2, 4, 0, 1, 4, 3, 3, 4, 2, 1, 4, 0, 0, 5];
  const bits = codes.flatMap((code) => [code & 1, (code >> 1) & 1, code >> 2]);
  const data = Array.from({ length: Math.ceil(bits.length / 8) }, (_, i) =>
    bits.slice(8 * i, 8 * i + 8).reduce((sum, bit, k) => sum | (bit << k), 0),
  );
  return [data.length, ...data, 0];
}
const gif = bytes(
  text('GIF89a'),
  [4, 0, 4, 0, 0x80, 0, 0],
  zeros(6),
  [0x21, 0xf9, 4, 0, 0, 0, 0, 0],
  [0x2c, 0, 0, 0, 0, 4, 0, 4, 0, 0, 2],
  lzw(),
  [0x3b],
);
const bmp = bytes(
  text('BM'),
  zeros(8),
  le32(54),
  le32(40),
  le32(3),
  le32(2),
  [1, 0, 24, 0],
  le32(0),
  zeros(20),
  zeros(24),
);
const webp = bytes(text('RIFF'), le32(16), text('WEBPVP8 '), le32(4), [1, 2, 3, 4]);
/** 5 by 4 pixels of three colours, no filter. */
const rows = deflateSync(Uint8Array.from({ length: 64 }, (_, i) => (i % 16 ? (i * 53) & 255 : 0)));
const png = bytes(
  PNG,
  pngChunk('IHDR', [0, 0, 0, 5, 0, 0, 0, 4, 8, 2, 0, 0, 0]),
  pngChunk('IDAT', rows.subarray(0, 20)),
  pngChunk('IDAT', rows.subarray(20)),
  pngChunk('IEND', []),
);
const avif = bytes(
  be32(12),
  text('ftypavif'),
  be32(12),
  text('meta'),
  zeros(4),
  be32(20),
  text('mdat'),
  zeros(12),
);

const end = async (file: Uint8Array, kind: PictureKind) => findEnding(file.slice(), kind);
const kindOf = async (file: Uint8Array, kind: PictureKind) => (await end(file, kind)).kind;
/** The file as it is handed to the browser. */
async function mended(file: Uint8Array, kind: PictureKind): Promise<number[]> {
  const found = await end(file, kind);
  if (found.kind !== 'whole') throw new Error(found.kind);
  return [...found.bytes];
}
const without = (file: Uint8Array, last: number): Uint8Array =>
  file.subarray(0, file.length - last);

describe('pictures cut short [PIC12]', () => {
  it.each([
    ['gif', gif, 4],
    ['bmp', bmp, 4],
    ['webp', webp, 2],
    ['png', png, 17],
    ['avif', avif, 1],
  ] as const)(
    '%s: whole it is whole, without its last bytes it is not',
    async (kind, file, least) => {
      expect(await kindOf(file, kind)).toBe('whole');
      expect(await mended(file, kind)).toEqual([...file]);
      expect(await kindOf(without(file, least), kind)).toBe('cut');
      expect(await kindOf(file.subarray(0, file.length >> 1), kind)).toBe('cut');
    },
  );
});

describe('ends that are put back, and stray bytes [PIC15]', () => {
  const stray = text('<!-- saved -->');

  it('PNG: the end chunk, and the check sum before it', async () => {
    for (const lost of [12, 9, 13, 16]) {
      expect(await mended(without(png, lost), 'png')).toEqual([...png]);
    }
    expect(await mended(bytes(without(png, 12), stray), 'png')).toEqual([...png]);
    expect(await mended(bytes(png, stray), 'png')).toEqual([...png, ...stray]);
  });

  it('PNG: a file that ends between two data chunks lacks pixels', async () => {
    const first = png.length - 12 - (12 + rows.length - 20);
    expect(await kindOf(png.subarray(0, first), 'png')).toBe('cut');
  });

  it('GIF: the file’s end, and the end of the picture’s data', async () => {
    expect(await mended(without(gif, 1), 'gif')).toEqual([...gif]);
    expect(await mended(without(gif, 2), 'gif')).toEqual([...gif]);
    expect(await mended(bytes(gif, stray), 'gif')).toEqual([...gif, ...stray]);
  });

  it('BMP: the last row’s padding', async () => {
    for (const lost of [1, 2, 3]) expect(await mended(without(bmp, lost), 'bmp')).toEqual([...bmp]);
  });

  it('BMP: the mark that ends packed rows', async () => {
    const packed = bytes(bmp.subarray(0, 54), [3, 7, 0, 0, 3, 9, 0, 1]);
    packed.set([8, 0, 1], 28);
    expect(await mended(packed, 'bmp')).toEqual([...packed]);
    expect(await mended(without(packed, 2), 'bmp')).toEqual([...packed]);
    expect(await kindOf(without(packed, 4), 'bmp')).toBe('cut');
  });

  it('WebP: the size at the beginning, and the byte that makes the last chunk even', async () => {
    const odd = bytes(text('RIFF'), le32(18), text('WEBPVP8 '), le32(5), [1, 2, 3, 4, 5, 0]);
    expect(await mended(without(odd, 1), 'webp')).toEqual([...odd]);
    for (const size of [0, 17, 99]) {
      const wrong = bytes(odd);
      wrong.set(le32(size), 4);
      expect(await mended(wrong, 'webp')).toEqual([...odd]);
    }
    expect(await kindOf(without(odd, 2), 'webp')).toBe('cut');
    expect(await mended(bytes(odd, stray), 'webp')).toEqual([...odd, ...stray]);
  });

  it('AVIF: what follows the last box is left off', async () => {
    for (const tail of [[60], [...text('<!-- saved by a scraper -->')], zeros(9)]) {
      expect(await mended(bytes(avif, tail), 'avif')).toEqual([...avif]);
    }
  });
});

describe.each(Object.entries(jpegs))('JPEG, %s [PIC12] [PIC15]', (_, base64) => {
  const file = Uint8Array.from(Buffer.from(base64, 'base64'));
  const END = [0xff, 0xd9];

  it('whole it is whole, and so without its end marker, which is put back', async () => {
    expect(walkJpeg(file)).toMatchObject({ kind: 'whole', closed: true });
    expect(await mended(file, 'jpeg')).toEqual([...file]);
    for (const tail of [[], zeros(300), [0xff], text('a panorama tool')]) {
      expect(await mended(bytes(without(file, 2), tail), 'jpeg')).toEqual([...file]);
    }
  });

  it('what follows a whole picture does not matter', async () => {
    for (const tail of [zeros(50), [...file], text('appended')]) {
      expect(await mended(bytes(file, tail), 'jpeg')).toEqual([...file, ...tail]);
    }
  });

  it('cut at any place it is cut, whatever is written behind', async () => {
    const scan = file.length * 0.7;
    for (const at of [scan, file.length * 0.85, file.length - 12].map(Math.floor)) {
      const cut = file.subarray(0, at);
      expect(await kindOf(cut, 'jpeg')).toBe('cut');
      // A few bytes of a trailer may by chance read as the few that are missing.
      if (at < file.length - 12)
        expect(await kindOf(bytes(cut, text('trailer'), END, text('more')), 'jpeg')).not.toBe(
          'whole',
        );
      // Files that end as they should are looked at once more when they are decoded.
      expect(jpegIsCut(bytes(cut, END))).toBe(true);
    }
  });

  it('a thumbnail’s end is not the picture’s', async () => {
    const head = [
      0xff,
      0xd8,
      0xff,
      0xe1,
      0,
      2 + (file.length % 250),
      ...file.subarray(0, file.length % 250),
    ];
    const nested = bytes(head, file.subarray(2));
    expect(await kindOf(nested, 'jpeg')).toBe('whole');
    expect(await kindOf(nested.subarray(0, nested.length - 30), 'jpeg')).toBe('cut');
  });
});

const CASES = '../shared/cases';
if (existsSync(CASES)) {
  it.each([
    ...readdirSync(`${CASES}/jpeg`).map((name) => [`jpeg/${name}`, 'jpeg'] as const),
    ...readdirSync(`${CASES}/trailing`).map(
      (name) => [`trailing/${name}`, name.slice(name.lastIndexOf('.') + 1) as PictureKind] as const,
    ),
  ])('%s ends as it should', async (name, kind) => {
    const file = new Uint8Array(readFileSync(`${CASES}/${name}`));
    const cut = kind === 'jpeg' && (jpegIsCut(file) || (await kindOf(file, kind)) === 'cut');
    expect(cut).toBe(name.includes('cut-'));
    if (!cut) expect(await kindOf(file, kind)).toBe('whole');
  });
}
