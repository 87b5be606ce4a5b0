import { cloudy, dice, noise } from './noise';
import { PALETTES, type Colour, type Palette } from './palettes';

/** Positions and sizes are parts of the picture's edge; y points down. */
export interface Ridge {
  readonly base: number;
  readonly rise: number;
  readonly frequency: number;
  readonly salt: number;
  /** 0 far, 1 near. */
  readonly nearness: number;
}

export interface Tree {
  readonly x: number;
  readonly foot: number;
  readonly height: number;
  readonly width: number;
  readonly poplar: boolean;
}

export interface Scene {
  readonly palette: Palette;
  readonly salt: number;
  /** Where water or meadow begins. */
  readonly horizon: number;
  readonly water: boolean;
  readonly sun: { readonly x: number; readonly y: number; readonly radius: number };
  readonly cloudiness: number;
  readonly ridges: readonly Ridge[];
  readonly trees: readonly Tree[];
}

const between = (t: number, low: number, high: number): number => low + (high - low) * t;

/** The composition of one sample picture, decided by its number alone. */
export function composeScene(picture: number): Scene {
  const roll = dice(picture);
  const salt = Math.floor(roll() * 16777216);
  const from = Math.floor(roll() * PALETTES.length);
  const palette = blend(PALETTES[from]!, PALETTES[(from + 1) % PALETTES.length]!, roll() * 0.45);
  const horizon = between(roll(), 0.52, 0.7);
  const water = roll() < 0.75;
  const sun = {
    x: between(roll(), 0.12, 0.88),
    y: horizon * between(roll(), 0.3, 0.86),
    radius: between(roll(), 0.035, 0.075),
  };
  const cloudiness = roll();
  const count = 2 + Math.floor(roll() * 3);
  const ridges = Array.from({ length: count }, (_, k): Ridge => {
    const nearness = count === 1 ? 1 : k / (count - 1);
    return {
      base: horizon - 0.015 - (1 - nearness) * between(roll(), 0.05, 0.12),
      rise: between(roll(), 0.14, 0.42) * (1 - 0.6 * nearness),
      frequency: between(roll(), 1.2, 2.6) + nearness,
      salt: salt + 101 * (k + 1),
      nearness,
    };
  });
  const stand = roll() < 0.7 ? 1 + Math.floor(roll() * 5) : 0;
  const middle = roll();
  const trees = Array.from({ length: stand }, (): Tree => {
    const poplar = roll() < 0.6;
    const height = between(roll(), 0.1, poplar ? 0.36 : 0.2);
    return {
      x: middle + (roll() - 0.5) * 0.45,
      foot: horizon + between(roll(), 0, 0.015),
      height,
      width: height * (poplar ? between(roll(), 0.16, 0.24) : between(roll(), 0.7, 1)),
      poplar,
    };
  });
  return { palette, salt, horizon, water, sun, cloudiness, ridges, trees };
}

/** Height of a ridge's crest over the column `x`. */
export function crest(ridge: Ridge, x: number): number {
  const hill = cloudy(x * ridge.frequency + 7, 0.5, ridge.salt);
  const peak = noise(x * ridge.frequency * 0.7 + 3, 9.5, ridge.salt);
  return ridge.base - ridge.rise * (hill * 1.1 + peak * 0.7 - 0.75);
}

function blend(a: Palette, b: Palette, t: number): Palette {
  const one = (key: keyof Palette): Colour => [
    a[key][0] + (b[key][0] - a[key][0]) * t,
    a[key][1] + (b[key][1] - a[key][1]) * t,
    a[key][2] + (b[key][2] - a[key][2]) * t,
  ];
  return {
    zenith: one('zenith'),
    sky: one('sky'),
    horizon: one('horizon'),
    cloud: one('cloud'),
    sun: one('sun'),
    far: one('far'),
    near: one('near'),
    lit: one('lit'),
    tree: one('tree'),
    water: one('water'),
  };
}
