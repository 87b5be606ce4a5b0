import type { UnreadableKind } from '../../contract/skip-reasons';
import { ascii, has, u16le, u32be, u32le } from './bytes';
import { sniffText } from './text';
import { isTga } from './tga';

export const PICTURE_KINDS = ['jpeg', 'png', 'webp', 'avif', 'gif', 'bmp', 'svg'] as const;
/** Kinds that browsers decode. */
export type PictureKind = (typeof PICTURE_KINDS)[number];

/** Kinds that decoders of ours decode, in every browser alike. */
export type DecodedKind = 'tiff' | 'heic' | 'jxl' | 'psd' | 'tga' | 'netpbm' | 'icon';

export type FileKind =
  | { readonly type: 'picture'; readonly kind: PictureKind }
  | { readonly type: 'decoded'; readonly kind: DecodedKind }
  | { readonly type: 'container'; readonly kind: 'zip' | 'gzip' | 'idx' }
  | { readonly type: 'unreadable'; readonly kind: UnreadableKind };

/** Bytes from the beginning of a file that `sniff` wants to see. */
export const SNIFF_BYTES = 4096;

const picture = (kind: PictureKind): FileKind => ({ type: 'picture', kind });
const decoded = (kind: DecodedKind): FileKind => ({ type: 'decoded', kind });
const container = (kind: 'zip' | 'gzip' | 'idx'): FileKind => ({ type: 'container', kind });
const unreadable = (kind: UnreadableKind): FileKind => ({ type: 'unreadable', kind });

const PNG = [0x89, 0x50, 0x4e, 0x47];

/** First match decides. */
const SIGNATURES: readonly (readonly [string | readonly number[], FileKind])[] = [
  [[0xff, 0xd8, 0xff], picture('jpeg')],
  [PNG, picture('png')],
  ['GIF8', picture('gif')],
  ['PK\x03\x04', container('zip')],
  ['PK\x05\x06', container('zip')],
  // Marks of one that was to be in several parts.
  ['PK\x07\x08', container('zip')],
  ['PK00PK\x03\x04', container('zip')],
  [[0x1f, 0x8b], container('gzip')],
  [[0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20], unreadable('jp2')],
  [[0xff, 0x4f, 0xff, 0x51], unreadable('jp2')],
  [[0, 0, 0, 12, 0x4a, 0x58, 0x4c, 0x20], decoded('jxl')],
  [[0xff, 0x0a], decoded('jxl')],
  ['II*\0\x10\0\0\0CR', unreadable('raw')],
  ['FUJIFILMCCD-RAW', unreadable('raw')],
  ['IIRO', unreadable('raw')],
  ['IIU\0', unreadable('raw')],
  ['II*\0', decoded('tiff')],
  ['MM\0*', decoded('tiff')],
  ['II+\0', decoded('tiff')],
  ['MM\0+', decoded('tiff')],
  ['8BPS', decoded('psd')],
  ['%PDF', unreadable('pdf')],
  ['%!PS', unreadable('postscript')],
  [[0xc5, 0xd0, 0xd3, 0xc6], unreadable('postscript')],
  ['#?RADIANCE', unreadable('hdr')],
  ['#?RGBE', unreadable('hdr')],
  [[0x76, 0x2f, 0x31, 0x01], unreadable('hdr')],
  ['DDS ', unreadable('dds')],
  [[0x1a, 0x45, 0xdf, 0xa3], unreadable('video')],
  [[0, 0, 1, 0xba], unreadable('video')],
  [[0, 0, 1, 0xb3], unreadable('video')],
  ['FLV\x01', unreadable('video')],
  [[0x30, 0x26, 0xb2, 0x75], unreadable('video')],
  ['OggS', unreadable('audio')],
  ['ID3', unreadable('audio')],
  ['fLaC', unreadable('audio')],
  ['Rar!', unreadable('otherArchive')],
  ['7z\xbc\xaf', unreadable('otherArchive')],
  ['BZh', unreadable('otherArchive')],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], unreadable('otherArchive')],
  [[0x28, 0xb5, 0x2f, 0xfd], unreadable('otherArchive')],
];

/** ISO base media files tell themselves by their brands: the main one, then the compatible ones. */
function sniffBrands(head: Uint8Array): FileKind {
  const end = Math.min(u32be(head, 0), head.length);
  const brands = [ascii(head, 8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(head, at, 4));
  const some = (pattern: RegExp) => brands.some((brand) => pattern.test(brand));
  if (some(/^avi[fs]$/)) return picture('avif');
  if (some(/^(hei[cxms]|hev[cxms]|mif1|msf1)$/)) return decoded('heic');
  if (some(/^crx /)) return unreadable('raw');
  if (some(/^M4[ABP] /)) return unreadable('audio');
  return unreadable('video');
}

/** IDX, as of the MNIST family: two zero bytes, an element type, the number of dimensions. */
export function sniffIdx(head: Uint8Array): FileKind | null {
  if (head.length < 8 || head[0] !== 0 || head[1] !== 0) return null;
  const type = head[2]!;
  const dimensions = head[3]!;
  if (type === 8 && dimensions === 3) return container('idx');
  if (type === 8 && dimensions === 1) return unreadable('labels');
  const known = [8, 9, 11, 12, 13, 14].includes(type) && dimensions >= 1 && dimensions <= 4;
  return known ? unreadable('idxOther') : null;
}

/**
 * Tells a file's kind from its first SNIFF_BYTES bytes, never from its name.
 * @param size of the whole file, in bytes.
 */
export function sniff(head: Uint8Array, size = head.length): FileKind {
  if (has(head, 0, PNG) && has(head, 12, 'CgBI')) return unreadable('cgbi');
  for (const [signature, kind] of SIGNATURES) if (has(head, 0, signature)) return kind;
  if (has(head, 0, 'RIFF')) {
    if (has(head, 8, 'WEBP')) return picture('webp');
    if (has(head, 8, 'AVI ')) return unreadable('video');
    if (has(head, 8, 'WAVE')) return unreadable('audio');
  }
  if (has(head, 4, 'ftyp')) return sniffBrands(head);
  if (has(head, 4, 'moov') || has(head, 4, 'mdat')) return unreadable('video');
  const headerBytes = u32le(head, 14);
  if (has(head, 0, 'BM') && headerBytes >= 12 && headerBytes <= 124) return picture('bmp');
  if (has(head, 257, 'ustar')) return unreadable('otherArchive');
  if (/^P[1-7][ \t\r\n#]/.test(ascii(head, 0, 3))) return decoded('netpbm');
  const icons = u16le(head, 4);
  if ((has(head, 0, [0, 0, 1, 0]) || has(head, 0, [0, 0, 2, 0])) && icons > 0 && icons <= 256) {
    return decoded('icon');
  }
  if (isTga(head, size)) return decoded('tga');
  const idx = sniffIdx(head);
  if (idx) return idx;
  switch (sniffText(head)) {
    case 'svg':
      return picture('svg');
    case 'html':
      return unreadable('html');
    case 'text':
      return unreadable('text');
    case null:
      return unreadable('unknown');
  }
}
