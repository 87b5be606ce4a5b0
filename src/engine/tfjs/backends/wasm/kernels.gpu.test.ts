import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normal } from '../../../../contract/random';
import { relativeError, sizeOf } from '../../../../testing/reference-ops';
import { closeEngine, openEngine } from '../../../opening/open';
import { trialStep } from '../trial';

beforeAll(async () => {
  expect((await openEngine('wasm')).report.engine).toBe('wasm');
});
afterAll(closeEngine);

/** Tensors the backend itself holds, which tf.memory() does not see. */
function held(): number {
  const backend: unknown = tf.backend();
  if (!(backend instanceof BackendWasm)) throw new Error('The WASM backend is to be active.');
  return backend.numDataIds();
}

describe('the WASM kernels of the studio', () => {
  test('all that training needs is registered', () => {
    const known = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName));
    const needed = [
      'Conv2D',
      'Conv2DBackpropFilter',
      'Conv2DBackpropInput',
      'AvgPoolGrad',
      'ResizeNearestNeighborGrad',
      'LeakyRelu',
      'Step',
      'Tanh',
      'Sigmoid',
      'FusedBatchNorm',
      'SquaredDifference',
      'Sqrt',
    ];
    expect(needed.filter((name) => !known.has(name))).toEqual([]);
  });

  test('[TRN2] nothing is left behind in WebAssembly’s memory', async () => {
    await trialStep();
    const before = [held(), tf.memory().numTensors];
    for (let i = 0; i < 5; i++) await trialStep();
    expect([held(), tf.memory().numTensors]).toEqual(before);
  });

  test('[RND2] repeated steps give the same bits, with threads too', async () => {
    const first = await trialStep();
    for (let i = 0; i < 3; i++) expect(await trialStep()).toEqual(first);
  });

  test.each([
    { shape: [24], begin: [5], size: [7] },
    { shape: [6, 4], begin: [2, 0], size: [3, 4] },
    { shape: [6, 4], begin: [2, 1], size: [3, 2] },
    { shape: [3, 5, 4], begin: [1, 2, 0], size: [-1, 2, -1] },
    { shape: [3, 5, 4, 2], begin: [0, 1, 1, 0], size: [3, 3, 2, 2] },
    { shape: [3, 5, 4, 2], begin: [1, 1, 0, 1], size: [1, 3, 4, 1] },
    { shape: [2, 3, 2, 2, 3], begin: [0, 1, 0, 1, 0], size: [2, 2, 2, 1, 3] },
    { shape: [4, 3], begin: [4, 0], size: [0, 3] },
  ])('a slice of $shape from $begin, $size', async ({ shape, begin, size }) => {
    const count = sizeOf(shape);
    const values = Int32Array.from({ length: count }, (_, i) => i);
    for (const dtype of ['float32', 'int32'] as const) {
      const [whole, part] = tf.tidy(() => {
        const whole = tf.tensor(values, shape, dtype);
        return [whole, tf.slice(whole, begin, size)] as const;
      });
      const edges = size.map((edge, axis) => (edge < 0 ? shape[axis]! - begin[axis]! : edge));
      expect(part.shape).toEqual(edges);
      expect([...(await part.data())]).toEqual(
        [...values].filter((index) => {
          let rest = index;
          return shape.every((_, axis) => {
            const stride = sizeOf(shape.slice(axis + 1));
            const place = Math.floor(rest / stride);
            rest %= stride;
            return place >= begin[axis]! && place < begin[axis]! + edges[axis]!;
          });
        }),
      );
      tf.dispose([whole, part]);
    }
  });

  test('a slice beyond the end is refused', () => {
    expect(() => tf.tidy(() => tf.slice(tf.zeros([3, 4]), [1, 0], [3, 4]))).toThrow();
  });

  test('a weighted sum of many rows is as exact as float64 allows', async () => {
    const [rows, columns] = [20_000, 3];
    const weights = normal(3, 0, 0, rows);
    // A large mean is where a running float32 sum loses digits.
    const matrix = normal(3, 0, 1, rows * columns).map((value) => value + 100);
    const expected = new Float64Array(columns);
    matrix.forEach((value, i) => {
      expected[i % columns]! += weights[Math.floor(i / columns)]! * value;
    });
    const sums = tf.tidy(() =>
      tf.matMul(tf.tensor2d(weights, [1, rows]), tf.tensor2d(matrix, [rows, columns])),
    );
    expect(sums.shape).toEqual([1, columns]);
    expect(relativeError(await sums.data(), expected)).toBeLessThan(1e-7);
    sums.dispose();
  });
});
