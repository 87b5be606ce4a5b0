import { expect, it } from 'vitest';
import { asPixels } from './stage';

const square = (side: number) => ({ width: side, height: side });

it('[FILM10] shows pixels as pixels where they are enlarged by whole numbers below four, smooth otherwise', () => {
  expect([64, 128, 192].map((side) => asPixels(square(64), square(side)))).toEqual([
    true,
    true,
    true,
  ]);
  expect([32, 100, 256].map((side) => asPixels(square(64), square(side)))).toEqual([
    false,
    false,
    false,
  ]);
  expect(asPixels({ width: 48, height: 80 }, { width: 96, height: 162 })).toBe(false);
});
