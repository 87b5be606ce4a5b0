import type * as tf from '@tensorflow/tfjs-core';
import type { WeightSpec } from '../../../nets/weights';
import type { Constants } from '../constants';

/** How a pass through a net is made. */
export interface Pass {
  readonly mode: 'training' | 'inference';
  /** Numbers in [0, 1) for the dropout layer at `layer`, float32 [count]; training mode only. */
  readonly dropout: (layer: number, count: number) => Float32Array;
}

/** Moments of a batch at one batch-norm layer, each [channels], over `samples` numbers a channel. */
export interface BatchMoments {
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
  readonly samples: number;
}

/** What a layer gives on the way forward. */
export interface LayerResult {
  readonly y: tf.Tensor;
  /** Kept for the way back, besides x and y; the net disposes of them. */
  readonly saved: readonly tf.Tensor[];
  readonly moments?: BatchMoments;
}

/** What a layer is asked on the way back. */
export interface BackwardRequest {
  /** Gradient of the loss with respect to y. */
  readonly dy: tf.Tensor;
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
  readonly saved: readonly tf.Tensor[];
  /** Whether the gradient with respect to x is wanted. */
  readonly input: boolean;
  /** Whether those of the weights are wanted. */
  readonly weights: boolean;
}

export interface BackwardResult {
  /** Gradient with respect to x, where it was wanted. */
  readonly dx: tf.Tensor | null;
  /** Those of the trainable weights, in the order of `weightSpecs`; empty where not wanted. */
  readonly gradients: readonly tf.Tensor[];
}

/** Both ways through one layer. Neither disposes of what it is given. */
export interface Layer {
  forward(x: tf.Tensor, pass: Pass): LayerResult;
  backward(request: BackwardRequest): BackwardResult;
}

/** What a layer is made from. Shapes are without the batch axis. */
export interface LayerContext {
  readonly index: number;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly constants: Constants;
  /** The layer's current weight of that role. */
  readonly weight: (role: WeightSpec['role']) => tf.Tensor;
}

/** A layer without weights, from its value and its gradient. */
export function plain(
  forward: (x: tf.Tensor, pass: Pass) => tf.Tensor,
  backward: (request: BackwardRequest) => tf.Tensor,
): Layer {
  return {
    forward: (x, pass) => ({ y: forward(x, pass), saved: [] }),
    backward: (request) => ({ dx: request.input ? backward(request) : null, gradients: [] }),
  };
}
