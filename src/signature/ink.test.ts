import { describe, expect, it } from 'vitest';
import { InkFinder, contrast, luminance, readColour, type Rgb } from './ink';

/** One row of pixels. */
const row = (...colours: readonly Rgb[]): Uint8ClampedArray =>
  Uint8ClampedArray.from(colours.flatMap((colour) => [...colour, 255]));

const DARK: Rgb = [40, 10, 30];
const LIGHT: Rgb = [250, 230, 200];
const MIDDLE: Rgb = [120, 130, 110];

const inkOver = (at: number, ...colours: readonly Rgb[]): Rgb => {
  const finder = new InkFinder();
  const size = { width: colours.length, height: 1 };
  finder.add(row(...colours), size, { x: at, y: 0, width: 1, height: 1 });
  return finder.ink();
};

describe('an ink from the picture', () => {
  it('knows luminance and contrast as WCAG has them', () => {
    expect(luminance(255, 255, 255)).toBeCloseTo(1, 6);
    expect(luminance(255, 0, 0)).toBeCloseTo(0.2126, 6);
    expect(contrast(1, 0)).toBe(21);
    // #777777 on white, a known example.
    expect(contrast(luminance(0x77, 0x77, 0x77), 1)).toBeCloseTo(4.48, 2);
  });

  it('[SIGN3] is its darkest colour where it is light, its lightest where it is dark', () => {
    expect(inkOver(1, DARK, LIGHT, MIDDLE)).toEqual(DARK);
    expect(inkOver(0, DARK, LIGHT, MIDDLE)).toEqual(LIGHT);
  });

  it('[SIGN3] is no lone speck', () => {
    const many = Array.from({ length: 300 }, (_, i): Rgb => (i < 150 ? MIDDLE : LIGHT));
    many[0] = [0, 0, 0];
    expect(inkOver(299, ...many)).toEqual(MIDDLE);
  });

  it('[SIGN3] of a picture of one colour is led away from it until it is told apart', () => {
    for (const [plain, darker] of [
      [[250, 250, 250], true],
      [[128, 128, 128], true],
      [[20, 20, 20], false],
    ] as const) {
      const ink = inkOver(0, plain, plain);
      expect(
        contrast(luminance(...ink), luminance(plain[0], plain[1], plain[2])),
      ).toBeGreaterThanOrEqual(2);
      expect(ink[0] < plain[0]).toBe(darker);
    }
  });

  it('[SIGN3] passes over what is transparent; on nothing it is as on paper', () => {
    const finder = new InkFinder();
    const rgba = row(DARK, LIGHT, [255, 255, 255]);
    rgba[11] = 0;
    finder.add(rgba, { width: 3, height: 1 }, { x: 2, y: 0, width: 1, height: 1 });
    expect(finder.ink()).toEqual(DARK);
    expect(new InkFinder().ink()).toEqual([0, 0, 0]);
  });

  it('[SIGN5] is one of several pictures, by what lies under it in all of them', () => {
    const finder = new InkFinder();
    const size = { width: 2, height: 1 };
    const box = { x: 0, y: 0, width: 1, height: 1 };
    finder.add(row(DARK, MIDDLE), size, box);
    finder.add(row(DARK, LIGHT), size, box);
    finder.add(row(MIDDLE, MIDDLE), size, null);
    expect(finder.ink()).toEqual(LIGHT);
  });

  it('reads a chosen colour', () => {
    expect(readColour('#0a80ff')).toEqual([10, 128, 255]);
  });
});
