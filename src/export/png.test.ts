import { describe, expect, it } from 'vitest';
import { decodePlainPng } from '../testing/plain-png';
import { encodePng, rgbaToPng, type Pixels } from './png';

/** Bytes in which no two neighbours are alike, the same each time. */
const bytes = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * i * 31 + i * 7 + (i >> 4)) & 255);

const read = async (png: Blob) => decodePlainPng(new Uint8Array(await png.arrayBuffer()));

describe('PNGs', () => {
  it.each<[string, number, number, Pixels['channels']]>([
    ['grey', 5, 4, 1],
    ['colour', 7, 3, 3],
    ['colour with alpha', 4, 6, 4],
    ['one pixel', 1, 1, 3],
    ['a large one', 301, 200, 3],
  ])('[OUT5] hold every pixel: %s', async (_, width, height, channels) => {
    const data = bytes(width * height * channels);
    const png = await encodePng({ width, height, channels, data });
    expect(png.type).toBe('image/png');
    const found = await read(png);
    expect(found).toMatchObject({ width, height, channels });
    expect(Buffer.compare(found.data, data), 'every byte').toBe(0);
  });

  it('[OUT5] leave alpha out only where all is opaque', async () => {
    const rgba = new Uint8ClampedArray(bytes(3 * 3 * 4));
    for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
    const opaque = await read(await rgbaToPng(rgba, { height: 3, width: 3 }));
    expect(opaque.channels).toBe(3);
    expect([...opaque.data]).toEqual([...rgba].filter((_, i) => i % 4 < 3));
    rgba[7] = 254;
    const seen = await read(await rgbaToPng(rgba, { height: 3, width: 3 }));
    expect(seen.channels).toBe(4);
    expect([...seen.data]).toEqual([...rgba]);
  });

  it('pack smooth pictures to less than half', async () => {
    const data = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i / 96) & 255);
    const png = await encodePng({ width: 64, height: 64, channels: 3, data });
    expect(png.size).toBeLessThan(data.length / 2);
  });
});
