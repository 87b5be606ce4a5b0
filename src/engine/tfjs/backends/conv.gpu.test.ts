import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineId } from '../../../contract/events';
import { normal } from '../../../contract/random';
import {
  convFilterGradient,
  convForward,
  convInputGradient,
  convOutput,
  relativeError,
  sizeOf,
  type Conv,
  type Shape4,
} from '../../../testing/reference-ops';
import { closeEngine, openEngine } from '../../opening/open';

const ENGINES: readonly EngineId[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

/** Every kind of convolution in the presets, and the corners of the rule: odd and unequal sizes,
 *  one place, strides that leave part of the input unread, strides larger than the kernel. */
const CASES: readonly Conv[] = [
  { x: [2, 8, 8, 3], filter: [3, 3, 3, 5], stride: 1, padding: 'same' },
  { x: [3, 7, 5, 4], filter: [3, 3, 4, 6], stride: 1, padding: 'same' },
  { x: [2, 8, 8, 3], filter: [4, 4, 3, 8], stride: 2, padding: 'same' },
  { x: [3, 7, 9, 4], filter: [4, 4, 4, 5], stride: 2, padding: 'same' },
  { x: [2, 2, 2, 8], filter: [4, 4, 8, 4], stride: 2, padding: 'same' },
  { x: [2, 4, 4, 8], filter: [4, 4, 8, 1], stride: 1, padding: 'valid' },
  { x: [2, 4, 4, 6], filter: [4, 4, 6, 9], stride: 1, padding: 'valid' },
  { x: [2, 7, 7, 4], filter: [5, 5, 4, 6], stride: 1, padding: 'same' },
  { x: [2, 7, 7, 4], filter: [5, 5, 4, 6], stride: 2, padding: 'same' },
  { x: [2, 14, 14, 1], filter: [5, 5, 1, 4], stride: 2, padding: 'same' },
  { x: [2, 1, 1, 5], filter: [3, 3, 5, 4], stride: 1, padding: 'same' },
  { x: [2, 1, 1, 5], filter: [5, 5, 5, 4], stride: 2, padding: 'same' },
  { x: [2, 6, 6, 3], filter: [1, 1, 3, 4], stride: 1, padding: 'same' },
  { x: [2, 5, 6, 3], filter: [1, 1, 3, 4], stride: 2, padding: 'same' },
  { x: [2, 6, 7, 3], filter: [3, 3, 3, 4], stride: 2, padding: 'valid' },
  { x: [2, 8, 9, 3], filter: [3, 3, 3, 4], stride: 3, padding: 'valid' },
  // Many channels, many filters, and the few of a picture at the end of many places.
  { x: [8, 8, 8, 16], filter: [4, 4, 16, 24], stride: 2, padding: 'same' },
  { x: [2, 5, 3, 20], filter: [5, 5, 20, 33], stride: 2, padding: 'same' },
  { x: [2, 37, 70, 16], filter: [3, 3, 16, 3], stride: 1, padding: 'same' },
];

/** What the studio's own kernels for WASM have ways of their own for; the other engines have those of
 *  TensorFlow.js. */
const LARGE: readonly Conv[] = [
  // Many channels and places: by Winograd's products where filters are 4x4 and channels fill its
  // vectors; squares that reach beyond odd edges.
  { x: [3, 15, 13, 20], filter: [4, 4, 20, 24], stride: 2, padding: 'same' },
  { x: [3, 16, 18, 20], filter: [4, 4, 20, 16], stride: 2, padding: 'valid' },
  { x: [5, 11, 14, 72], filter: [4, 4, 72, 140], stride: 2, padding: 'same' },
  { x: [3, 16, 12, 524], filter: [4, 4, 524, 20], stride: 2, padding: 'same' },
  // Channels that fill no vector.
  { x: [3, 15, 13, 18], filter: [4, 4, 18, 21], stride: 2, padding: 'same' },
  { x: [33, 2, 2, 20], filter: [4, 4, 20, 16], stride: 2, padding: 'same' },
  // More channels than are packed at a time.
  { x: [2, 12, 12, 523], filter: [4, 4, 523, 18], stride: 2, padding: 'same' },
  { x: [2, 4, 4, 521], filter: [3, 3, 521, 9], stride: 1, padding: 'same' },
  { x: [131, 3, 3, 5], filter: [3, 3, 5, 9], stride: 1, padding: 'same' },
  // Pictures of few channels, larger than what WASM computes at a time.
  { x: [2, 70, 75, 3], filter: [4, 4, 3, 24], stride: 2, padding: 'same' },
  { x: [1, 37, 41, 1], filter: [5, 5, 1, 16], stride: 1, padding: 'same' },
  { x: [2, 71, 20, 4], filter: [3, 4, 4, 8], stride: 3, padding: 'valid' },
  // Few filters, with which nets end in pictures.
  { x: [3, 9, 8, 24], filter: [4, 5, 24, 1], stride: 1, padding: 'valid' },
  // Few places and many filters.
  { x: [2, 4, 4, 3], filter: [4, 4, 3, 24], stride: 2, padding: 'same' },
  { x: [2, 4, 5, 18], filter: [3, 3, 18, 40], stride: 1, padding: 'same' },
  { x: [3, 7, 6, 2], filter: [3, 3, 2, 30], stride: 3, padding: 'valid' },
];

const title = ({ x, filter, stride, padding }: Conv): string =>
  `[${x.join(', ')}] by ${filter[0]}x${filter[1]}, stride ${stride}, ${padding}, ${filter[3]} filters`;

const numbers = (shape: Shape4, step: number): Float32Array => normal(7, 0, step, sizeOf(shape));
const four = (shape: Shape4): [number, number, number, number] => [...shape];

describe.each(ENGINES)('convolutions on %s', (engine) => {
  beforeAll(async () => {
    const { report } = await openEngine(engine);
    expect(report.engine).toBe(engine);
    expect(tf.getBackend()).toBe(engine);
  });
  afterAll(closeEngine);

  const cases = engine === 'wasm' ? [...CASES, ...LARGE] : CASES;
  test.each(cases.map((conv) => ({ title: title(conv), conv })))(
    '[TRN4] forward pass, both gradients and transposed pass: $title',
    async ({ conv }) => {
      const out = convOutput(conv);
      const [xs, filters, dys] = [numbers(conv.x, 0), numbers(conv.filter, 1), numbers(out, 2)];
      const before = tf.memory().numTensors;
      const results = tf.tidy(() => {
        const x = tf.tensor4d(xs, four(conv.x));
        const filter = tf.tensor4d(filters, four(conv.filter));
        const dy = tf.tensor4d(dys, four(out));
        const run = (a: tf.Tensor, b: tf.Tensor) =>
          tf.conv2d(
            tf.reshape<tf.Rank.R4>(a, four(conv.x)),
            tf.reshape<tf.Rank.R4>(b, four(conv.filter)),
            conv.stride,
            conv.padding,
          );
        const [dx, dw] = tf.grads((a, b) => run(a, b))([x, filter], dy);
        const transposed = (a: tf.Tensor, b: tf.Tensor) =>
          tf.conv2dTranspose(
            tf.reshape<tf.Rank.R4>(a, four(out)),
            tf.reshape<tf.Rank.R4>(b, four(conv.filter)),
            four(conv.x),
            conv.stride,
            conv.padding,
          );
        const [tdx, tdw] = tf.grads((a, b) => transposed(a, b))([dy, filter], x);
        return {
          y: run(x, filter),
          dx: dx!,
          dw: dw!,
          transposed: transposed(dy, filter),
          transposedDx: tdx!,
          transposedDw: tdw!,
        };
      });
      const y = convForward(conv, xs, filters);
      const dx = convInputGradient(conv, dys, filters);
      const dw = convFilterGradient(conv, xs, dys);
      const errors = {
        y: relativeError(await results.y.data(), y),
        dx: relativeError(await results.dx.data(), dx),
        dw: relativeError(await results.dw.data(), dw),
        // A transposed convolution is a convolution's input gradient; its own gradients are the
        // convolution itself, and the filter gradient with the two ends exchanged.
        transposed: relativeError(await results.transposed.data(), dx),
        transposedDx: relativeError(await results.transposedDx.data(), y),
        transposedDw: relativeError(await results.transposedDw.data(), dw),
      };
      expect(Object.entries(errors).filter(([, error]) => !(error < 1e-5))).toEqual([]);
      tf.dispose(results);
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});
