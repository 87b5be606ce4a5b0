// Its flags, which tests set before the engine is opened.
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { normal } from '../../../../contract/random';
import {
  convFilterGradient,
  convForward,
  convInputGradient,
  convOutput,
  relativeError,
  sizeOf,
  type Conv,
} from '../../../../testing/reference-ops';
import { ADAM_KERNEL } from '../../adam';
import { MOMENTS_KERNEL, NORM_GRADIENT_KERNEL } from '../../layers/batch-norm';
import { closeEngine, openEngine } from '../../../opening/open';
import { geometryOf } from './convolution/geometry';
import {
  winogradConvolve,
  winogradFilterGradient,
  winogradInputGradient,
} from './convolution/winograd';
import { Scratch } from './scratch';

const numbers = (count: number, step: number): Float32Array => normal(13, 0, step, count);

/** Opens WASM afresh, as on a machine of so many processors. */
async function openOn(cores: number, shared = true): Promise<string> {
  closeEngine();
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', shared);
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores, configurable: true });
  return (await openEngine('wasm')).report.adapter;
}

afterEach(() => {
  // The getter of the prototype shows again.
  Reflect.deleteProperty(navigator, 'hardwareConcurrency');
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', true);
});
afterAll(closeEngine);

const WINOGRAD: Conv = {
  x: [6, 13, 16, 36],
  filter: [4, 4, 36, 140],
  stride: 2,
  padding: 'same',
};
/** More squares, channels and columns than a task has rows, steps and columns. */
const LARGE: Conv = {
  x: [16, 24, 22, 68],
  filter: [4, 4, 68, 40],
  stride: 2,
  padding: 'same',
};
const PICTURES: Conv = { x: [3, 70, 38, 3], filter: [4, 4, 3, 72], stride: 2, padding: 'same' };
const TO_PICTURES: Conv = { x: [3, 35, 34, 72], filter: [3, 3, 72, 3], stride: 1, padding: 'same' };
const PLAIN: Conv = { x: [5, 9, 7, 20], filter: [3, 3, 20, 150], stride: 1, padding: 'same' };

/** Batch norm's mean and variance of x; means of dy and of dy times the normalised x; dx. */
function runNorm(
  x: tf.Tensor,
  dy: tf.Tensor,
  mean: tf.Tensor,
  variance: tf.Tensor,
  gamma: tf.Tensor,
  input = true,
): tf.Tensor[] {
  const engine = tf.engine();
  return [
    ...engine.runKernel<tf.Tensor[]>(MOMENTS_KERNEL, { x }),
    ...engine.runKernel<tf.Tensor[]>(
      NORM_GRADIENT_KERNEL,
      { dy, x, mean, variance, gamma },
      { epsilon: 1e-3, input },
    ),
  ];
}

/** Every kernel of ours, by sizes that are cut into many tasks; results as bits. */
async function everything(): Promise<Int32Array[]> {
  const results = tf.tidy(() => {
    const four = (shape: readonly number[], step: number): tf.Tensor4D =>
      tf.tensor4d(numbers(sizeOf(shape), step), [...shape] as [number, number, number, number]);
    const convolutions = [WINOGRAD, LARGE, PICTURES, TO_PICTURES, PLAIN].flatMap((conv) => {
      const [x, filter, dy] = [four(conv.x, 0), four(conv.filter, 1), four(convOutput(conv), 2)];
      const run = (a: tf.Tensor, b: tf.Tensor) =>
        tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, conv.stride, conv.padding);
      return [run(x, filter), ...tf.grads(run)([x, filter], dy)];
    });
    const rows = tf.tensor2d(numbers(900 * 70, 3), [900, 70]);
    const mean = tf.tensor1d(numbers(70, 4));
    const variance = tf.square(tf.tensor1d(numbers(70, 5)));
    const long = (step: number): tf.Tensor => tf.tensor1d(numbers(70_001, step));
    const updated = tf
      .engine()
      .runKernel<tf.Tensor[]>(
        ADAM_KERNEL,
        { w: long(6), m: long(7), v: tf.square(long(8)), g: long(9) },
        { beta1: 0.5, takeFirst: 0.5, beta2: 0.9, takeSecond: 0.1, factor: 0.01, floor: 1e-8 },
      );
    return [
      ...convolutions,
      tf.batchNorm(rows, mean, variance),
      tf.matMul(tf.ones([1, 900]), rows),
      tf.leakyRelu(long(10), 0.2),
      tf.tanh(long(10)),
      ...runNorm(rows, tf.mul(rows, rows), mean, variance, mean),
      ...updated,
    ];
  });
  const bytes = await Promise.all(
    results.map(async (tensor) => new Int32Array((await tensor.data()).slice().buffer)),
  );
  tf.dispose(results);
  return bytes;
}

/** Which results differ in any bit; a comparison of arrays by the test library takes minutes. */
const differing = (a: Int32Array[], b: Int32Array[]): number[] =>
  a.flatMap((bits, i) => {
    const other = b[i]!;
    return bits.length === other.length && bits.every((word, j) => word === other[j]) ? [] : [i];
  });

test('[RND2] results have the same bits on any number of threads, and where memory is not shared', async () => {
  expect(await openOn(1)).toBe('1 thread, SIMD');
  const alone = await everything();
  expect(await openOn(4, false)).toBe('1 thread, SIMD');
  expect(differing(alone, await everything())).toEqual([]);
  for (const [cores, threads] of [
    [2, 2],
    [6, 5],
  ] as const) {
    expect(await openOn(cores)).toBe(`${threads} threads, SIMD`);
    for (let i = 0; i < 3; i++) expect(differing(alone, await everything())).toEqual([]);
  }
});

describe('against float64', () => {
  beforeEach(() => openOn(2));

  test.each([WINOGRAD, PICTURES, TO_PICTURES, PLAIN])(
    '[TRN4] a convolution with a bias: $filter, $stride',
    async (conv) => {
      const [x, filter] = [numbers(sizeOf(conv.x), 0), numbers(sizeOf(conv.filter), 1)];
      const k = conv.filter[3];
      const bias = numbers(k, 2);
      const expected = convForward(conv, x, filter).map((value, i) => value + bias[i % k]!);
      const run = (activation: 'linear' | 'relu'): tf.Tensor =>
        tf.tidy(() =>
          tf.fused.conv2d({
            x: tf.tensor4d(x, [...conv.x]),
            filter: tf.tensor4d(filter, [...conv.filter]),
            strides: conv.stride,
            pad: conv.padding,
            bias: tf.tensor1d(bias),
            activation,
          }),
        );
      const [linear, relu] = [run('linear'), run('relu')];
      expect(relativeError(await linear.data(), expected)).toBeLessThan(1e-5);
      const positive = expected.map((value) => Math.max(0, value));
      expect(relativeError(await relu.data(), positive)).toBeLessThan(1e-5);
      tf.dispose([linear, relu]);
    },
  );

  test.each([WINOGRAD, LARGE, PICTURES, TO_PICTURES, PLAIN])(
    '[TRN4] a convolution and its gradients where inputs lie far from zero: $filter, $stride',
    async (conv) => {
      const far = (count: number, step: number): Float32Array =>
        numbers(count, step).map((value) => value + 3);
      const [x, dy] = [far(sizeOf(conv.x), 0), far(sizeOf(convOutput(conv)), 2)];
      const filter = numbers(sizeOf(conv.filter), 1);
      const found = tf.tidy(() => {
        const tensors = [
          tf.tensor4d(x, [...conv.x]),
          tf.tensor4d(filter, [...conv.filter]),
          tf.tensor4d(dy, [...convOutput(conv)]),
        ] as const;
        const run = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
          tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, conv.stride, conv.padding);
        return [
          run(tensors[0], tensors[1]),
          ...tf.grads(run)([tensors[0], tensors[1]], tensors[2]),
        ];
      });
      const expected = [
        convForward(conv, x, filter),
        convInputGradient(conv, dy, filter),
        convFilterGradient(conv, x, dy),
      ];
      for (const [i, tensor] of found.entries()) {
        expect(relativeError(await tensor.data(), expected[i]!)).toBeLessThan(1e-5);
      }
      tf.dispose(found);
    },
  );

  test.each([1, 40_000, 90_000])(
    '[TRN4] Winograd’s products of pictures in portions of %i numbers',
    async (most) => {
      const { x: shape, filter, stride, padding } = WINOGRAD;
      const geometry = geometryOf(shape, filter, {
        dataFormat: 'NHWC',
        strides: [stride, stride],
        pad: padding,
      });
      const [x, weights] = [numbers(sizeOf(shape), 0), numbers(sizeOf(filter), 1)];
      const dy = numbers(sizeOf(convOutput(WINOGRAD)), 2);
      const given = [
        tf.tensor4d(x, [...shape]),
        tf.tensor4d(weights, [...filter]),
        tf.tensor4d(dy, [...convOutput(WINOGRAD)]),
      ] as const;
      const found = (
        [
          (scratch) => winogradConvolve(scratch, given[0], given[1], null, geometry, most),
          (scratch) =>
            winogradInputGradient(scratch, given[2], given[1], geometry, [...shape], most),
          (scratch) => winogradFilterGradient(scratch, given[0], given[2], geometry, most),
        ] as ((scratch: Scratch) => tf.TensorInfo)[]
      ).map((run) => {
        const scratch = Scratch.over(tf.backend());
        return tf.engine().makeTensorFromTensorInfo(scratch.release(run(scratch)));
      });
      const expected = [
        convForward(WINOGRAD, x, weights),
        convInputGradient(WINOGRAD, dy, weights),
        convFilterGradient(WINOGRAD, x, dy),
      ];
      for (const [i, tensor] of found.entries()) {
        expect(relativeError(await tensor.data(), expected[i]!)).toBeLessThan(1e-5);
      }
      tf.dispose([...given, ...found]);
    },
  );

  test.each([
    [7, 3],
    [40, 8],
    [300, 70],
    [3, 20_000],
  ])('[TRN4] batch norm of [%i, %i], with and without scale and offset', async (rows, channels) => {
    const x = numbers(rows * channels, 0).map((value) => value + 3);
    const [mean, scale, offset] = [1, 2, 3].map((step) => numbers(channels, step));
    const variance = numbers(channels, 4).map((value) => value * value);
    for (const whole of [true, false]) {
      const y = tf.tidy(() =>
        tf.batchNorm2d(
          tf.tensor2d(x, [rows, channels]),
          tf.tensor1d(mean!),
          tf.tensor1d(variance),
          whole ? tf.tensor1d(offset!) : undefined,
          whole ? tf.tensor1d(scale!) : undefined,
          1e-3,
        ),
      );
      const expected = Float64Array.from(x, (value, i) => {
        const c = i % channels;
        const unit = (value - mean![c]!) / Math.sqrt(variance[c]! + 1e-3);
        return whole ? unit * scale![c]! + offset![c]! : unit;
      });
      expect(relativeError(await y.data(), expected)).toBeLessThan(1e-6);
      y.dispose();
    }
  });

  test.each([
    [7, 3],
    [40, 8],
    [300, 70],
    [3, 20_000],
  ])('[TRN4] moments of [%i, %i] and the gradient of batch norm', async (rows, channels) => {
    const count = rows * channels;
    // A large mean is where a running float32 sum loses digits.
    const x = numbers(count, 0).map((value) => value + 100);
    const dy = numbers(count, 1);
    const gamma = numbers(channels, 2);
    const meanOf = (value: (i: number, c: number) => number): Float64Array => {
      const means = new Float64Array(channels);
      for (let i = 0; i < count; i++) means[i % channels]! += value(i, i % channels) / rows;
      return means;
    };
    const mean = meanOf((i) => x[i]!);
    const variance = meanOf((i, c) => (x[i]! - mean[c]!) ** 2);
    const unit = (i: number, c: number): number =>
      (x[i]! - mean[c]!) / Math.sqrt(variance[c]! + 1e-3);
    const byBeta = meanOf((i) => dy[i]!);
    const byGamma = meanOf((i, c) => dy[i]! * unit(i, c));
    const dx = Float64Array.from(x, (_, i) => {
      const c = i % channels;
      const rest = dy[i]! - byBeta[c]! - unit(i, c) * byGamma[c]!;
      return (gamma[c]! / Math.sqrt(variance[c]! + 1e-3)) * rest;
    });
    const run = (input: boolean): tf.Tensor[] =>
      tf.tidy(() =>
        runNorm(
          tf.tensor2d(x, [rows, channels]),
          tf.tensor2d(dy, [rows, channels]),
          tf.tensor1d(Float32Array.from(mean)),
          tf.tensor1d(Float32Array.from(variance)),
          tf.tensor1d(gamma),
          input,
        ),
      );
    const [whole, part] = [run(true), run(false)];
    expect(part).toHaveLength(4);
    const expected = [mean, variance, byBeta, byGamma, dx];
    for (const [i, tensor] of [...whole, ...part].entries()) {
      // Distances from a mean of 100 are known to 1e-5 in float32.
      expect(relativeError(await tensor.data(), expected[i % 5]!)).toBeLessThan(1e-4);
    }
    expect(relativeError(await whole[0]!.data(), mean)).toBeLessThan(1e-7);
    expect(relativeError(await whole[1]!.data(), variance)).toBeLessThan(1e-6);
    tf.dispose([whole, part]);
  });

  test('tanh is within two units of the last place everywhere, and NaN stays', async () => {
    const sizes = Array.from({ length: 4001 }, (_, i) => 2 ** (i / 100 - 30));
    const x = Float32Array.from([...sizes, ...sizes.map((size) => -size), 0, Infinity, -Infinity]);
    const y = tf.tidy(() => tf.tanh(tf.tensor1d(x)));
    const found = await y.data();
    const wrong = [...x].filter((value, i) => {
      const expected = Math.tanh(value);
      return !(Math.abs(found[i]! - expected) <= 2 * 2 ** -24 * Math.abs(expected));
    });
    expect(wrong).toEqual([]);
    const none = tf.tidy(() => tf.tanh(tf.tensor1d([NaN, 1])));
    expect((await none.data())[0]).toBeNaN();
    tf.dispose([y, none]);
  });

  test.each([1, 3, 8, 13, 21, 64])('sums of rows of %i columns', async (columns) => {
    const [rows, weights] = [300, numbers(300, 0)];
    const x = numbers(rows * columns, 1).map((value) => value + 100);
    const expected = new Float64Array(columns);
    x.forEach((value, i) => (expected[i % columns]! += weights[Math.floor(i / columns)]! * value));
    const y = tf.tidy(() =>
      tf.matMul(tf.tensor2d(weights, [1, rows]), tf.tensor2d(x, [rows, columns])),
    );
    expect(relativeError(await y.data(), expected)).toBeLessThan(1e-7);
    y.dispose();
  });

  test.each([1, 6, 16_384, 40_003])('leaky ReLU and Adam of %i numbers', async (count) => {
    const [w, m, g] = [0, 1, 2].map((step) => numbers(count, step));
    const v = numbers(count, 3).map((value) => value * value);
    const rates = { beta1: 0.5, takeFirst: 0.5, beta2: 0.999, takeSecond: 0.001 };
    const [leaky, ...updated] = tf.tidy(() => {
      const tensors = { w: tf.tensor(w!), m: tf.tensor(m!), v: tf.tensor(v), g: tf.tensor(g!) };
      const attrs = { ...rates, factor: 0.01, floor: 1e-7 };
      return [
        tf.leakyRelu(tensors.w, 0.2),
        ...tf.engine().runKernel<tf.Tensor[]>(ADAM_KERNEL, tensors, attrs),
      ];
    });
    const nextM = Float64Array.from(m!, (value, i) => 0.5 * value + 0.5 * g![i]!);
    const nextV = Float64Array.from(v, (value, i) => 0.999 * value + 0.001 * g![i]! ** 2);
    const nextW = Float64Array.from(w!, (value, i) => {
      return value - (0.01 * nextM[i]!) / (Math.sqrt(nextV[i]!) + 1e-7);
    });
    expect(await leaky.data()).toEqual(w!.map((x) => (x > 0 ? x : Math.fround(0.2) * x)));
    for (const [i, expected] of [nextW, nextM, nextV].entries()) {
      expect(relativeError(await updated[i]!.data(), expected)).toBeLessThan(1e-6);
    }
    tf.dispose([leaky, ...updated]);
  });
});
