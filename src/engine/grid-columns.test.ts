import { expect, it } from 'vitest';
import { ASPECTS, sizeOf } from '../contract/picture-shape';
import { gridColumns } from './grid-columns';

it('[PIC24] a grid of a shape has as many columns as rows', () => {
  for (const aspect of ASPECTS) {
    expect([1, 2, 4, 5, 64, 144].map((count) => gridColumns(count, sizeOf(64, aspect)))).toEqual([
      1, 2, 2, 3, 8, 12,
    ]);
  }
});

it('[PIC28] a grid of long pictures is about square', () => {
  const sides = (count: number, width: number, height: number): [number, number] => {
    const columns = gridColumns(count, { height, width });
    return [columns * width, Math.ceil(count / columns) * height];
  };
  expect(sides(64, 16, 1024)).toEqual([1024, 1024]);
  expect(sides(64, 1024, 16)).toEqual([1024, 1024]);
  expect(sides(64, 64, 16)).toEqual([256, 256]);
  expect(sides(4, 16, 1024)).toEqual([64, 1024]);
  expect(sides(144, 1024, 16)).toEqual([2048, 1152]);
});
