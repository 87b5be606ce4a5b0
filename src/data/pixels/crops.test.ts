import { describe, expect, it } from 'vitest';
import { fileCrops } from './crops';
import { cropGeometry } from './geometry';

const size = { height: 64, width: 64 };
const picture = { width: 600, height: 400 };
const hashOf = (seed: number): Uint8Array<ArrayBuffer> => new Uint8Array(32).fill(seed);
const boxes = async (...args: Parameters<typeof fileCrops>) =>
  (await fileCrops(...args)).map(({ crop }) => crop.source);

describe('[PIC23] crops of a file', () => {
  it('one is what the crop says, with the hash of the file', async () => {
    for (const mode of ['centre', 'stretch', 'fit'] as const) {
      expect(await fileCrops(hashOf(1), mode, picture, size, 1)).toEqual([
        { crop: cropGeometry(mode, 600, 400, size), hash: hashOf(1) },
      ]);
    }
  });

  it('the others lie within the picture, in its proportions, from half as large to as large', async () => {
    const sides: number[] = [];
    for (let seed = 0; seed < 40; seed++) {
      const [first, ...others] = await boxes(hashOf(seed), 'centre', picture, size, 16);
      expect(first).toEqual({ x: 100, y: 0, width: 400, height: 400 });
      expect(others.length).toBe(15);
      for (const { x, y, width, height } of others) {
        expect(width).toBe(height);
        expect(Math.min(x, y, 600 - x - width, 400 - y - height)).toBeGreaterThanOrEqual(0);
        sides.push(width);
      }
    }
    expect(Math.min(...sides)).toBeGreaterThanOrEqual(200);
    expect(Math.min(...sides)).toBeLessThan(215);
    expect(Math.max(...sides)).toBeGreaterThan(385);
    const mean = sides.reduce((sum, side) => sum + side, 0) / sides.length;
    expect(Math.abs(mean - 300)).toBeLessThan(15);
  });

  it('follow from the file and their number alone, each with a hash of its own', async () => {
    const four = await fileCrops(hashOf(7), 'centre', picture, size, 4);
    const eight = await fileCrops(hashOf(7), 'centre', picture, size, 8);
    expect(eight.slice(0, 4)).toEqual(four);
    expect(new Set(eight.map(({ hash }) => hash.join())).size).toBe(8);
    expect(await boxes(hashOf(8), 'centre', picture, size, 4)).not.toEqual(
      four.map(({ crop }) => crop.source),
    );
  });

  it('are never smaller than what is prepared of them, unless the picture is', async () => {
    const found = await boxes(hashOf(3), 'centre', { width: 80, height: 70 }, size, 16);
    expect(Math.min(...found.map(({ width }) => width))).toBeGreaterThanOrEqual(64);
    const small = await boxes(hashOf(3), 'centre', { width: 40, height: 30 }, size, 16);
    expect(new Set(small.map(({ width }) => width))).toEqual(new Set([30]));
  });

  it('that would be the same are made once', async () => {
    expect(await boxes(hashOf(3), 'centre', size, size, 16)).toHaveLength(1);
    expect((await boxes(hashOf(3), 'centre', { width: 66, height: 64 }, size, 16)).length).toBe(3);
  });

  it('keep the proportions of a rectangle', async () => {
    const wide = { height: 48, width: 96 };
    for (const { width, height } of await boxes(hashOf(5), 'centre', picture, wide, 16)) {
      expect(Math.abs(width - 2 * height)).toBeLessThanOrEqual(1);
    }
  });

  it('[PIC26] the first one follows the point; the others, and how many there are, do not', async () => {
    for (const taken of [picture, { width: 66, height: 64 }]) {
      const usual = await boxes(hashOf(3), 'centre', taken, size, 16);
      const moved = await boxes(hashOf(3), 'centre', taken, size, 16, { x: 1, y: 0 });
      expect(moved[0]).toMatchObject({ x: taken.width - usual[0]!.width, y: 0 });
      expect(moved.slice(1)).toEqual(usual.slice(1));
    }
    for (const mode of ['stretch', 'fit'] as const) {
      expect(await boxes(hashOf(3), mode, picture, size, 1, { x: 1, y: 0 })).toEqual(
        await boxes(hashOf(3), mode, picture, size, 1),
      );
    }
  });
});
