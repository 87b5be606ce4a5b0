import { expect, it } from 'vitest';
import { inCell } from './stamp';

it('[SIGN5] finds what of a stamp lies in each cell of a grid, in pixels of its picture', () => {
  const cell = { width: 20, height: 40 };
  const picture = { width: 10, height: 10 };
  // Over all four cells: the last 4 columns and 8 rows of the first one, and more of the others.
  const box = { x: 16, y: 32, width: 14, height: 16 };
  const of = (place: number) => inCell(box, place, 2, cell, picture);
  expect(of(0)).toEqual({ x: 8, y: 8, width: 2, height: 2 });
  expect(of(1)).toEqual({ x: 0, y: 8, width: 5, height: 2 });
  expect(of(2)).toEqual({ x: 8, y: 0, width: 2, height: 2 });
  expect(of(3)).toEqual({ x: 0, y: 0, width: 5, height: 2 });
  expect(inCell({ ...box, x: 20 }, 0, 2, cell, picture)).toBeNull();
});
