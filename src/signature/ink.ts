import type { PictureSize } from '../contract/picture-shape';
import type { Box } from './place';

/** sRGB, 0..255 each. */
export type Rgb = readonly [number, number, number];

/** Linear light of an sRGB value (IEC 61966-2-1). */
const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** Relative luminance, 0..1 (WCAG 2). */
export const luminance = (red: number, green: number, blue: number): number =>
  0.2126 * LINEAR[red]! + 0.7152 * LINEAR[green]! + 0.0722 * LINEAR[blue]!;

/** Contrast of two luminances, 1..21 (WCAG 2). */
export const contrast = (one: number, other: number): number =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

const LEVELS = 256;
/** Share of a picture's pixels that may be darker, or lighter, than the ink: a lone speck is no ink. */
const OUTLIERS = 0.01;
/** Contrast with what lies under it; where no colour of the picture has it, one is led towards black or
 *  white until it has. */
const LEAST_CONTRAST = 2;
const STEPS = 16;
/** What lies under a stamp on nothing: paper. */
const PAPER = 1;

/** Finds an ink among a picture's own colours, or those of several pictures [SIGN3]. */
export class InkFinder {
  /** Pixels of each level of lightness, and the first of them as 0xrrggbb. */
  private readonly counts = new Uint32Array(LEVELS);
  private readonly firsts = new Int32Array(LEVELS).fill(-1);
  private under = 0;
  private underPixels = 0;

  /**
   * Looks at a picture.
   * @param rgba uint8 [height, width, 4]; what is transparent is passed over.
   * @param box where the stamp lies in it; null where it does not.
   */
  add(rgba: Uint8ClampedArray, { width, height }: PictureSize, box: Box | null): void {
    for (let y = 0, at = 0; y < height; y++) {
      const row = box !== null && y >= box.y && y < box.y + box.height;
      for (let x = 0; x < width; x++, at += 4) {
        if (rgba[at + 3]! < 128) continue;
        const [red, green, blue] = [rgba[at]!, rgba[at + 1]!, rgba[at + 2]!];
        const light = luminance(red, green, blue);
        const level = Math.round((LEVELS - 1) * Math.cbrt(light));
        this.counts[level]! += 1;
        if (this.firsts[level]! < 0) this.firsts[level] = (red << 16) | (green << 8) | blue;
        if (row && x >= box.x && x < box.x + box.width) {
          this.under += light;
          this.underPixels += 1;
        }
      }
    }
  }

  /** The darkest of the colours, or the lightest: whichever is told better from what lies under it. */
  ink(): Rgb {
    const under = this.underPixels > 0 ? this.under / this.underPixels : PAPER;
    const [dark, light] = [this.from(0, 1), this.from(LEVELS - 1, -1)];
    const told = (colour: Rgb): number => contrast(luminance(...colour), under);
    return clearer(told(dark) >= told(light) ? dark : light, under);
  }

  /** The first colour from an end on that is no outlier. */
  private from(end: number, step: 1 | -1): Rgb {
    const pixels = this.counts.reduce((sum, count) => sum + count, 0);
    let passed = 0;
    for (let level = end; level >= 0 && level < LEVELS; level += step) {
      passed += this.counts[level]!;
      if (this.counts[level]! === 0 || passed < pixels * OUTLIERS) continue;
      const packed = this.firsts[level]!;
      return [packed >> 16, (packed >> 8) & 255, packed & 255];
    }
    return [0, 0, 0];
  }
}

/** The colour itself where it is told from what is under it; else the nearest to it that is. */
function clearer(colour: Rgb, under: number): Rgb {
  const end = contrast(0, under) >= contrast(1, under) ? 0 : 255;
  for (let step = 0; step < STEPS; step++) {
    const mixed = colour.map((value) => Math.round(value + ((end - value) * step) / STEPS));
    const [red = 0, green = 0, blue = 0] = mixed;
    if (contrast(luminance(red, green, blue), under) >= LEAST_CONTRAST) return [red, green, blue];
  }
  return [end, end, end];
}

/** @param colour `#rrggbb`. */
export function readColour(colour: string): Rgb {
  const packed = Number.parseInt(colour.slice(1), 16);
  return [packed >> 16, (packed >> 8) & 255, packed & 255];
}
