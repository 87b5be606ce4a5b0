import type { Thumbs } from '../../measures/thumbs';

/** Root of the mean squared difference of two thumbs, values 0..1. @param mirrored `b` left for right. */
export function thumbDistance(
  a: Thumbs,
  i: number,
  b: Thumbs,
  j: number,
  mirrored = false,
): number {
  const { height, width, channels } = a;
  const size = height * width * channels;
  let sum = 0;
  if (!mirrored) {
    for (let k = i * size, l = j * size; k < (i + 1) * size; k++, l++) {
      const difference = a.values[k]! - b.values[l]!;
      sum += difference * difference;
    }
    return Math.sqrt(sum / size);
  }
  for (let row = 0; row < height; row++) {
    for (let x = 0; x < width; x++) {
      const k = i * size + (row * width + x) * channels;
      const l = j * size + (row * width + width - 1 - x) * channels;
      for (let c = 0; c < channels; c++) {
        const difference = a.values[k + c]! - b.values[l + c]!;
        sum += difference * difference;
      }
    }
  }
  return Math.sqrt(sum / size);
}

/** Rows of distances that are worked out before others may have the thread. */
const ROWS_AT_ONCE = 2;

export interface PairDistances {
  /** Mean over all pairs. */
  readonly mean: number;
  /** Of each to the one nearest to it. */
  readonly nearest: Float64Array;
}

/** Distances of two thumbs and more to each other. @param pause awaited now and then. */
export async function pairDistances(
  thumbs: Thumbs,
  pause: () => Promise<unknown>,
): Promise<PairDistances> {
  const { count } = thumbs;
  const nearest = new Float64Array(count).fill(Infinity);
  let total = 0;
  for (let i = 1; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const distance = thumbDistance(thumbs, i, thumbs, j);
      total += distance;
      if (distance < nearest[i]!) nearest[i] = distance;
      if (distance < nearest[j]!) nearest[j] = distance;
    }
    if (i % ROWS_AT_ONCE === 0) await pause();
  }
  return { mean: total / ((count * (count - 1)) / 2), nearest };
}

/** Of each of `thumbs` to the one of `others` that it is nearest to, as that is or mirrored. */
export async function nearestAmong(
  thumbs: Thumbs,
  others: Thumbs,
  pause: () => Promise<unknown>,
): Promise<Float64Array> {
  const nearest = new Float64Array(thumbs.count).fill(Infinity);
  for (let i = 0; i < thumbs.count; i++) {
    for (let j = 0; j < others.count; j++) {
      const plain = thumbDistance(thumbs, i, others, j);
      const mirrored = thumbDistance(thumbs, i, others, j, true);
      nearest[i] = Math.min(nearest[i]!, plain, mirrored);
    }
    if (i % ROWS_AT_ONCE === 0) await pause();
  }
  return nearest;
}
