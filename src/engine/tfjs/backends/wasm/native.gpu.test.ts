import * as tf from '@tensorflow/tfjs-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { closeEngine } from '../../../opening/open';
import { convOutput, sizeOf } from '../../../../testing/reference-ops';
import {
  LARGE,
  PICTURES,
  PLAIN,
  TO_PICTURES,
  WINOGRAD,
  asItIs,
  numbers,
  openOn,
  runNorm,
} from '../../../../testing/wasm/cases';
import { ADAM_KERNEL } from '../../adam';

afterEach(asItIs);
afterAll(closeEngine);

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
  expect(await openOn(1)).toMatchObject({ threads: 1 });
  const alone = await everything();
  expect(await openOn(4, false)).toMatchObject({ threads: 1 });
  expect(differing(alone, await everything())).toEqual([]);
  for (const [cores, threads] of [
    [2, 2],
    [6, 5],
  ] as const) {
    expect(await openOn(cores)).toMatchObject({ threads });
    for (let i = 0; i < 3; i++) expect(differing(alone, await everything())).toEqual([]);
  }
});
