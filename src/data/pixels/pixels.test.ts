import { describe, expect, it } from 'vitest';
import { channelsOf, flatten, parseColour } from './flatten';
import { aspectTooFar, cropGeometry, isTurned, reducedWidth } from './geometry';
import { placeOnGround } from './place';
import { resample } from './resample';

describe('crop geometry', () => {
  it('centre: the largest centred square', () => {
    const { source, target } = cropGeometry('centre', 300, 201, { height: 64, width: 64 });
    expect(source).toEqual({ x: 49, y: 0, width: 201, height: 201 });
    expect(target).toEqual({ x: 0, y: 0, width: 64, height: 64 });
  });

  it('centre: the largest part of the proportions asked for', () => {
    const wide = { height: 32, width: 64 };
    expect(cropGeometry('centre', 300, 201, wide).source).toEqual({
      x: 0,
      y: 25,
      width: 300,
      height: 150,
    });
    expect(cropGeometry('centre', 300, 100, wide).source).toEqual({
      x: 50,
      y: 0,
      width: 200,
      height: 100,
    });
  });

  it('every square edge leaves the largest square, to the pixel', () => {
    for (const edge of [16, 28, 32, 64, 128, 256, 512, 1024]) {
      for (let side = 1; side < 3000; side += 7) {
        const { source } = cropGeometry('centre', side, 3000, { height: edge, width: edge });
        expect([source.width, source.height]).toEqual([side, side]);
      }
    }
  });

  it('stretch: everything into the square', () => {
    const { source, target } = cropGeometry('stretch', 10, 400, { height: 32, width: 32 });
    expect(source).toEqual({ x: 0, y: 0, width: 10, height: 400 });
    expect(target).toEqual({ x: 0, y: 0, width: 32, height: 32 });
  });

  it('fit: everything, with padding on two sides', () => {
    expect(cropGeometry('fit', 200, 100, { height: 64, width: 64 }).target).toEqual({
      x: 0,
      y: 16,
      width: 64,
      height: 32,
    });
    expect(cropGeometry('fit', 3, 7, { height: 64, width: 64 }).target).toEqual({
      x: 18,
      y: 0,
      width: 27,
      height: 64,
    });
  });

  it('fit: into a rectangle, padded where its proportions are others', () => {
    expect(cropGeometry('fit', 100, 100, { height: 32, width: 64 }).target).toEqual({
      x: 16,
      y: 0,
      width: 32,
      height: 32,
    });
  });

  it('fit: even the longest picture keeps a line', () => {
    expect(cropGeometry('fit', 4000, 8, { height: 16, width: 16 }).target).toEqual({
      x: 0,
      y: 7,
      width: 16,
      height: 1,
    });
  });

  it('aspect: height over width further from 1 than allowed', () => {
    expect(aspectTooFar(100, 150, 0.5)).toBe(false);
    expect(aspectTooFar(100, 151, 0.5)).toBe(true);
    expect(aspectTooFar(200, 99, 0.5)).toBe(true);
    expect(aspectTooFar(7, 7, 0)).toBe(false);
  });
});

describe('reduction while decoding', () => {
  it('leaves small and very long pictures whole', () => {
    expect(reducedWidth(2000, 2000, 64)).toBeNull();
    expect(reducedWidth(50_000, 1000, 64)).toBeNull();
    expect(reducedWidth(3000, 2000, 1024)).toBeNull();
  });

  it.each([
    [6000, 8000, 64],
    [8000, 6000, 1024],
    [12_000, 3000, 256],
  ])('%d x %d for %d px: enough is left, whichever way it is turned', (w, h, size) => {
    const width = reducedWidth(w, h, size)!;
    const upright = [width, (width * h) / w];
    const turned = [width, (width * w) / h];
    for (const [a, b] of [upright, turned]) {
      expect(Math.min(a!, b!)).toBeGreaterThanOrEqual(2 * size);
    }
    expect(width).toBeLessThan(w);
  });

  it('sees that a picture was turned', () => {
    expect(isTurned({ width: 40, height: 30 }, { width: 3, height: 4 })).toBe(true);
    expect(isTurned({ width: 40, height: 30 }, { width: 4, height: 3 })).toBe(false);
    expect(isTurned({ width: 5, height: 5 }, { width: 2, height: 2 })).toBe(false);
  });
});

describe('laying on a background [PIC5]', () => {
  const rgba = Uint8ClampedArray.from([10, 20, 30, 255, 200, 100, 0, 0, 255, 255, 255, 128]);

  it('colour: opaque stays, transparent is the background, half is between', () => {
    expect([...flatten(rgba, [0, 0, 255], 3)]).toEqual([10, 20, 30, 0, 0, 255, 128, 128, 255]);
  });

  it('grey: luma by Rec. 601', () => {
    expect([...flatten(rgba, [255, 0, 0], 1)]).toEqual([18, 76, 166]);
    expect(channelsOf([0, 255, 0], 1)).toEqual([150]);
  });

  it('reads colours, and takes white for nonsense', () => {
    expect(parseColour('#FF8001')).toEqual([255, 128, 1]);
    expect(parseColour('red')).toEqual([255, 255, 255]);
  });
});

/** uint8 [size, size, 1] of the finest chequerboard. */
const chequers = (size: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: size * size }, (_, i) =>
    (Math.floor(i / size) + (i % size)) % 2 ? 255 : 0,
  );

describe('resampling', () => {
  it('at the same size is the picture itself', () => {
    const picture = chequers(8);
    expect(resample(picture, 8, 8, 1, 8, 8)).toBe(picture);
  });

  it('keeps an even colour, up and down', () => {
    const picture = new Uint8Array(37 * 23 * 3).fill(201);
    for (const size of [5, 64]) {
      expect(new Set(resample(picture, 37, 23, 3, size, size))).toEqual(new Set([201]));
    }
  });

  it('a fine chequerboard becomes even grey: nothing aliases', () => {
    for (const to of [16, 60, 100]) {
      const out = resample(chequers(512), 512, 512, 1, to, to);
      expect(Math.min(...out)).toBeGreaterThan(115);
      expect(Math.max(...out)).toBeLessThan(140);
    }
  });

  it('weighs as Pillow does: 4 to 2 and 2 to 4', () => {
    // Computed by hand from the triangle filter, support 2 and 1, clipped at the edges.
    const down = resample(Uint8Array.from([0, 80, 160, 240]), 4, 1, 1, 2, 1);
    expect([...down]).toEqual([57, 183]);
    const up = resample(Uint8Array.from([0, 200]), 2, 1, 1, 4, 1);
    expect([...up]).toEqual([0, 50, 150, 200]);
  });

  it('keeps channels apart', () => {
    const picture = Uint8Array.from([255, 0, 10, 255, 0, 10, 255, 0, 10, 255, 0, 10]);
    expect([...resample(picture, 2, 2, 3, 1, 1)]).toEqual([255, 0, 10]);
  });
});

it('a picture is placed in its square', () => {
  const placed = placeOnGround(
    Uint8Array.from([1, 2]),
    { x: 0, y: 1, width: 2, height: 1 },
    { height: 2, width: 2 },
    [9],
  );
  expect([...placed]).toEqual([9, 9, 1, 2]);
});
