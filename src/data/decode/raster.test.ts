import { describe, expect, it } from 'vitest';
import type { Orientation } from '../formats/exif';
import { pixelRaster, upright } from './raster';

/** Pixels told apart by their red: 0, 1, 2 in the first row, 3, 4, 5 in the second. */
const six = Uint8Array.from({ length: 6 * 4 }, (_, i) => (i % 4 === 0 ? i / 4 : 255));

const reds = (rgba: Uint8ClampedArray): number[] => [...rgba].filter((_, i) => i % 4 === 0);

describe('a raster of pixels', () => {
  it('gives any part of itself', async () => {
    const raster = pixelRaster(six, 3, 2);
    expect(reds(await raster.read({ x: 0, y: 0, width: 3, height: 2 }))).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
    expect(reds(await raster.read({ x: 0, y: 1, width: 3, height: 1 }))).toEqual([3, 4, 5]);
    expect(reds(await raster.read({ x: 1, y: 0, width: 2, height: 2 }))).toEqual([1, 2, 4, 5]);
  });

  // As EXIF defines them: which of the stored corners is shown at the top left, and which beside.
  it.each<[Orientation, number[][]]>([
    [
      1,
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
    ],
    [
      2,
      [
        [2, 1, 0],
        [5, 4, 3],
      ],
    ],
    [
      3,
      [
        [5, 4, 3],
        [2, 1, 0],
      ],
    ],
    [
      4,
      [
        [3, 4, 5],
        [0, 1, 2],
      ],
    ],
    [
      5,
      [
        [0, 3],
        [1, 4],
        [2, 5],
      ],
    ],
    [
      6,
      [
        [3, 0],
        [4, 1],
        [5, 2],
      ],
    ],
    [
      7,
      [
        [5, 2],
        [4, 1],
        [3, 0],
      ],
    ],
    [
      8,
      [
        [2, 5],
        [1, 4],
        [0, 3],
      ],
    ],
  ])('[PIC4] is turned upright from orientation %i, whole and in parts', async (turn, rows) => {
    const raster = upright(pixelRaster(six, 3, 2), turn);
    const [width, height] = [rows[0]!.length, rows.length];
    expect([raster.width, raster.height]).toEqual([width, height]);
    expect(reds(await raster.read({ x: 0, y: 0, width, height }))).toEqual(rows.flat());
    const part = await raster.read({ x: 1, y: 0, width: 1, height: 2 });
    expect(reds(part)).toEqual([rows[0]![1], rows[1]![1]]);
  });
});
