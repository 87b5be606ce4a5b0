import { describe, expect, it } from 'vitest';
import { SIGNATURE_PLACES } from '../contract/signature';
import { boxOf, turned } from './place';

const PICTURE = { width: 200, height: 100 };
const LOOK = { size: 0.4, margin: 0.05, angle: 0 };

describe('where a stamp lies', () => {
  it('[SIGN2] is as large as a share of the shorter side, within the margin, in each corner', () => {
    // 40 pixels wide for a share of 0.4, and half as high; 5 pixels from the edges.
    const stamp = turned(PICTURE, { width: 20, height: 10 }, LOOK);
    expect(stamp).toEqual({ scale: 2, margin: 5, width: 40, height: 20 });
    const at = (place: (typeof SIGNATURE_PLACES)[number]) => {
      const { x, y } = boxOf(PICTURE, stamp, place, 'seed(1)');
      return [x, y];
    };
    expect(at('top-left')).toEqual([5, 5]);
    expect(at('top-right')).toEqual([155, 5]);
    expect(at('bottom-left')).toEqual([5, 75]);
    expect(at('bottom-right')).toEqual([155, 75]);
  });

  it('[SIGN2] is turned within its box: a quarter changes sides, an eighth takes more room', () => {
    const stamp = { width: 20, height: 10 };
    expect(turned(PICTURE, stamp, { ...LOOK, angle: 90 })).toMatchObject({ width: 20, height: 40 });
    // (40 + 20) / sqrt 2 = 42.4.
    expect(turned(PICTURE, stamp, { ...LOOK, angle: -45 })).toMatchObject({
      width: 43,
      height: 43,
    });
  });

  it('[SIGN2] becomes smaller where it would not fit', () => {
    const tall = turned(PICTURE, { width: 10, height: 1 }, { size: 1, margin: 0.25, angle: 90 });
    expect(tall).toEqual({ scale: 5, margin: 25, width: 5, height: 50 });
    const speck = { width: 1, height: 1 };
    const wide = turned(speck, { width: 90, height: 3 }, { size: 1, margin: 0.25, angle: 30 });
    expect(wide).toMatchObject({ margin: 0, width: 1, height: 1 });
  });

  it('[SIGN2] lies within the margins at any size, angle and place', () => {
    for (const picture of [PICTURE, { width: 5, height: 90 }, { width: 16, height: 16 }]) {
      for (const angle of [-170, -45, 0, 13, 90, 137]) {
        for (const size of [0.05, 0.3, 1]) {
          const stamp = turned(picture, { width: 31, height: 7 }, { size, margin: 0.1, angle });
          for (const place of SIGNATURE_PLACES) {
            const { x, y, width, height } = boxOf(picture, stamp, place, `seed(${angle})`);
            expect(Math.min(x, y)).toBeGreaterThanOrEqual(stamp.margin);
            expect(x + width).toBeLessThanOrEqual(picture.width - stamp.margin);
            expect(y + height).toBeLessThanOrEqual(picture.height - stamp.margin);
          }
        }
      }
    }
  });

  it('[SIGN2] at random is the same for the same picture, and all over the room for others', () => {
    const stamp = turned(PICTURE, { width: 10, height: 10 }, { ...LOOK, size: 0.1 });
    const of = (key: string) => boxOf(PICTURE, stamp, 'random', key);
    expect(of('seed(17)')).toEqual(of('seed(17)'));
    // Known: what was signed before is signed so again.
    expect(of('seed(17)')).toEqual({ x: 166, y: 9, width: 10, height: 10 });
    const places = Array.from({ length: 400 }, (_, seed) => of(`seed(${seed})`));
    const [left, right] = [
      Math.min(...places.map(({ x }) => x)),
      Math.max(...places.map(({ x }) => x)),
    ];
    expect([left < 12, right > 178]).toEqual([true, true]);
    const mean = places.reduce((sum, { y }) => sum + y, 0) / places.length;
    // From 5 to 85.
    expect(Math.abs(mean - 45)).toBeLessThan(4);
  });
});
