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

/** A TGA of 8 by 4 pixels whose data is 1s. */
function tga(type: number, bits: number): Uint8Array {
  const data = new Array<number>(Math.ceil(bits / 8) * 32).fill(1);
  return bytes([0, 0, type], zeros(5), zeros(4), [8, 0, 4, 0, bits, 0], data);
}

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
    ['HEIC', bytes([0, 0, 0, 24], 'ftypheic', zeros(4), 'mif1heic'), 'decoded heic'],
    ['HEIF', bytes([0, 0, 0, 24], 'ftypmif1', zeros(4), 'mif1heic'), 'decoded heic'],
    ['Canon CR3', bytes([0, 0, 0, 24], 'ftypcrx ', zeros(4), 'crx isom'), 'unreadable raw'],
    ['MP4', bytes([0, 0, 0, 24], 'ftypisom', zeros(4), 'isomavc1'), 'unreadable video'],
    ['QuickTime', bytes([0, 0, 0, 20], 'ftypqt  ', zeros(4), 'qt  '), 'unreadable video'],
    ['Matroska', bytes([0x1a, 0x45, 0xdf, 0xa3]), 'unreadable video'],
    ['TIFF, little end first', bytes('II*\0'), 'decoded tiff'],
    ['TIFF, big end first', bytes('MM\0*'), 'decoded tiff'],
    ['Canon CR2', bytes('II*\0\x10\0\0\0CR\x02'), 'unreadable raw'],
    ['Photoshop', bytes('8BPS\0\x01'), 'decoded psd'],
    ['JPEG 2000', bytes([0, 0, 0, 12], 'jP  '), 'unreadable jp2'],
    ['JPEG XL', bytes([0xff, 0x0a]), 'decoded jxl'],
    ['JPEG XL in boxes', bytes([0, 0, 0, 12], 'JXL '), 'decoded jxl'],
    ['PDF', bytes('%PDF-1.7'), 'unreadable pdf'],
    ['icon', bytes([0, 0, 1, 0, 1, 0, 32, 32]), 'decoded icon'],
    ['cursor', bytes([0, 0, 2, 0, 1, 0, 32, 32]), 'decoded icon'],
    ['TGA', tga(2, 24), 'decoded tga'],
    ['TGA, grey', tga(3, 8), 'decoded tga'],
    ['TGA, packed', tga(10, 32).subarray(0, 40), 'decoded tga'],
    ['like a TGA, but shorter', tga(2, 24).subarray(0, 40), 'unreadable unknown'],
    ['like a TGA of no depth there is', tga(2, 7), 'unreadable unknown'],
    ['PPM', bytes('P6\n64 64\n255\n'), 'decoded netpbm'],
    ['ZIP', bytes('PK\x03\x04'), 'container zip'],
    ['ZIP that was to be in parts', bytes('PK00PK\x03\x04'), 'container zip'],
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
