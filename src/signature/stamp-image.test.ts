import { expect, it } from 'vitest';
import { layOver } from './lay-over';
import { asInk, trimmed } from './stamp-image';

it('[SIGN1] an image loses its transparent edges; of one that is all transparent nothing is left', () => {
  const rgba = new Uint8Array(4 * 3 * 4);
  const at = (x: number, y: number): number => (y * 4 + x) * 4;
  rgba.set([1, 2, 3, 255], at(1, 1));
  rgba.set([4, 5, 6, 90], at(2, 2));
  expect(trimmed({ width: 4, height: 3, rgba })).toEqual({
    width: 2,
    height: 2,
    rgba: Uint8Array.of(1, 2, 3, 255, 0, 0, 0, 0, 0, 0, 0, 0, 4, 5, 6, 90),
  });
  expect(trimmed({ width: 4, height: 3, rgba: new Uint8Array(48) })).toBeNull();
});

it('[SIGN3] an image lets ink through by its alpha, or where all of it is opaque by its darkness', () => {
  const alpha = (...rgba: number[]): number[] => {
    const ink = asInk({ width: rgba.length / 4, height: 1, rgba: Uint8Array.from(rgba) });
    return [...ink.rgba].filter((_, i) => i % 4 === 3);
  };
  expect(alpha(255, 255, 255, 255, 0, 0, 0, 0, 9, 9, 9, 128)).toEqual([255, 0, 128]);
  expect(alpha(255, 255, 255, 255, 0, 0, 0, 255)).toEqual([0, 255]);
});

it('[SIGN6] a stamp lies over what is under it, within its box alone', () => {
  const picture = new Uint8ClampedArray(3 * 2 * 4).fill(100).map((v, i) => (i % 4 === 3 ? 255 : v));
  picture.set([0, 0, 0, 0], 5 * 4);
  const before = picture.slice();
  const stamp = Uint8ClampedArray.of(200, 0, 0, 255, 9, 9, 9, 0, 200, 0, 0, 255, 200, 0, 0, 255);
  layOver(picture, { width: 3, height: 2 }, stamp, { x: 1, y: 0, width: 2, height: 2 }, 0.5);
  const pixel = (i: number): number[] => [...picture.subarray(4 * i, 4 * i + 4)];
  expect(pixel(1)).toEqual([150, 50, 50, 255]);
  expect(pixel(4)).toEqual([150, 50, 50, 255]);
  // On nothing it keeps its colour.
  expect(pixel(5)).toEqual([200, 0, 0, 128]);
  for (const i of [0, 2, 3]) expect(pixel(i)).toEqual([...before.subarray(4 * i, 4 * i + 4)]);
});
