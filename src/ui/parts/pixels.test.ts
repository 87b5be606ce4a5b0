import { squarePictures } from '../../contract/picture-shape';
import { expect, it } from 'vitest';
import { rendering, toRgba } from './pixels';

it('spreads grey pixels over three channels', () => {
  expect([...toRgba(Uint8Array.of(7, 200, 0, 255), squarePictures(2, 1))]).toEqual([
    7, 7, 7, 255, 200, 200, 200, 255, 0, 0, 0, 255, 255, 255, 255, 255,
  ]);
});

it('keeps colour in order', () => {
  expect([...toRgba(Uint8Array.of(1, 2, 3), squarePictures(1, 3))]).toEqual([1, 2, 3, 255]);
});

it('shows pixels as pixels only while enlarged below four times', () => {
  expect(rendering(32, 64)).toBe('auto');
  expect(rendering(96, 64)).toBe('pixelated');
  expect(rendering(256, 64)).toBe('auto');
});
