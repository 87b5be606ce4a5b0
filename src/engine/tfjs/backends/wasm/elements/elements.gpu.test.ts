import * as tf from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { closeEngine } from '../../../../opening/open';
import { relativeError } from '../../../../../testing/reference-ops';
import { asItIs, numbers, openOn, runNorm } from '../../../../../testing/wasm/cases';
import { ADAM_KERNEL } from '../../../adam';

afterEach(asItIs);
afterAll(closeEngine);
beforeEach(() => openOn(2));

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
