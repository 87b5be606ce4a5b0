import { describe, expect, it } from 'vitest';
import { squarePictures } from '../../contract/picture-shape';
import { thumbsOf } from '../../measures/thumbs';
import { mirroredPictures, pictureOf, type Pictures } from '../../measures/pictures';
import { madeSet } from '../../testing/made-set';
import { thumbDistance } from './distances';
import { lookAtGrid, lookAtSet, lookedAt, type SetLook } from './looks';
import { averagedDown, averagedSize } from './small-pictures';

const SHAPE = squarePictures(32, 3);
const noPause = (): Promise<void> => Promise.resolve();

const setOf = (pictures: Pictures): Promise<SetLook | null> =>
  lookAtSet(
    pictures.shape,
    Array.from({ length: pictures.count }, (_, n) => n),
    (n) => Promise.resolve(pictureOf(pictures, n)),
    noPause,
  );

const listOf = (pictures: Pictures) =>
  Array.from({ length: pictures.count }, (_, n) => ({
    shape: pictures.shape,
    pixels: pictureOf(pictures, n),
  }));

/** Every picture a little changed in its numbers, as saving it anew does. */
const touched = (pictures: Pictures): Pictures => ({
  ...pictures,
  pixels: pictures.pixels.map((value, i) => Math.max(0, Math.min(255, value + (i % 3) - 1))),
});

const joined = (a: Pictures, b: Pictures): Pictures => {
  const pixels = new Uint8Array(a.pixels.length + b.pixels.length);
  pixels.set(a.pixels);
  pixels.set(b.pixels, a.pixels.length);
  return { shape: a.shape, count: a.count + b.count, pixels };
};

describe('which pictures of a set are looked at [FIND4]', () => {
  it('all of a small set', () => {
    expect(lookedAt(5, 3072)).toEqual([0, 1, 2, 3, 4]);
    expect(lookedAt(256, 3072)).toHaveLength(256);
  });

  it('groups of neighbours, spread over a large one, each once', () => {
    const places = lookedAt(10_000, 3072);
    expect(places).toHaveLength(256);
    expect(new Set(places).size).toBe(256);
    expect(places.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(places.at(-1)).toBeGreaterThan(9_800);
    expect(Math.max(...places)).toBeLessThan(10_000);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('fewer of large pictures', () => {
    const places = lookedAt(1000, 1024 * 1024 * 3);
    expect(places.length).toBeGreaterThanOrEqual(8);
    expect(places.length * 1024 * 1024 * 3).toBeLessThan(64 * 2 ** 20);
  });
});

describe('pictures averaged down', () => {
  it('squares of pixels become their mean, whatever the shape', () => {
    const shape = { height: 64, width: 96, channels: 1 };
    const pixels = Uint8Array.from({ length: 64 * 96 }, (_, i) => ((i >> 1) % 2 === 0 ? 10 : 30));
    const small = averagedDown({ shape, pixels });
    expect(small.shape).toEqual({ ...averagedSize(shape), channels: 1 });
    expect(small.shape).toEqual({ height: 32, width: 48, channels: 1 });
    expect([...small.pixels.subarray(0, 4)]).toEqual([10, 30, 10, 30]);
  });

  it('small ones stay as they are', () => {
    const picture = { shape: SHAPE, pixels: madeSet(0, 1, SHAPE).pixels };
    expect(averagedDown(picture)).toEqual(picture);
  });

  it('a large picture gives about the thumb of the same picture made small', () => {
    const large = madeSet(3, 1, squarePictures(128, 3));
    const { shape, pixels } = averagedDown({ shape: large.shape, pixels: large.pixels });
    const small = thumbsOf({ shape, count: 1, pixels });
    const whole = thumbsOf(large);
    // Two pictures of this kind lie about .23 apart.
    expect(thumbDistance(small, 0, whole, 0)).toBeLessThan(0.02);
  });
});

describe('a look at a set [FIND4]', () => {
  it('tells how far pictures lie apart, and that none is there twice', async () => {
    const { facts } = (await setOf(madeSet(0, 40, SHAPE)))!;
    expect(facts.looked).toBe(40);
    expect(facts.spread).toBeGreaterThan(0.1);
    expect(facts.nearest).toBeLessThan(facts.spread);
    expect(facts.alike).toBe(0);
  });

  it('finds pictures that are there again, saved anew', async () => {
    const some = madeSet(0, 12, SHAPE);
    const { facts } = (await setOf(joined(madeSet(50, 12, SHAPE), joined(some, touched(some)))))!;
    expect(facts.alike).toBeCloseTo(24 / 36);
  });

  it('tells nothing of a single picture', async () => {
    expect(await setOf(madeSet(0, 1, SHAPE))).toBeNull();
  });
});

describe('a look at a grid [FIND4]', () => {
  const place = { epoch: 3, step: 30 };

  it('other pictures of the kind are as diverse as the set, and no copies', async () => {
    const set = (await setOf(madeSet(0, 40, SHAPE)))!;
    const facts = await lookAtGrid(place, listOf(madeSet(100, 40, SHAPE)), set, noPause);
    expect(facts).toMatchObject({ ...place, pictures: 40, copies: 0 });
    expect(facts!.diversity).toBeGreaterThan(0.8);
    expect(facts!.diversity).toBeLessThan(1.2);
  });

  it('one picture again and again has no diversity', async () => {
    const set = (await setOf(madeSet(0, 40, SHAPE)))!;
    const [one] = listOf(madeSet(100, 1, SHAPE));
    const facts = await lookAtGrid(place, Array(16).fill(one!), set, noPause);
    expect(facts!.diversity).toBe(0);
  });

  it('copies are told, mirrored ones too', async () => {
    const pictures = madeSet(0, 40, SHAPE);
    const set = (await setOf(pictures))!;
    const copies = joined(touched(pictures), mirroredPictures(pictures));
    const facts = await lookAtGrid(place, listOf(copies), set, noPause);
    expect(facts!.copies).toBe(1);
  });

  it('nothing is told beside a set of pictures that are all the same', async () => {
    const [one] = listOf(madeSet(100, 1, SHAPE));
    const same = { shape: SHAPE, count: 4, pixels: new Uint8Array(4 * one!.pixels.length) };
    const set = (await setOf(same))!;
    expect(set.facts).toMatchObject({ spread: 0, alike: 1 });
    expect(await lookAtGrid(place, listOf(same), set, noPause)).toBeNull();
  });
});
