import { describe, expect, it } from 'vitest';
import { PAPERS, largerPicture, mostTimes, placed, printPixels, sheetLayout } from './print';

const A4 = { width: 2480, height: 3508 };
const square = { width: 64, height: 64 };
/** Of a generator of 64 px that begins with 4 x 4. */
const map = { cells: { width: 4, height: 4 }, cell: 16, margin: 1 };

describe('prints', () => {
  it.each([
    ['a4', 300, 2480, 3508],
    ['a3', 300, 3508, 4961],
    ['a6', 150, 620, 874],
    ['10x15', 300, 1181, 1772],
    ['4x6', 300, 1200, 1800],
    ['8x10', 72, 576, 720],
  ] as const)('[PRINT1] %s at %i dpi has %i x %i pixels', (paper, dpi, width, height) => {
    expect(printPixels(PAPERS[paper], dpi)).toEqual({ width, height });
  });

  it('[PRINT2] a picture stands whole in the middle, or fills the paper and is cropped evenly', () => {
    expect(placed(square, A4, 'border')).toEqual({
      shown: { left: 0, top: 0, ...square },
      at: { left: 0, top: 514, width: 2480, height: 2480 },
    });
    const { shown, at } = placed(square, A4, 'crop');
    expect(at).toEqual({ left: 0, top: 0, ...A4 });
    expect(shown.height).toBe(64);
    expect(shown.width).toBeCloseTo((64 * 2480) / 3508, 9);
    expect(shown.left).toBeCloseTo((64 - shown.width) / 2, 9);
  });

  it('[PRINT3] a larger map adds nothing to a print that the picture fills', () => {
    expect(largerPicture(square, map, { width: 640, height: 640 }, 1)).toEqual({
      cells: map.cells,
      shown: { left: 0, top: 0, ...square },
    });
  });

  it('[PRINT3] a larger map adds what proportions and times ask for, and a margin that is not shown', () => {
    const once = largerPicture(square, map, A4, 1);
    // 90.5 rows are shown: 13.3 more on either side, one cell and its margin.
    expect(once.cells).toEqual({ width: 4, height: 4 + 2 * 2 });
    expect(once.shown.width).toBeCloseTo(64, 9);
    expect(once.shown.height).toBeCloseTo((64 * 3508) / 2480, 9);
    expect(once.shown.top + once.shown.height / 2).toBeCloseTo(32 + 2 * 16, 9);
    const thrice = largerPicture(square, map, { width: 600, height: 600 }, 3);
    expect(thrice.cells).toEqual({ width: 4 + 2 * 5, height: 4 + 2 * 5 });
    expect(thrice.shown).toEqual({ left: 16, top: 16, width: 192, height: 192 });
  });

  it('[PRINT3] no painted pixel is smaller than a printed one', () => {
    expect(mostTimes(square, A4)).toBe(38);
    expect(mostTimes({ width: 4000, height: 4000 }, A4)).toBe(1);
  });

  it('[PRINT9] pictures on a sheet are as large as they can be, with even gaps and margins', () => {
    const sheet = sheetLayout(20, square, A4);
    expect(sheet).toMatchObject({ columns: 4, rows: 5, gap: 50 });
    expect(sheet.cell.width).toBe(Math.floor((2480 - 50 * 5) / 4));
    const right = A4.width - sheet.left - 4 * sheet.cell.width - 3 * sheet.gap;
    expect(Math.abs(right - sheet.left)).toBeLessThanOrEqual(1);
    for (let count = 1; count <= 100; count++) {
      const { columns, rows, cell, gap, left, top } = sheetLayout(
        count,
        { width: 48, height: 64 },
        A4,
      );
      expect(columns * rows).toBeGreaterThanOrEqual(count);
      expect(columns * (rows - 1)).toBeLessThan(count);
      expect(2 * left + columns * cell.width + (columns - 1) * gap).toBeLessThanOrEqual(A4.width);
      expect(2 * top + rows * cell.height + (rows - 1) * gap).toBeLessThanOrEqual(A4.height);
      expect(cell.width / cell.height).toBeCloseTo(0.75, 1);
    }
    expect(sheetLayout(100, square, { width: 20, height: 20 }).cell).toEqual({
      width: 2,
      height: 2,
    });
  });
});
