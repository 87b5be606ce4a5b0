import * as tf from '@tensorflow/tfjs-core';
import { plain, type Layer } from './layer';

export function reluLayer(): Layer {
  return plain(
    (x) => tf.relu(x),
    // y > 0 exactly where x > 0, and y is kept anyway, as the next layer's input.
    ({ dy, y }) => tf.tidy(() => tf.mul(dy, tf.step(y))),
  );
}

export function leakyReluLayer(slope: number): Layer {
  return plain(
    (x) => tf.leakyRelu(x, slope),
    ({ dy, y }) => tf.tidy(() => tf.mul(dy, tf.step(y, slope))),
  );
}

/** d tanh(x) / dx = 1 - y^2. */
export function tanhLayer(): Layer {
  return plain(
    (x) => tf.tanh(x),
    ({ dy, y }) => tf.tidy(() => tf.sub(dy, tf.mul(dy, tf.square(y)))),
  );
}
