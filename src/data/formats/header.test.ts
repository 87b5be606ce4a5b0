import { describe, expect, it } from 'vitest';
import { readOrientation, takeOutExif } from './exif';
import { readHeaderSize } from './header';
import { readSvgSize, resizeSvg } from './svg';

const text = (s: string): number[] => Array.from(s, (c) => c.charCodeAt(0));
const PNG = [0x89, ...text('PNG\r\n\x1a\n'), 0, 0, 0, 13, ...text('IHDR')];

describe('sizes from headers', () => {
  it('PNG: 65536 by 65536 [PIC6]', () => {
    const bytes = Uint8Array.from([...PNG, 0, 1, 0, 0, 0, 1, 0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0]);
    expect(readHeaderSize(bytes, 'png')).toEqual({ width: 65536, height: 65536 });
  });

  it('JPEG: past junk between segments, progressive too', () => {
    const frame = [0xff, 0xc2, 0, 11, 8, 0, 200, 1, 44, 1, 1, 0x11, 0];
    const bytes = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, ...text('hello'), ...frame]);
    expect(readHeaderSize(bytes, 'jpeg')).toEqual({ width: 300, height: 200 });
  });

  it('BMP with rows from top to bottom', () => {
    const bytes = new Uint8Array(60);
    bytes.set(text('BM'));
    const view = new DataView(bytes.buffer);
    view.setUint32(14, 40, true);
    view.setInt32(18, 7, true);
    view.setInt32(22, -5, true);
    expect(readHeaderSize(bytes, 'bmp')).toEqual({ width: 7, height: 5 });
  });

  it('null for rubbish and for empty pictures', () => {
    expect(readHeaderSize(Uint8Array.from(text('GIF89a')), 'gif')).toBeNull();
    expect(readHeaderSize(Uint8Array.from([0xff, 0xd8, 0xff]), 'jpeg')).toBeNull();
    const none = Uint8Array.from([...PNG, 0, 0, 0, 0, 0, 0, 0, 9, 8, 2, 0, 0, 0]);
    expect(readHeaderSize(none, 'png')).toBeNull();
  });
});

describe('SVG', () => {
  it.each([
    ['<svg width="20" height="10">', 20, 10],
    ["<svg width='1in' height = '2in'/>", 96, 192],
    ['<svg viewBox="0 0 30 60">', 30, 60],
    ['<svg width="10" viewBox="0,0,30,60">', 10, 20],
    ['<svg width="100%" height="100%" viewBox="0 0 30 60">', 30, 60],
    ['<?xml version="1.0"?><svg:svg a=">" width="4" height="5">', 4, 5],
    ['<svg>', 300, 150],
    ['<svg width="-3" height="nonsense">', 300, 150],
  ])('%s is %d by %d', (svg, width, height) => {
    expect(readSvgSize(svg)).toEqual({ width, height });
  });

  it('has no size where its root element has no end', () => {
    expect(readSvgSize('<svg xmlns="http://a viewBox>/svg>')).toBeNull();
  });

  it('is told to draw at another size, in its old coordinates', () => {
    const resized = resizeSvg(
      '<svg width="20" height="10" id="a"><g width="3"/></svg>',
      { width: 20, height: 10 },
      200,
      100,
    );
    expect(resized).toBe(
      '<svg id="a" width="200" height="100" viewBox="0 0 20 10"><g width="3"/></svg>',
    );
    const boxed = resizeSvg('<svg viewBox="0 0 3 6"/>', { width: 3, height: 6 }, 30, 60);
    expect(boxed).toBe('<svg viewBox="0 0 3 6" width="30" height="60"/>');
  });
});

/** A TIFF structure whose one tag is the orientation. */
function tiff(orientation: number, little: boolean): Uint8Array {
  const bytes = new Uint8Array(26);
  const view = new DataView(bytes.buffer);
  bytes.set(text(little ? 'II' : 'MM'));
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, 1, little);
  view.setUint16(10, 0x0112, little);
  view.setUint16(12, 3, little);
  view.setUint32(14, 1, little);
  view.setUint16(18, orientation, little);
  return bytes;
}

describe('EXIF orientation [PIC4]', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('%d, either end first', (orientation) => {
    expect(readOrientation(tiff(orientation, true))).toBe(orientation);
    expect(readOrientation(tiff(orientation, false))).toBe(orientation);
    const prefixed = Uint8Array.from([...text('Exif\0\0'), ...tiff(orientation, true)]);
    expect(readOrientation(prefixed)).toBe(orientation);
  });

  it('nonsense is upright', () => {
    expect(readOrientation(tiff(9, true))).toBe(1);
    expect(readOrientation(tiff(6, true).subarray(0, 12))).toBe(1);
    expect(readOrientation(new Uint8Array(0))).toBe(1);
  });

  it('is taken out of a WebP, whose length follows', () => {
    const exif = tiff(6, true);
    const head = [...text('RIFF'), 56, 0, 0, 0, ...text('WEBP'), ...text('VP8X'), 10, 0, 0, 0];
    const bytes = Uint8Array.from([
      ...head,
      8,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      ...text('EXIF'),
      26,
      0,
      0,
      0,
      ...exif,
    ]);
    const { bytes: rest, orientation } = takeOutExif(bytes, 'webp');
    expect(orientation).toBe(6);
    expect(rest.length).toBe(30);
    expect(rest[4]).toBe(22);
  });
});
