import { expect, it } from 'vitest';
import { ASPECTS, sizeOf } from '../contract/picture-shape';
import { startGrid } from './start-grid';

const grid = (width: number, height: number): [number, number, number] => {
  const found = startGrid({ height, width });
  return [found.grid.width, found.grid.height, found.doublings];
};

it('[PIC24] a shape begins with its own grid at every image size', () => {
  for (const aspect of ASPECTS) {
    for (const [doublings, edge] of [4, 8, 16, 32, 64, 128, 256, 512, 1024].entries()) {
      expect(startGrid(sizeOf(edge, aspect)), `${aspect} ${edge}`).toEqual({
        grid: sizeOf(4, aspect),
        doublings,
      });
    }
  }
});

it('[PIC28] sides begin with the grid whose area is nearest to 4 x 4', () => {
  expect(grid(48, 80)).toEqual([3, 5, 4]);
  expect(grid(96, 64)).toEqual([6, 4, 4]);
  expect(grid(240, 160)).toEqual([15, 10, 4]);
  expect(grid(1024, 16)).toEqual([64, 1, 4]);
  expect(grid(16, 1024)).toEqual([1, 64, 4]);
  expect(grid(16, 64)).toEqual([2, 8, 3]);
  expect(grid(16, 16)).toEqual([4, 4, 2]);
  // 8 x 4 and 4 x 2 are as near.
  expect(grid(128, 64)).toEqual([8, 4, 4]);
});

it('[PIC28] all sides that can be chosen are doubled at least twice, and to themselves', () => {
  for (let width = 16; width <= 1024; width += 16) {
    for (let height = 16; height <= 1024; height += 16) {
      const [across, down, doublings] = grid(width, height);
      expect([across * 2 ** doublings, down * 2 ** doublings]).toEqual([width, height]);
      if (doublings < 2) throw new Error(`${width} x ${height}: ${doublings}`);
      if (across % 1 !== 0 || down % 1 !== 0) throw new Error(`${width} x ${height}`);
    }
  }
});
