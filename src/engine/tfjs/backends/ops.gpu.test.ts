import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineId } from '../../../contract/events';
import { normal } from '../../../contract/random';
import { relativeError, sizeOf, type Shape4 } from '../../../testing/reference-ops';
import { closeEngine, openEngine } from '../../opening/open';

const ENGINES: readonly EngineId[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

const SHAPE: Shape4 = [3, 6, 4, 5];
const numbers = (step: number, shape: readonly number[] = SHAPE): Float32Array =>
  normal(11, 0, step, sizeOf(shape));
const tensor = (values: Float32Array): tf.Tensor4D => tf.tensor4d(values, [...SHAPE]);
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Element-wise operations: TensorFlow.js, the function, and its derivative. */
const ELEMENTWISE: readonly [
  name: string,
  op: (x: tf.Tensor) => tf.Tensor,
  f: (x: number) => number,
  derivative: (x: number) => number,
][] = [
  ['relu', tf.relu, (x) => Math.max(0, x), (x) => (x > 0 ? 1 : 0)],
  [
    'leaky relu 0.2',
    (x) => tf.leakyRelu(x, 0.2),
    (x) => (x > 0 ? x : 0.2 * x),
    (x) => (x > 0 ? 1 : 0.2),
  ],
  ['tanh', tf.tanh, Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
  ['sigmoid', tf.sigmoid, sigmoid, (x) => sigmoid(x) * (1 - sigmoid(x))],
  ['softplus', tf.softplus, (x) => Math.log1p(Math.exp(x)), sigmoid],
  ['square', tf.square, (x) => x * x, (x) => 2 * x],
  ['abs', tf.abs, Math.abs, Math.sign],
  [
    'square root of a sum',
    (x) => tf.sqrt(tf.add(tf.square(x), 0.5)),
    (x) => Math.sqrt(x * x + 0.5),
    (x) => x / Math.sqrt(x * x + 0.5),
  ],
  [
    'division',
    (x) => tf.div(x, tf.add(tf.exp(x), 1)),
    (x) => x / (Math.exp(x) + 1),
    (x) => 1 / (Math.exp(x) + 1) - (x * Math.exp(x)) / (Math.exp(x) + 1) ** 2,
  ],
];

describe.each(ENGINES)('operations on %s', (engine) => {
  beforeAll(async () => {
    expect((await openEngine(engine)).report.engine).toBe(engine);
  });
  afterAll(closeEngine);

  /** Runs `op` and its gradient for `dy` on the engine, and holds both against expected values. */
  async function hold(
    op: (x: tf.Tensor4D) => tf.Tensor,
    dy: Float32Array,
    expected: { y: ArrayLike<number>; dx: ArrayLike<number> },
    tolerance = 1e-5,
  ): Promise<void> {
    const before = tf.memory().numTensors;
    const [y, dx] = tf.tidy(() => {
      const x = tensor(numbers(0));
      const y = op(x);
      const gradient = tf.grad((a) => op(tf.reshape<tf.Rank.R4>(a, [...SHAPE])));
      return [y, gradient(x, tf.tensor(dy, y.shape))] as const;
    });
    const errors = [
      relativeError(await y.data(), expected.y),
      relativeError(await dx.data(), expected.dx),
    ];
    expect(errors.filter((error) => !(error < tolerance))).toEqual([]);
    tf.dispose([y, dx]);
    expect(tf.memory().numTensors).toBe(before);
  }

  test.each(ELEMENTWISE)('[TRN4] %s and its gradient', async (_, op, f, derivative) => {
    const x = [...numbers(0)];
    const dy = numbers(1);
    await hold(op, dy, { y: x.map(f), dx: x.map((value, i) => derivative(value) * dy[i]!) });
  });

  test('[TRN4] the mean of 2x2 blocks and its gradient', async () => {
    const [n, h, w, c] = SHAPE;
    const x = numbers(0);
    const dy = numbers(1, [n, h / 2, w / 2, c]);
    const y = new Float64Array(dy.length);
    const dx = new Float64Array(x.length);
    eachPlace((from, block) => {
      y[block]! += x[from]! / 4;
      dx[from] = dy[block]! / 4;
    });
    await hold((a) => tf.avgPool(a, 2, 2, 'valid'), dy, { y, dx });
  });

  test('[TRN4] a running batch norm', async () => {
    const c = SHAPE[3];
    const x = numbers(0);
    const [mean, offset, scale] = [2, 3, 4].map((step) => numbers(step, [c]));
    const variance = numbers(5, [c]).map((value) => value * value + 0.1);
    const y = tf.tidy(() =>
      tf.batchNorm(
        tensor(x),
        tf.tensor1d(mean!),
        tf.tensor1d(variance),
        tf.tensor1d(offset!),
        tf.tensor1d(scale!),
        1e-3,
      ),
    );
    const expected = [...x].map((value, i) => {
      const k = i % c;
      return ((value - mean![k]!) / Math.sqrt(variance[k]! + 1e-3)) * scale![k]! + offset![k]!;
    });
    expect(relativeError(await y.data(), expected)).toBeLessThan(1e-5);
    y.dispose();
  });

  test('[TRN4] products, plain and transposed', async () => {
    const [m, k, n] = [5, 70, 9];
    const a = numbers(6, [m, k]);
    const b = numbers(7, [k, n]);
    const expected = new Float64Array(m * n);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        for (let l = 0; l < k; l++) expected[i * n + j]! += a[i * k + l]! * b[l * n + j]!;
      }
    }
    const products = tf.tidy(() => {
      const plain = [tf.tensor2d(a, [m, k]), tf.tensor2d(b, [k, n])] as const;
      const turned = [tf.transpose(plain[0]), tf.transpose(plain[1])] as const;
      return [
        tf.matMul(plain[0], plain[1]),
        tf.matMul(turned[0], plain[1], true, false),
        tf.matMul(plain[0], turned[1], false, true),
        tf.fused.matMul({ a: plain[0], b: plain[1], bias: tf.zeros([n]) }),
      ];
    });
    for (const product of products) {
      expect(relativeError(await product.data(), expected)).toBeLessThan(1e-5);
    }
    tf.dispose(products);
  });

  test('[TRN4] nearest-neighbour upsampling', async () => {
    const x = numbers(0);
    const [n, h, w, c] = SHAPE;
    const doubled: Shape4 = [n, 2 * h, 2 * w, c];
    const y = tf.tidy(() => tf.image.resizeNearestNeighbor(tensor(x), [2 * h, 2 * w]));
    const expected = new Float64Array(sizeOf(doubled));
    eachPlace((from, block) => (expected[from] = x[block]!), doubled);
    expect(relativeError(await y.data(), expected)).toBe(0);
    y.dispose();
  });

  test('values are float32 and never halved', async () => {
    // 1 + 2^-20 survives in float32 (2^-23) and not in float16 (2^-10).
    const fine = 1 + 2 ** -20;
    const y = tf.tidy(() => tf.mul(tf.tensor1d([fine, 1e-30, 1e30]), tf.scalar(1)));
    expect([...(await y.data())]).toEqual([...Float32Array.of(fine, 1e-30, 1e30)]);
    y.dispose();
  });
});

describe('the library’s own gradient of nearest-neighbour upsampling', () => {
  afterAll(closeEngine);

  /** The sum of each 2x2 block, which is the right gradient. */
  async function libraryError(engine: EngineId, batch: number): Promise<number> {
    await openEngine(engine);
    const [, h, w, c] = SHAPE;
    const dy = numbers(1, [batch, 2 * h, 2 * w, c]);
    const dx = tf.tidy(() => {
      const shape: [number, number, number, number] = [batch, h, w, c];
      const x = tf.tensor4d(numbers(0, shape), shape);
      const up = (a: tf.Tensor) =>
        tf.image.resizeNearestNeighbor(tf.reshape<tf.Rank.R4>(a, shape), [2 * h, 2 * w]);
      return tf.grad(up)(x, tf.tensor4d(dy, [batch, 2 * h, 2 * w, c]));
    });
    const expected = new Float64Array(batch * h * w * c);
    eachPlace((from, block) => (expected[block]! += dy[from]!), [batch, 2 * h, 2 * w, c]);
    const error = relativeError(await dx.data(), expected);
    dx.dispose();
    return error;
  }

  test('is wrong on the CPU for more than one picture, which is why the nets state their own', async () => {
    expect(await libraryError('cpu', 1)).toBeLessThan(1e-6);
    expect(await libraryError('cpu', 3)).toBeGreaterThan(0.1);
  });

  test.each(['webgpu', 'webgl'] as const)('is right on %s', async (engine) => {
    expect(await libraryError(engine, 3)).toBeLessThan(1e-6);
  });
});

/** Visits every element of an NHWC tensor with the index of its 2x2 block's element. */
function eachPlace(
  visit: (from: number, block: number) => void,
  [n, h, w, c]: Shape4 = SHAPE,
): void {
  for (let b = 0; b < n; b++) {
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        for (let k = 0; k < c; k++) {
          const block = ((b * (h / 2) + (y >> 1)) * (w / 2) + (x >> 1)) * c + k;
          visit(((b * h + y) * w + x) * c + k, block);
        }
      }
    }
  }
}
