import { quantize, type Palette } from 'gifenc';

/** RGBA, uint8 [height, width, 4]. */
type Rgba = Uint8ClampedArray<ArrayBuffer>;

const COLOURS = 256;

/** Thresholds of Bayer's ordered dithering (1973), 8 by 8, -0.5 to 0.5. A threshold hangs on the place
 *  alone, so what stands still from frame to frame stays as it is; diffused errors would flicker. */
const THRESHOLDS = Float32Array.from({ length: 64 }, (_, place) => {
  const [x, y] = [place & 7, place >> 3];
  let value = 0;
  for (let bit = 0; bit < 3; bit++) {
    const [across, both] = [(x >> bit) & 1, ((x ^ y) >> bit) & 1];
    value |= (2 * both + across) << (2 * (2 - bit));
  }
  return (value + 0.5) / 64 - 0.5;
});

/** One palette for all frames, and each frame's pixels as places in it [FILM9]. */
export interface Colours {
  readonly palette: Palette;
  /** @returns uint8 [height, width]. @param width in pixels. */
  indexed(rgba: Rgba, width: number): Uint8Array;
}

/** Every grey there is: nothing is lost, nothing is dithered. */
export const greys = (): Colours => ({
  palette: Array.from({ length: COLOURS }, (_, grey) => [grey, grey, grey]),
  indexed: (rgba) => Uint8Array.from({ length: rgba.length / 4 }, (_, i) => rgba[4 * i]!),
});

/** The 256 colours that suit these pictures best. */
export function coloursOf(samples: readonly Rgba[]): Colours {
  const all = new Uint8ClampedArray(samples.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const sample of samples) {
    all.set(sample, at);
    at += sample.length;
  }
  const palette = quantize(all, COLOURS, { format: 'rgb444' });
  const nearest = nearestIn(palette);
  const strength = spacing(palette);
  return {
    palette,
    indexed(rgba, width) {
      const indices = new Uint8Array(rgba.length / 4);
      for (let i = 0; i < indices.length; i++) {
        const y = Math.floor(i / width);
        const shift = strength * THRESHOLDS[((y & 7) << 3) | ((i - y * width) & 7)]!;
        indices[i] = nearest(
          rgba[4 * i]! + shift,
          rgba[4 * i + 1]! + shift,
          rgba[4 * i + 2]! + shift,
        );
      }
      return indices;
    },
  };
}

/** How far a colour is from its nearest neighbour, about, in each channel: what dithering spans. */
function spacing(palette: Palette): number {
  const gaps = palette.map((one) =>
    Math.min(...palette.map((other) => (other === one ? Infinity : squared(one, other)))),
  );
  const finite = gaps.filter(Number.isFinite);
  const mean = finite.reduce((sum, gap) => sum + Math.sqrt(gap / 3), 0) / (finite.length || 1);
  return Math.min(MOST_SHIFT, mean);
}

const MOST_SHIFT = 32;

const squared = (one: readonly number[], other: readonly number[]): number =>
  (one[0]! - other[0]!) ** 2 + (one[1]! - other[1]!) ** 2 + (one[2]! - other[2]!) ** 2;

/** The place of the colour nearest to another one, looked up once for each 2 by 2 by 2 values. */
function nearestIn(palette: Palette): (red: number, green: number, blue: number) => number {
  const known = new Int16Array(128 ** 3).fill(-1);
  const flat = Float32Array.from(palette.flat());
  const cut = (value: number): number => Math.min(127, Math.max(0, value >> 1));
  return (red, green, blue) => {
    const [r, g, b] = [cut(red), cut(green), cut(blue)];
    const key = (r << 14) | (g << 7) | b;
    if (known[key]! < 0) known[key] = search(flat, 2 * r + 0.5, 2 * g + 0.5, 2 * b + 0.5);
    return known[key]!;
  };
}

function search(flat: Float32Array, red: number, green: number, blue: number): number {
  let [best, least] = [0, Infinity];
  for (let at = 0; at < flat.length; at += 3) {
    const [r, g, b] = [flat[at]! - red, flat[at + 1]! - green, flat[at + 2]! - blue];
    const distance = r * r + g * g + b * b;
    if (distance < least) [best, least] = [at / 3, distance];
  }
  return best;
}
