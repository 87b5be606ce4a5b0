import * as tf from '@tensorflow/tfjs-core';
import { plain, type Layer, type LayerContext } from './layer';

/** reshape and flatten: the same numbers, row-major, in another shape. */
export function reshapeLayer({ inputShape, outputShape }: LayerContext): Layer {
  return plain(
    (x) => tf.reshape(x, [x.shape[0], ...outputShape]),
    ({ dy }) => tf.reshape(dy, [dy.shape[0], ...inputShape]),
  );
}

/**
 * Nearest-neighbour upsampling and the mean over 2x2 blocks are each other's adjoint, up to the
 * factor 4. Stating the gradients so avoids those of TensorFlow.js: that of upsampling is wrong on
 * its CPU backend for more than one picture, and that of pooling is missing in places.
 */
export function upsampleLayer({ constants }: LayerContext): Layer {
  return plain(
    (x) => double(x),
    ({ dy }) => tf.tidy(() => tf.mul(halve(dy), constants.scalar(4))),
  );
}

export function averagePoolLayer({ constants }: LayerContext): Layer {
  return plain(
    (x) => halve(x),
    ({ dy }) => tf.tidy(() => double(tf.mul(dy, constants.scalar(0.25)))),
  );
}

/** [batch, h, w, c] -> [batch, 2h, 2w, c]. */
function double(x: tf.Tensor): tf.Tensor {
  const image = x as tf.Tensor4D;
  return tf.image.resizeNearestNeighbor(image, [image.shape[1] * 2, image.shape[2] * 2]);
}

/** [batch, 2h, 2w, c] -> [batch, h, w, c]. */
const halve = (x: tf.Tensor): tf.Tensor => tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid');
