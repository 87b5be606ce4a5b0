import { describe, expect, it } from 'vitest';
import { sniff, type FileKind } from './sniff';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? Array.from(part, (c) => c.charCodeAt(0)) : part,
    ),
  );
const name = (kind: FileKind): string => `${kind.type} ${kind.kind}`;
const zeros = (n: number): number[] => new Array<number>(n).fill(0);

describe('the kind of a file, from its content [PIC2]', () => {
  it.each<[string, Uint8Array, string]>([
    ['JPEG', bytes([0xff, 0xd8, 0xff, 0xe0]), 'picture jpeg'],
    ['PNG', bytes([0x89], 'PNG\r\n\x1a\n'), 'picture png'],
    ['Apple PNG', bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 4], 'CgBI'), 'unreadable cgbi'],
    ['WebP', bytes('RIFF', zeros(4), 'WEBPVP8 '), 'picture webp'],
    ['AVI', bytes('RIFF', zeros(4), 'AVI LIST'), 'unreadable video'],
    ['WAVE', bytes('RIFF', zeros(4), 'WAVEfmt '), 'unreadable audio'],
    ['GIF', bytes('GIF89a'), 'picture gif'],
    ['BMP', bytes('BM', zeros(12), [40, 0, 0, 0]), 'picture bmp'],
    [
      'text that begins like a BMP',
      bytes('BMW is a maker of cars and motorcycles'),
      'unreadable text',
    ],
    ['AVIF', bytes([0, 0, 0, 28], 'ftypavif', zeros(4), 'avifmif1miaf'), 'picture avif'],
    [
      'AVIF by a compatible brand',
      bytes([0, 0, 0, 24], 'ftypmif1', zeros(4), 'avifmif1'),
      'picture avif',
    ],
    ['HEIC', bytes([0, 0, 0, 24], 'ftypheic', zeros(4), 'mif1heic'), 'unreadable heic'],
    ['HEIF', bytes([0, 0, 0, 24], 'ftypmif1', zeros(4), 'mif1heic'), 'unreadable heic'],
    ['Canon CR3', bytes([0, 0, 0, 24], 'ftypcrx ', zeros(4), 'crx isom'), 'unreadable raw'],
    ['MP4', bytes([0, 0, 0, 24], 'ftypisom', zeros(4), 'isomavc1'), 'unreadable video'],
    ['QuickTime', bytes([0, 0, 0, 20], 'ftypqt  ', zeros(4), 'qt  '), 'unreadable video'],
    ['Matroska', bytes([0x1a, 0x45, 0xdf, 0xa3]), 'unreadable video'],
    ['TIFF, little end first', bytes('II*\0'), 'unreadable tiff'],
    ['TIFF, big end first', bytes('MM\0*'), 'unreadable tiff'],
    ['Canon CR2', bytes('II*\0\x10\0\0\0CR\x02'), 'unreadable raw'],
    ['Photoshop', bytes('8BPS\0\x01'), 'unreadable psd'],
    ['JPEG 2000', bytes([0, 0, 0, 12], 'jP  '), 'unreadable jp2'],
    ['JPEG XL', bytes([0xff, 0x0a]), 'unreadable jxl'],
    ['JPEG XL in boxes', bytes([0, 0, 0, 12], 'JXL '), 'unreadable jxl'],
    ['PDF', bytes('%PDF-1.7'), 'unreadable pdf'],
    ['icon', bytes([0, 0, 1, 0, 1, 0, 32, 32]), 'unreadable icon'],
    ['PPM', bytes('P6\n64 64\n255\n'), 'unreadable netpbm'],
    ['ZIP', bytes('PK\x03\x04'), 'container zip'],
    ['empty ZIP', bytes('PK\x05\x06'), 'container zip'],
    ['RAR', bytes('Rar!\x1a\x07'), 'unreadable otherArchive'],
    ['7z', bytes('7z', [0xbc, 0xaf]), 'unreadable otherArchive'],
    ['tar', bytes('a.jpg', zeros(252), 'ustar'), 'unreadable otherArchive'],
    ['gzip', bytes([0x1f, 0x8b, 8]), 'container gzip'],
    ['IDX pictures', bytes([0, 0, 8, 3, 0, 0, 0, 9]), 'container idx'],
    ['IDX labels', bytes([0, 0, 8, 1, 0, 0, 0, 9]), 'unreadable labels'],
    ['IDX of floats', bytes([0, 0, 13, 3, 0, 0, 0, 9]), 'unreadable idxOther'],
    ['SVG', bytes('<svg xmlns="x">'), 'picture svg'],
    [
      'SVG after a prologue',
      bytes('<?xml version="1.0"?>\n<!-- <html> -->\n<svg\n'),
      'picture svg',
    ],
    [
      'SVG in UTF-16',
      bytes([0xff, 0xfe, 0x3c, 0, 0x73, 0, 0x76, 0, 0x67, 0, 0x20, 0]),
      'picture svg',
    ],
    ['web page', bytes('\n<!DOCTYPE html><svg >'), 'unreadable html'],
    ['XML', bytes('<?xml version="1.0"?><note>svg</note>'), 'unreadable text'],
    ['text', bytes('Not a picture.'), 'unreadable text'],
    ['nothing known', bytes([7, 200, 0, 3, 255, 254, 1]), 'unreadable unknown'],
  ])('%s', (_, head, expected) => expect(name(sniff(head))).toBe(expected));
});
