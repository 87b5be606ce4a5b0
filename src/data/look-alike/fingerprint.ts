import { pictureLength, type PictureShape } from '../../contract/picture-shape';
import { resample } from '../pixels/resample';

/** Columns and rows of the brightness grid: eight comparisons of neighbours in each of eight rows. */
const ACROSS = 9;
const DOWN = 8;
/** Edge of the thumb. */
const EDGE = 8;

/**
 * The difference hash (dHash) of 64 bits: whether each of 9 x 8 brightnesses is less than the one to its
 * right, row by row, the first in the lowest bit. Two uint32.
 */
export type Hash = readonly [number, number];

/** Where a picture gets brighter from left to right, and its colours in small. */
export interface Fingerprint {
  readonly hash: Hash;
  /** The same of the picture with left and right exchanged. */
  readonly mirrored: Hash;
  /** Float32 [8, 8, channels], in bytes, the mean of each channel taken away: brighter and darker ones of
   *  one picture are alike. */
  readonly thumb: Float32Array<ArrayBuffer>;
  /** Deviation of the thumb. */
  readonly contrast: number;
}

/** @param pixels uint8 [height, width, channels]. */
export function fingerprint(pixels: Uint8Array<ArrayBuffer>, shape: PictureShape): Fingerprint {
  const { width, height, channels } = shape;
  if (pixels.length !== pictureLength(shape)) throw new Error('The picture has another size.');
  const grid = resample(pixels, width, height, channels, ACROSS, DOWN);
  const bright = Float32Array.from({ length: ACROSS * DOWN }, (_, i) =>
    brightness(grid, i, channels),
  );
  const at = (x: number, y: number): number => bright[y * ACROSS + x]!;
  const thumb = centred(resample(pixels, width, height, channels, EDGE, EDGE), channels);
  return {
    hash: hashOf((x, y) => at(x, y) < at(x + 1, y)),
    mirrored: hashOf((x, y) => at(ACROSS - 1 - x, y) < at(ACROSS - 2 - x, y)),
    thumb,
    contrast: Math.sqrt(thumb.reduce((sum, value) => sum + value * value, 0) / thumb.length),
  };
}

function hashOf(rises: (x: number, y: number) => boolean): Hash {
  const words: [number, number] = [0, 0];
  for (let y = 0; y < DOWN; y++) {
    for (let x = 0; x < ACROSS - 1; x++) {
      const bit = y * (ACROSS - 1) + x;
      if (rises(x, y)) words[bit >> 5]! |= 1 << (bit & 31);
    }
  }
  return words;
}

/** Rec. 601 weights of red, green and blue. */
function brightness(grid: Uint8Array, pixel: number, channels: number): number {
  const at = pixel * channels;
  if (channels < 3) return grid[at]!;
  return 0.299 * grid[at]! + 0.587 * grid[at + 1]! + 0.114 * grid[at + 2]!;
}

function centred(small: Uint8Array, channels: number): Float32Array<ArrayBuffer> {
  const means = Array.from({ length: channels }, (_, c) => {
    let sum = 0;
    for (let i = c; i < small.length; i += channels) sum += small[i]!;
    return (sum * channels) / small.length;
  });
  return Float32Array.from(small, (value, i) => value - means[i % channels]!);
}
