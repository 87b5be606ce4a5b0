/**
 * Reduction and enlargement of pictures with a triangle filter that widens with the reduction, so
 * that nothing aliases: what Pillow calls BILINEAR and torchvision's Resize does by default.
 * In our own arithmetic, so that a picture is the same in every browser.
 */

/** Which source pixels one target pixel is made of: `count` of them from `start`, with weights. */
interface Taps {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  /** [target, widest]. */
  readonly weights: Float32Array;
  readonly widest: number;
}

const known = new Map<string, Taps>();

function tapsFor(from: number, to: number): Taps {
  const key = `${from}>${to}`;
  const found = known.get(key);
  if (found) return found;
  const scale = from / to;
  const support = Math.max(1, scale);
  const widest = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(to);
  const counts = new Int32Array(to);
  const weights = new Float32Array(to * widest);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale;
    const start = Math.max(0, Math.floor(centre - support + 0.5));
    const end = Math.min(from, Math.floor(centre + support + 0.5));
    let sum = 0;
    for (let j = start; j < end; j++) {
      sum += weights[i * widest + j - start] = Math.max(
        0,
        1 - Math.abs((j + 0.5 - centre) / support),
      );
    }
    for (let j = 0; j < end - start; j++) weights[i * widest + j]! /= sum;
    starts[i] = start;
    counts[i] = end - start;
  }
  const taps = { starts, counts, weights, widest };
  // Folders of many differing sizes must not fill memory.
  if (known.size >= 64) known.clear();
  known.set(key, taps);
  return taps;
}

/**
 * @param source uint8 [height, width, channels].
 * @returns uint8 [toHeight, toWidth, channels]; the source itself where the size is the same.
 */
export function resample(
  source: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
  channels: number,
  toWidth: number,
  toHeight: number,
): Uint8Array<ArrayBuffer> {
  if (width === toWidth && height === toHeight) return source;
  const rows = squeezeRows(source, width, height, channels, toWidth);
  const { starts, counts, weights, widest } = tapsFor(height, toHeight);
  const stride = toWidth * channels;
  const out = new Uint8Array(toHeight * stride);
  const line = new Float32Array(stride);
  for (let y = 0; y < toHeight; y++) {
    line.fill(0);
    const count = counts[y]!;
    for (let k = 0; k < count; k++) {
      const weight = weights[y * widest + k]!;
      const from = (starts[y]! + k) * stride;
      for (let i = 0; i < stride; i++) line[i]! += weight * rows[from + i]!;
    }
    // A triangle's weights are positive and sum to 1: no value leaves 0..255.
    for (let i = 0; i < stride; i++) out[y * stride + i] = line[i]! + 0.5;
  }
  return out;
}

/** float32 [height, toWidth, channels] from uint8 [height, width, channels]. */
function squeezeRows(
  source: Uint8Array,
  width: number,
  height: number,
  channels: number,
  toWidth: number,
): Float32Array {
  const { starts, counts, weights, widest } = tapsFor(width, toWidth);
  const rows = new Float32Array(height * toWidth * channels);
  for (let y = 0, o = 0; y < height; y++) {
    const row = y * width * channels;
    for (let x = 0; x < toWidth; x++) {
      const first = row + starts[x]! * channels;
      const weight = x * widest;
      const count = counts[x]!;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = 0, s = first + c; k < count; k++, s += channels) {
          sum += weights[weight + k]! * source[s]!;
        }
        rows[o++] = sum;
      }
    }
  }
  return rows;
}
