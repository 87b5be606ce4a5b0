import { describe, expect, it } from 'vitest';
import type { DecodedPng } from 'fast-png';
import { pngPixels } from './png-pixels';

const png = (change: Partial<DecodedPng>): DecodedPng => ({
  width: 2,
  height: 1,
  depth: 8,
  channels: 3,
  data: new Uint8Array(0),
  text: {},
  ...change,
});

describe('[PIC21] a PNG that is read without a canvas', () => {
  it.each<[string, Partial<DecodedPng>, number[]]>([
    ['colour', { data: Uint8Array.of(1, 2, 3, 4, 5, 6) }, [1, 2, 3, 255, 4, 5, 6, 255]],
    [
      'colour with alpha',
      { channels: 4, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
      [1, 2, 3, 4, 5, 6, 7, 8],
    ],
    ['grey', { channels: 1, data: Uint8Array.of(9, 200) }, [9, 9, 9, 255, 200, 200, 200, 255]],
    [
      'grey with alpha',
      { channels: 2, data: Uint8Array.of(9, 8, 200, 100) },
      [9, 9, 9, 8, 200, 200, 200, 100],
    ],
    [
      'grey of 16 bits',
      { channels: 1, depth: 16, data: Uint16Array.of(0, 65535) },
      [0, 0, 0, 255, 255, 255, 255, 255],
    ],
    [
      'black and white, whose rows end within a byte',
      { height: 2, channels: 1, depth: 1, data: Uint8Array.of(0b10000000, 0b01000000) },
      [255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 255],
    ],
    [
      'a palette, part of it transparent',
      {
        channels: 1,
        depth: 4,
        data: Uint8Array.of(0x10),
        palette: [
          [1, 2, 3, 255],
          [4, 5, 6, 7],
        ],
      },
      [4, 5, 6, 7, 1, 2, 3, 255],
    ],
    [
      'one colour that stands for nothing',
      { data: Uint8Array.of(1, 2, 3, 4, 5, 6), transparency: Uint16Array.of(4, 5, 6) },
      [1, 2, 3, 255, 4, 5, 6, 0],
    ],
  ])('%s', (_, change, rgba) => {
    expect([...pngPixels(png(change))]).toEqual(rgba);
  });
});
