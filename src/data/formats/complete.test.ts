import { describe, expect, it } from 'vitest';
import { isCutShort } from './complete';

const text = (s: string): number[] => Array.from(s, (c) => c.charCodeAt(0));
const be32 = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const le32 = (n: number): number[] => be32(n).reverse();
const zeros = (n: number): number[] => new Array<number>(n).fill(0);
const bytes = (...parts: number[][]): Uint8Array => Uint8Array.from(parts.flat());
const pngChunk = (type: string, n: number): number[] => [
  ...be32(n),
  ...text(type),
  ...zeros(n + 4),
];
const PNG = [0x89, ...text('PNG\r\n\x1a\n')];

const thumbnail = [0xff, 0xd8, 0xff, 0xd9];
const jpeg = (...end: number[]): Uint8Array =>
  bytes(
    [0xff, 0xd8],
    // An EXIF segment with a whole thumbnail in it, whose end is not the picture's.
    [0xff, 0xe1, 0, 2 + thumbnail.length, ...thumbnail],
    text('junk'),
    [0xff, 0xc0, 0, 11, 8, 0, 16, 0, 32, 1, 1, 0x11, 0],
    [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0],
    [1, 2, 3, 0xff, 0, 4],
    end,
  );

const gif = bytes(
  text('GIF89a'),
  [4, 0, 4, 0, 0x80, 0, 0],
  zeros(6),
  [0x21, 0xf9, 4, 0, 0, 0, 0, 0],
  [0x2c, 0, 0, 0, 0, 4, 0, 4, 0, 0, 2],
  [2, 1, 2, 0],
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
const webp = bytes(text('RIFF'), le32(12), text('WEBPVP8 '), zeros(4));
const png = bytes(PNG, pngChunk('IHDR', 13), pngChunk('IDAT', 9), pngChunk('IEND', 0));
const avif = bytes(be32(12), text('ftypavif'), be32(20), text('mdat'), zeros(12));

describe('pictures cut short [PIC12]', () => {
  it.each([
    ['jpeg', jpeg(0xff, 0xd9), 2],
    ['gif', gif, 2],
    ['bmp', bmp, 1],
    ['webp', webp, 1],
    ['png', png, 17],
    ['avif', avif, 1],
  ] as const)('%s: whole it is whole, without its last bytes it is not', (kind, whole, least) => {
    expect(isCutShort(whole, kind)).toBe(false);
    expect(isCutShort(whole.subarray(0, whole.length - least), kind)).toBe(true);
    expect(isCutShort(whole.subarray(0, whole.length >> 1), kind)).toBe(true);
  });

  it('what follows a whole picture does not matter', () => {
    expect(isCutShort(jpeg(0xff, 0xd9, ...zeros(50)), 'jpeg')).toBe(false);
    expect(isCutShort(bytes([...png], text('appended')), 'png')).toBe(false);
  });

  it('a missing end chunk loses no pixel', () => {
    expect(isCutShort(png.subarray(0, png.length - 12), 'png')).toBe(false);
  });
});
