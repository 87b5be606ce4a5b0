import { expect, it } from 'vitest';
import { squarePictures } from './picture-shape';
import { toRgba, toRgbaPictures } from './rgba';

it('spreads grey pixels over three channels', () => {
  expect([...toRgba(Uint8Array.of(7, 200, 0, 255), squarePictures(2, 1))]).toEqual([
    7, 7, 7, 255, 200, 200, 200, 255, 0, 0, 0, 255, 255, 255, 255, 255,
  ]);
});

it('keeps colour in order', () => {
  expect([...toRgba(Uint8Array.of(1, 2, 3), squarePictures(1, 3))]).toEqual([1, 2, 3, 255]);
});

it('tells pictures apart', () => {
  const pictures = toRgbaPictures(Uint8Array.of(1, 2, 3, 4, 5, 6), squarePictures(1, 3));
  expect(pictures.map(({ index, rgba }) => [index, ...rgba])).toEqual([
    [0, 1, 2, 3, 255],
    [1, 4, 5, 6, 255],
  ]);
});
