import { describe, expect, it } from 'vitest';
import { CENTRE, largestPart, placeOf, tidyPlace, withPoint } from './focus';

const square = { width: 64, height: 64 };

describe('[PIC26] the crop around a point', () => {
  it('lies around it, and as near to it as the edges allow', () => {
    const wide = { width: 300, height: 100 };
    const at = (x: number, y = 0.5) => largestPart(wide, square, { x, y });
    expect(at(0.5)).toEqual({ x: 100, y: 0, width: 100, height: 100 });
    expect(at(0.4)).toEqual({ x: 70, y: 0, width: 100, height: 100 });
    expect(at(0)).toMatchObject({ x: 0 });
    expect(at(0.1)).toMatchObject({ x: 0 });
    expect(at(1, 1)).toMatchObject({ x: 200, y: 0 });
    const tall = { width: 90, height: 200 };
    expect(largestPart(tall, { width: 96, height: 64 }, { x: 0, y: 0.9 })).toEqual({
      x: 0,
      y: 140,
      width: 90,
      height: 60,
    });
  });

  it('is the centre crop where no point was moved, for sides of every parity', () => {
    for (let width = 1; width < 40; width++) {
      for (let height = 1; height < 40; height++) {
        for (const size of [square, { width: 96, height: 64 }, { width: 28, height: 16 }]) {
          const part = largestPart({ width, height }, size);
          expect(part.x).toBe(Math.floor((width - part.width) / 2));
          expect(part.y).toBe(Math.floor((height - part.height) / 2));
        }
      }
    }
  });

  it('lies within the picture wherever the point is', () => {
    for (let i = 0; i <= 20; i++) {
      for (const picture of [
        { width: 301, height: 77 },
        { width: 5, height: 9 },
        { width: 1, height: 1 },
      ]) {
        const box = largestPart(picture, { width: 48, height: 80 }, { x: i / 20, y: 1 - i / 20 });
        expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(picture.width);
        expect(box.y + box.height).toBeLessThanOrEqual(picture.height);
      }
    }
  });
});

describe('[PIC26] points of a set', () => {
  it('stay within the picture, to a ten-thousandth', () => {
    expect(tidyPlace({ x: -0.2, y: 1.7 })).toEqual({ x: 0, y: 1 });
    expect(tidyPlace({ x: 1 / 3, y: 0.5 })).toEqual({ x: 0.3333, y: 0.5 });
  });

  it('are one for a file, and none for the centre', () => {
    const one = withPoint(undefined, { hash: 'a', x: 0.1, y: 0.2 });
    const two = withPoint(one, { hash: 'b', x: 0.3, y: 0.4 });
    const moved = withPoint(two, { hash: 'a', x: 0.9, y: 0.2 });
    expect(moved).toHaveLength(2);
    expect(placeOf(moved, 'a')).toMatchObject({ x: 0.9, y: 0.2 });
    expect(placeOf(moved, 'c')).toEqual(CENTRE);
    expect(withPoint(moved, { hash: 'a', ...CENTRE })).toEqual([{ hash: 'b', x: 0.3, y: 0.4 }]);
  });
});
