import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { squarePictures, type PictureShape } from '../../contract/picture-shape';
import { readJpegs, shuffledJpegs } from '../../testing/node-pictures';
import { paintPicture } from '../paint/painting';
import { resample } from '../pixels/resample';
import { LookAlikes } from './look-alikes';

type Pixels = Uint8Array<ArrayBuffer>;

const SHAPE = squarePictures(64, 3);
const COUNT = 120;
const painted = Array.from({ length: COUNT }, (_, n) => paintPicture(n, SHAPE));

const PAINTINGS = process.env.ATELIER_DATA && join(process.env.ATELIER_DATA, 'paintings');
const real = PAINTINGS && existsSync(PAINTINGS) ? PAINTINGS : null;

function groupsOf(
  pictures: readonly Pixels[],
  shape = SHAPE,
  origin: (n: number) => string = String,
): number[][] {
  const found = new LookAlikes(shape);
  pictures.forEach((pixels, n) => found.add(pixels, origin(n)));
  return found.groups();
}

const each = (pixels: Pixels, change: (value: number, at: number) => number): Pixels =>
  Uint8Array.from(pixels, (value, at) => Math.max(0, Math.min(255, change(value, at))));

function mirrored(pixels: Pixels, { height, width, channels }: PictureShape): Pixels {
  const out = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + width - 1 - x) * channels;
      out.set(pixels.subarray(from, from + channels), (y * width + x) * channels);
    }
  }
  return out;
}

/** What is left when so many pixels are cut away on each side, as large as before. */
function cropped(pixels: Pixels, cut: number, { height, width, channels }: PictureShape): Pixels {
  const inner = { height: height - 2 * cut, width: width - 2 * cut };
  const out = new Uint8Array(inner.height * inner.width * channels);
  for (let y = 0; y < inner.height; y++) {
    const from = ((y + cut) * width + cut) * channels;
    out.set(pixels.subarray(from, from + inner.width * channels), y * inner.width * channels);
  }
  return resample(out, inner.width, inner.height, channels, width, height);
}

const blurred = (pixels: Pixels): Pixels =>
  resample(resample(pixels, 64, 64, 3, 32, 32), 32, 32, 3, 64, 64);

const CHANGES: readonly (readonly [
  name: string,
  change: (pixels: Pixels) => Pixels,
  found: number,
])[] = [
  ['mirrored', (pixels) => mirrored(pixels, SHAPE), 1],
  ['of half the size', blurred, 0.95],
  ['brighter', (pixels) => each(pixels, (value) => 1.12 * value + 4), 0.95],
  ['darker', (pixels) => each(pixels, (value) => 0.85 * value), 0.95],
  [
    'of a bad quality',
    (pixels) => each(pixels, (value, at) => value + ((at * 7919) % 21) - 10),
    0.95,
  ],
  ['a little cropped', (pixels) => cropped(pixels, 1, SHAPE), 0.75],
];

describe('pictures that show the same', () => {
  it('[PIC25] are none among sample pictures', () => {
    expect(groupsOf(painted)).toEqual([]);
  });

  it.each(CHANGES)('[PIC25] are found where one is %s', (_, change, found) => {
    const groups = groupsOf([...painted, ...painted.map(change)]);
    const right = groups.filter(
      (group) => group.length === 2 && group[1] === group[0]! + COUNT,
    ).length;
    expect(right / COUNT).toBeGreaterThanOrEqual(found);
    expect(groups).toHaveLength(right);
  });

  it('[PIC25] are one group, however many, and each picture is in one', () => {
    const [first, second] = painted as [Pixels, Pixels];
    const all = [
      first,
      second,
      mirrored(first, SHAPE),
      blurred(second),
      blurred(first),
      painted[2]!,
    ];
    expect(groupsOf(all)).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
  });

  it('[PIC25] are not told of the crops of one file', () => {
    const [first] = painted as [Pixels];
    const pictures = [first, cropped(first, 1, SHAPE), mirrored(first, SHAPE)];
    expect(groupsOf(pictures, SHAPE, () => 'a.png')).toEqual([]);
    // The same of another file is alike to both crops.
    const origin = (n: number) => (n < 2 ? 'a.png' : 'b.png');
    expect(groupsOf(pictures, SHAPE, origin)).toEqual([[0, 1, 2]]);
  });

  it('[PIC25] are found among plain and grey ones, which share their hashes', () => {
    const grey = squarePictures(16, 1);
    const plain = (value: number) => new Uint8Array(256).fill(value);
    // Columns that rise evenly from left to right: one hash for any height of the rise.
    const rising = (by: number) => Uint8Array.from({ length: 256 }, (_, i) => 40 + by * (i % 16));
    expect(groupsOf([rising(2), rising(12), plain(9), rising(2.1)], grey)).toEqual([[0, 3]]);
  });
});

describe.runIf(real)('real paintings', () => {
  it('[PIC25] are alike where one is mirrored or smaller, and no others', async () => {
    const many = 120;
    const { pixels, shape } = await readJpegs(real!, shuffledJpegs(real!).slice(0, many), 64);
    const size = pixels.length / many;
    const all = Array.from({ length: many }, (_, n) => pixels.slice(n * size, (n + 1) * size));
    expect(groupsOf(all, shape)).toEqual([]);
    for (const change of [(one: Pixels) => mirrored(one, shape), blurred]) {
      const groups = groupsOf([...all, ...all.map(change)], shape);
      expect(groups).toHaveLength(groups.filter(([a, b]) => b === a! + many).length);
      expect(groups.length).toBeGreaterThan(0.97 * many);
    }
  });
});
