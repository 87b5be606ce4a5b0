import * as tf from '@tensorflow/tfjs-core';
import { StudioError } from '../../../contract/errors';
import { normal } from '../../../contract/random';
import { withPatience } from '../../patience';

/** A step in small: what a DCGAN does most, in sizes that keep a GPU busier than its queue. */
const BATCH = 8;
const EDGE = 16;
const CHANNELS = 32;
const FILTERS = 64;

const STRIDED: [number, number, number, number] = [4, 4, CHANNELS, FILTERS];
const PLAIN: [number, number, number, number] = [3, 3, CHANNELS, CHANNELS];
const LARGE: [number, number, number, number] = [BATCH, EDGE, EDGE, CHANNELS];

/** Milliseconds for repeated steps of one engine, after its warm-up. */
const BUDGET = 250;
/** Milliseconds after which an engine that has not answered counts as missing. */
const PATIENCE = 20_000;
/** float32 engines differ by their order of summation, far less than this. */
const TOLERANCE = 1e-3;

/** Loss, and sum of the squares of all gradients, of the trial step. */
export type TrialResult = readonly [loss: number, gradients: number];

/** What the plain CPU engine computes, which is checked against plain loops. */
export const EXPECTED: TrialResult = [0.14684476, 0.03349164];

/** Numbers of the step, made once, so that making them is not measured. */
let inputs: { x: Float32Array; filters: readonly Float32Array[] } | null = null;

const makeInputs = () => ({
  x: normal(1, 0, 0, sizeOf(LARGE)),
  // Of deviation 0.05, so that no activation saturates.
  filters: [STRIDED, STRIDED, PLAIN].map((shape, i) => normal(1, 0, i + 1, sizeOf(shape), 0.05)),
});

const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, edge) => product * edge, 1);

/** One step on the active backend: a strided, a transposed and a plain convolution, their
 *  activations, and all gradients. */
export async function trialStep(): Promise<TrialResult> {
  const made = (inputs ??= makeInputs());
  const result = tf.tidy(() => {
    const x = tf.tensor4d(made.x, LARGE);
    const loss = (down: tf.Tensor, up: tf.Tensor, plain: tf.Tensor): tf.Scalar => {
      const small = tf.conv2d(x, tf.reshape<tf.Rank.R4>(down, STRIDED), 2, 'same');
      const large = tf.conv2dTranspose(
        tf.leakyRelu(small, 0.2),
        tf.reshape<tf.Rank.R4>(up, STRIDED),
        LARGE,
        2,
        'same',
      );
      const last = tf.conv2d(tf.tanh(large), tf.reshape<tf.Rank.R4>(plain, PLAIN), 1, 'same');
      return tf.mean<tf.Scalar>(tf.square(last));
    };
    const filters = made.filters.map((values) => tf.tensor1d(values));
    const { value, grads } = tf.valueAndGrads((a, b, c) => loss(a, b, c))(filters);
    const squares = grads.map((gradient) => tf.sum<tf.Scalar>(tf.square(gradient)));
    return tf.stack([value, tf.addN(squares)]);
  });
  const [loss, gradients] = await result.data<'float32'>();
  result.dispose();
  return [loss ?? NaN, gradients ?? NaN];
}

/** Whether the numbers are what they should be. */
export function isRight(result: TrialResult): boolean {
  return result.every((value, i) => Math.abs(value - EXPECTED[i]!) <= TOLERANCE * EXPECTED[i]!);
}

/**
 * Measures the active backend: a warm-up step that is checked, then repeated steps.
 * @param now milliseconds, monotonic.
 * @returns the shortest step in milliseconds.
 * @throws StudioError('engine-failed') where it computes wrongly or does not answer.
 */
export async function measure(now: () => number = () => performance.now()): Promise<number> {
  return withPatience(PATIENCE, async () => {
    await check();
    const start = now();
    let shortest = Infinity;
    do {
      const before = now();
      await trialStep();
      shortest = Math.min(shortest, now() - before);
    } while (now() - start < BUDGET);
    return shortest;
  });
}

/** One checked step within the time an engine has to answer. */
export const tryOut = (): Promise<void> => withPatience(PATIENCE, check);

async function check(): Promise<void> {
  const result = await trialStep();
  if (isRight(result)) return;
  throw new StudioError('engine-computes-wrongly', { found: result, expected: EXPECTED });
}
