import type { PictureSize } from '../../contract/picture-shape';

/** A part of an axis, in pixels, cut anywhere. */
interface Span {
  readonly from: number;
  readonly length: number;
}

/** What target pixels are made of: `count` source pixels each from `starts` on. */
interface Taps {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** [target, widest]; those of one add up to 1. */
  readonly weights: Float32Array;
  readonly widest: number;
  /** The two source pixels that a target pixel lies between. */
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  /** Whether a pixel is held between those two: not where it is made of many. */
  readonly held: boolean;
}

/** Lobes of the window on either side. */
const LOBES = 3;

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const lanczos = (x: number): number => (Math.abs(x) < LOBES ? sinc(x) * sinc(x / LOBES) : 0);

function tapsFor(all: number, { from, length }: Span, to: number): Taps {
  const scale = length / to;
  // Where it is reduced, the filter widens, so that nothing aliases.
  const width = Math.max(1, scale);
  const support = LOBES * width;
  const widest = Math.ceil(2 * support) + 1;
  const taps: Taps = {
    starts: new Int32Array(to),
    ends: new Int32Array(to),
    weights: new Float32Array(to * widest),
    widest,
    lower: new Int32Array(to),
    upper: new Int32Array(to),
    held: scale <= 1,
  };
  const inside = (place: number): number => Math.min(all - 1, Math.max(0, place));
  for (let i = 0; i < to; i++) {
    const centre = from + (i + 0.5) * scale - 0.5;
    const start = inside(Math.ceil(centre - support));
    const end = inside(Math.floor(centre + support)) + 1;
    let sum = 0;
    for (let j = start; j < end; j++) {
      sum += taps.weights[i * widest + j - start] = lanczos((j - centre) / width);
    }
    for (let j = 0; j < end - start; j++) taps.weights[i * widest + j]! /= sum;
    taps.starts[i] = start;
    taps.ends[i] = end;
    taps.lower[i] = inside(Math.floor(centre));
    taps.upper[i] = inside(Math.ceil(centre));
  }
  return taps;
}

/**
 * Enlarges a picture whose rows come one after another, and keeps no more of them than its filter spans:
 * Lanczos with three lobes, each pixel held between the two that it lies between, so that no edge has a
 * halo. It works on the values as they are stored: in linear light dark sides of edges would grow.
 */
export class Enlarger {
  private readonly across: Taps;
  private readonly down: Taps;
  /** Source rows, brought to the target's width, float32 [width, channels], by their number. */
  private readonly rows = new Map<number, Float32Array>();
  private read = 0;
  private made = 0;

  /**
   * @param source pixels of the picture. @param shown the part of it that becomes the target.
   */
  constructor(
    source: PictureSize,
    shown: PictureSize & { readonly left: number; readonly top: number },
    private readonly target: PictureSize,
    private readonly channels: number,
  ) {
    this.across = tapsFor(source.width, { from: shown.left, length: shown.width }, target.width);
    this.down = tapsFor(source.height, { from: shown.top, length: shown.height }, target.height);
  }

  /**
   * @param row the next one of the source, uint8 [width, channels].
   * @returns the rows of the target that it completes, uint8 [width, channels] each.
   */
  *add(row: Uint8Array): Generator<Uint8ClampedArray> {
    const { starts, ends } = this.down;
    const place = this.read++;
    if (this.made < this.target.height && place >= starts[this.made]!) {
      this.rows.set(place, this.acrossOf(row));
    }
    while (this.made < this.target.height && ends[this.made]! <= this.read) {
      yield this.downTo(this.made++);
    }
    const first = starts[this.made] ?? Infinity;
    for (const known of this.rows.keys()) if (known < first) this.rows.delete(known);
  }

  private acrossOf(row: Uint8Array): Float32Array {
    const { channels, target } = this;
    const { starts, ends, weights, widest, lower, upper, held } = this.across;
    const out = new Float32Array(target.width * channels);
    for (let x = 0, o = 0; x < target.width; x++) {
      const start = starts[x]!;
      const count = ends[x]! - start;
      for (let c = 0; c < channels; c++, o++) {
        let sum = 0;
        for (let k = 0, s = start * channels + c; k < count; k++, s += channels) {
          sum += weights[x * widest + k]! * row[s]!;
        }
        const [one, other] = [row[lower[x]! * channels + c]!, row[upper[x]! * channels + c]!];
        out[o] = held ? between(sum, one, other) : sum;
      }
    }
    return out;
  }

  private downTo(y: number): Uint8ClampedArray {
    const { starts, ends, weights, widest, lower, upper, held } = this.down;
    const start = starts[y]!;
    const count = ends[y]! - start;
    const rows = Array.from({ length: count }, (_, k) => this.rows.get(start + k)!);
    const [one, other] = [this.rows.get(lower[y]!)!, this.rows.get(upper[y]!)!];
    const out = new Uint8ClampedArray(this.target.width * this.channels);
    for (let i = 0; i < out.length; i++) {
      let sum = 0;
      for (let k = 0; k < count; k++) sum += weights[y * widest + k]! * rows[k]![i]!;
      out[i] = held ? between(sum, one[i]!, other[i]!) : sum;
    }
    return out;
  }
}

const between = (value: number, one: number, other: number): number =>
  one < other ? Math.min(other, Math.max(one, value)) : Math.min(one, Math.max(other, value));
