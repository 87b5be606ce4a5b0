import * as tf from '@tensorflow/tfjs-core';
import type { Change } from '../../../nets/augmentation';
import * as onDevice from './on-device';
import * as onHost from './on-host';
import type { Size } from './runs';

/** Engines whose tensors lie in the processor's memory. */
const HOSTED = ['cpu', 'wasm'];

/** Pictures changed as those numbers say. @param x [changes.length, height, width, channels]. */
export const augment = (x: tf.Tensor, changes: readonly Change[]): tf.Tensor =>
  HOSTED.includes(tf.getBackend())
    ? tf.tensor(onHost.changed(x.dataSync<'float32'>(), changes, sizeOf(x)), x.shape)
    : onDevice.changed(x, changes, sizeOf(x));

/** The gradient in pictures, from that in what they were changed to. */
export const augmentBack = (dy: tf.Tensor, changes: readonly Change[]): tf.Tensor =>
  HOSTED.includes(tf.getBackend())
    ? tf.tensor(onHost.changedBack(dy.dataSync<'float32'>(), changes, sizeOf(dy)), dy.shape)
    : onDevice.changedBack(dy, changes, sizeOf(dy));

const sizeOf = ({ shape }: tf.Tensor): Size => ({
  height: shape[1]!,
  width: shape[2]!,
  channels: shape[3]!,
});
