import * as tf from '@tensorflow/tfjs-core';
import type { Change } from '../../../nets/augmentation';
import { colourOf, eachRun, type Size } from './runs';

/**
 * Augmentation as few operations on a graphics card. The change of colours but for its lift is its own
 * transpose, and the way back of a move is a move; so that both ways are the same operations.
 */
export function changed(x: tf.Tensor, changes: readonly Change[], size: Size): tf.Tensor {
  return tf.tidy(() => placed(recoloured(x, changes, size, true), changes, size, false));
}

/** The gradient in the pictures before, from that in the changed ones. */
export function changedBack(dy: tf.Tensor, changes: readonly Change[], size: Size): tf.Tensor {
  return tf.tidy(() => recoloured(placed(dy, changes, size, true), changes, size, false));
}

function recoloured(
  x: tf.Tensor,
  changes: readonly Change[],
  { channels }: Size,
  lifted: boolean,
): tf.Tensor {
  const colours = changes.map(colourOf);
  if (colours.every(({ scale, grey, lift }) => scale === 1 && grey === 0 && lift === 0)) return x;
  const count = changes.length;
  // A place's channels are mixed by a matrix of its picture's own.
  const mix = new Float32Array(count * channels * channels);
  colours.forEach(({ scale, grey }, n) => {
    for (let i = 0; i < channels; i++)
      for (let j = 0; j < channels; j++)
        mix[(n * channels + i) * channels + j] = grey / channels + (i === j ? scale : 0);
  });
  const places = tf.reshape(x, [count, -1, channels]);
  const mixed = tf.matMul(places, tf.tensor3d(mix, [count, channels, channels]));
  const vector = (values: number[]): tf.Tensor => tf.tensor2d(values, [count, 1]);
  const means = tf.mean(tf.reshape(x, [count, -1]), 1, true);
  const flat = tf.mul(means, vector(colours.map((one) => one.flat)));
  const offset = lifted ? tf.add(flat, vector(colours.map(({ lift }) => lift))) : flat;
  return tf.reshape(tf.add(mixed, tf.reshape(offset, [count, 1, 1])), x.shape);
}

/** Moved and cut: each place is another one, or the zeros that are put behind the last. */
function placed(x: tf.Tensor, changes: readonly Change[], size: Size, back: boolean): tf.Tensor {
  const { height, width, channels } = size;
  const area = height * width;
  const all = changes.length * area;
  const index = new Int32Array(all).fill(all);
  changes.forEach((change, n) =>
    eachRun(change, size, (to, from, count) => {
      const [here, there] = back ? [from, to] : [to, from];
      for (let i = 0; i < count; i++) index[n * area + here + i] = n * area + there + i;
    }),
  );
  const places = tf.concat([tf.reshape(x, [all, channels]), tf.zeros([1, channels])]);
  return tf.reshape(tf.gather(places, tf.tensor1d(index, 'int32')), x.shape);
}
