// Its flags, which tests set before the engine is opened.
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { normal } from '../../contract/random';
import type { Adapter } from '../../contract/device';
import { closeEngine, openEngine } from '../../engine/opening/open';
import { MOMENTS_KERNEL, NORM_GRADIENT_KERNEL } from '../../engine/tfjs/layers/batch-norm';
import type { Conv } from '../reference-ops';

export const numbers = (count: number, step: number): Float32Array => normal(13, 0, step, count);

/** Opens WASM afresh, as on a machine of so many processors. */
export async function openOn(cores: number, shared = true): Promise<Adapter> {
  closeEngine();
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', shared);
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores, configurable: true });
  return (await openEngine('wasm')).report.adapter;
}

/** The machine as it is; for after each test. */
export function asItIs(): void {
  // The getter of the prototype shows again.
  Reflect.deleteProperty(navigator, 'hardwareConcurrency');
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', true);
}

export const WINOGRAD: Conv = {
  x: [6, 13, 16, 36],
  filter: [4, 4, 36, 140],
  stride: 2,
  padding: 'same',
};
/** More squares, channels and columns than a task has rows, steps and columns. */
export const LARGE: Conv = {
  x: [16, 24, 22, 68],
  filter: [4, 4, 68, 40],
  stride: 2,
  padding: 'same',
};
export const PICTURES: Conv = {
  x: [3, 70, 38, 3],
  filter: [4, 4, 3, 72],
  stride: 2,
  padding: 'same',
};
export const TO_PICTURES: Conv = {
  x: [3, 35, 34, 72],
  filter: [3, 3, 72, 3],
  stride: 1,
  padding: 'same',
};
export const PLAIN: Conv = {
  x: [5, 9, 7, 20],
  filter: [3, 3, 20, 150],
  stride: 1,
  padding: 'same',
};

/** Batch norm's mean and variance of x; means of dy and of dy times the normalised x; dx. */
export function runNorm(
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
