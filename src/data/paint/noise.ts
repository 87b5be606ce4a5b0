import { Stream, words } from '../../contract/random';

/**
 * Arithmetic for the sample pictures. Only additions, multiplications, divisions and square roots
 * are used: these are exact to the last bit in every browser, and sine and power are not.
 */

/** Seed of all sample pictures. */
const SEED = 2026;

/** A source of numbers for one picture, in [0, 1); each call is the next place. */
export function dice(picture: number): () => number {
  let place = 0;
  let block: readonly number[] = [];
  return () => {
    const within = place & 3;
    if (within === 0) block = words(SEED, Stream.Painting, picture, place >>> 2);
    place += 1;
    return (block[within]! >>> 8) / 16777216;
  };
}

export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

export const clamp01 = (t: number): number => (t < 0 ? 0 : t > 1 ? 1 : t);

/** 0 below `low`, 1 above `high`, smooth between. */
export function ramp(low: number, high: number, t: number): number {
  const s = clamp01((t - low) / (high - low));
  return s * s * (3 - 2 * s);
}

function lattice(x: number, y: number, salt: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ salt;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 8) / 16777216;
}

/** Value noise, 0..1, smooth, with features of about 1 unit. */
export function noise(x: number, y: number, salt: number): number {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const fx = x - xi;
  const fy = y - yi;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const top = mix(lattice(xi, yi, salt), lattice(xi + 1, yi, salt), sx);
  const bottom = mix(lattice(xi, yi + 1, salt), lattice(xi + 1, yi + 1, salt), sx);
  return mix(top, bottom, sy);
}

/** Three octaves of noise, 0..1. */
export const cloudy = (x: number, y: number, salt: number): number =>
  (noise(x, y, salt) * 4 + noise(x * 2, y * 2, salt + 1) * 2 + noise(x * 4, y * 4, salt + 2)) / 7;
