import { describe, expect, it } from 'vitest';
import { uniform } from '../../contract/random';
import type { PictureSize } from '../../contract/picture-shape';
import { Enlarger } from './enlarge';

/** A picture of noise, uint8 [height, width, channels]. */
const noise = ({ height, width }: PictureSize, channels: number): Uint8Array =>
  Uint8Array.from(uniform(1, 92, 0, height * width * channels, 0, 256));

function enlarged(
  pixels: Uint8Array,
  source: PictureSize,
  target: PictureSize,
  channels: number,
  shown = { left: 0, top: 0, ...source },
): Uint8ClampedArray {
  const enlarger = new Enlarger(source, shown, target, channels);
  const rows: Uint8ClampedArray[] = [];
  const length = source.width * channels;
  for (let y = 0; y < source.height; y++) {
    rows.push(...enlarger.add(pixels.subarray(y * length, (y + 1) * length)));
  }
  expect(rows).toHaveLength(target.height);
  return Uint8ClampedArray.from(rows.flatMap((row) => [...row]));
}

describe('enlarging', () => {
  it.each([1, 3])('[PRINT2] by 1 gives the very picture, with %i channels', (channels) => {
    const size = { height: 9, width: 13 };
    const pixels = noise(size, channels);
    expect([...enlarged(pixels, size, size, channels)]).toEqual([...pixels]);
  });

  it('[PRINT2] shows a part cut anywhere: whole pixels of it as they are', () => {
    const size = { height: 9, width: 13 };
    const pixels = noise(size, 1);
    const shown = { left: 3, top: 2, width: 6, height: 4 };
    const part = [2, 3, 4, 5].flatMap((y) => [...pixels.subarray(y * 13 + 3, y * 13 + 9)]);
    expect([...enlarged(pixels, size, { height: 4, width: 6 }, 1, shown)]).toEqual(part);
  });

  it('[PRINT2] keeps what is even, also at the borders', () => {
    const size = { height: 4, width: 5 };
    const out = enlarged(new Uint8Array(20).fill(137), size, { height: 37, width: 61 }, 1);
    expect(new Set(out)).toEqual(new Set([137]));
  });

  it('[PRINT2] an edge gets no halo, and stays an edge', () => {
    const size = { height: 1, width: 8 };
    const row = Uint8Array.of(60, 60, 60, 60, 200, 200, 200, 200);
    const out = [...enlarged(row, size, { height: 1, width: 160 }, 1)];
    expect([Math.min(...out), Math.max(...out)]).toEqual([60, 200]);
    expect(out).toEqual([...out].sort((one, other) => one - other));
    const between = out.filter((value) => value > 74 && value < 186).length;
    // Straight lines between pixels would need 16 of 20.
    expect(between).toBeLessThan(16);
    expect(between).toBeGreaterThan(5);
  });

  it('[PRINT2] follows a slope smoothly', () => {
    const size = { height: 1, width: 16 };
    const wave = Uint8Array.from({ length: 16 }, (_, x) => 128 + 100 * Math.sin(x / 3));
    const out = enlarged(wave, size, { height: 1, width: 320 }, 1);
    for (let x = 60; x < 260; x++) {
      const place = (x + 0.5) / 20 - 0.5;
      expect(Math.abs(out[x]! - (128 + 100 * Math.sin(place / 3)))).toBeLessThan(4);
    }
  });

  it('[PRINT2] what is reduced does not alias', () => {
    const size = { height: 64, width: 64 };
    const stripes = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i % 2 === 0 ? 0 : 255));
    const out = enlarged(stripes, size, { height: 10, width: 10 }, 1);
    for (const value of out.subarray(41, 49)) expect(Math.abs(value - 127.5)).toBeLessThan(8);
  });
});
