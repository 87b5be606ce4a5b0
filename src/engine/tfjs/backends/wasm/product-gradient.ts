import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Geometry } from './geometry';
import type { Scratch } from './scratch';
import { shape4 } from './scratch';

/**
 * Whether the product below is the faster way. Both do the same arithmetic; besides, the product
 * puts every number it makes in its place (output places x taps x c), the convolutions bring every
 * weight into order (k x taps x c), which takes two to four times as long for each.
 */
export const suitsProduct = (dy: TensorInfo): boolean => {
  const [n, height, width, k] = shape4(dy);
  return n * height * width <= 2 * k;
};

/**
 * The input gradient as one matrix product and a sum: the filter [kh kw c, k] by the output
 * gradient [k, n oh ow] gives what each output place sends back through each tap, and each input
 * place sums what it gets. The filter is used as it lies in memory.
 * @returns [n, h, w, c], which is `shape`.
 */
export function productGradient(
  scratch: Scratch,
  dy: TensorInfo,
  filter: TensorInfo,
  { rows, columns }: Geometry,
  shape: number[],
): TensorInfo {
  const [n, oh, ow, k] = shape4(dy);
  const [kh, kw, c] = shape4(filter);
  const places = n * oh * ow;
  const turned = scratch.transposeMatrix(dy, places, k);
  const sent = scratch.run(
    'BatchMatMul',
    { a: { ...filter, shape: [1, kh * kw * c, k] }, b: { ...turned, shape: [1, k, places] } },
    { transposeA: false, transposeB: false },
  );
  const out = scratch.make(shape);
  const target = scratch.values(out).fill(0);
  const source = scratch.values(sent);
  const [, height, width] = shape4(out);
  const goals = new Int32Array(places);
  for (let i = 0; i < kh; i++) {
    for (let j = 0; j < kw; j++) {
      for (let place = 0; place < places; place++) {
        const y = (Math.floor(place / ow) % oh) * rows.stride + i - rows.pad;
        const x = (place % ow) * columns.stride + j - columns.pad;
        const inside = y >= 0 && y < height && x >= 0 && x < width;
        const picture = Math.floor(place / (oh * ow));
        goals[place] = inside ? ((picture * height + y) * width + x) * c : -1;
      }
      const from = (i * kw + j) * c * places;
      addColumns(target, goals, source.subarray(from, from + c * places), c);
    }
  }
  return out;
}

/** Edge of the square blocks in which both sides are walked, so that both stay in cache. */
const BLOCK = 16;

/** Adds column p of source [c, places] to target at goals[p] and after, unless that is -1. */
function addColumns(
  target: Float32Array,
  goals: Int32Array,
  source: Float32Array,
  c: number,
): void {
  const places = goals.length;
  for (let left = 0; left < places; left += BLOCK) {
    const right = Math.min(places, left + BLOCK);
    for (let top = 0; top < c; top += BLOCK) {
      const bottom = Math.min(c, top + BLOCK);
      for (let place = left; place < right; place++) {
        const goal = goals[place]!;
        if (goal < 0) continue;
        for (let channel = top; channel < bottom; channel++) {
          target[goal + channel]! += source[channel * places + place]!;
        }
      }
    }
  }
}
