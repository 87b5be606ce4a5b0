import * as tf from '@tensorflow/tfjs-core';
import type { LayerSpec, NetSpec } from '../../contract/net-spec';
import type { WeightTensor } from '../../contract/records';
import { inferShapes } from '../../nets/shapes';
import { weightSpecs } from '../../nets/weights';
import type { Constants } from './constants';
import { lower } from './layers/lower';
import type { BatchMoments, Layer, LayerResult, Pass } from './layers/layer';
import { MovingStatistics } from './moving-statistics';
import { Parameters } from './parameters';

/** What a pass leaves for the way back. Disposed of by `backward`, or by hand. */
export interface Trace {
  /** Input of each layer in order, then the output of the last. */
  readonly activations: tf.Tensor[];
  readonly saved: (readonly tf.Tensor[])[];
  readonly moments: BatchMoments[];
}

export interface Gradients {
  /** One vector a bucket of trainable weights; null where not wanted. */
  readonly weights: tf.Tensor[] | null;
  readonly input: tf.Tensor | null;
}

/**
 * A NetSpec lowered to TensorFlow.js kernels, with its gradients written out layer by layer: fewer
 * kernels than automatic differentiation records, gradients that are right on every backend, and
 * activations freed as soon as the way back has passed them. A sigmoid at the end is left out: the
 * output is the logit.
 */
export class Net {
  readonly parameters: Parameters;
  /** Numbers in one output, without the batch axis. */
  readonly outputSize: number;
  private readonly layers: readonly Layer[];
  private readonly statistics: MovingStatistics;

  constructor(
    readonly spec: NetSpec,
    weights: readonly WeightTensor[],
    constants: Constants,
  ) {
    const shapes = inferShapes(spec);
    const layers = withoutFinalSigmoid(spec.layers);
    this.parameters = new Parameters(weightSpecs(spec), weights);
    this.layers = lower(layers, (index) => (index < 0 ? spec.input : shapes[index]!), {
      constants,
      weightOf: (index, role) => this.parameters.get(`${index}/${role}`),
    });
    this.outputSize = tf.util.sizeFromShape(shapes[shapes.length - 1]!);
    this.statistics = new MovingStatistics(layers, this.parameters.moving, constants);
  }

  /** x: [batch, ...spec.input]. The trace is for `backward`, which frees it. */
  forward(x: tf.Tensor, pass: Pass): Trace {
    const trace: Trace = { activations: [x], saved: [], moments: [] };
    for (const layer of this.layers) {
      const result = layer.forward(output(trace), pass);
      trace.activations.push(result.y);
      trace.saved.push(result.saved);
      if (result.moments) trace.moments.push(result.moments);
    }
    return trace;
  }

  /**
   * The output alone; everything else is freed on the way.
   * @param sharesOf as in `MovingStatistics.follow`.
   */
  run(x: tf.Tensor, pass: Pass, follow = false, sharesOf?: number): tf.Tensor {
    let current = x;
    const results: LayerResult[] = [];
    for (const layer of this.layers) {
      const result = layer.forward(current, pass);
      if (current !== x) current.dispose();
      current = result.y;
      results.push(result);
    }
    if (follow)
      this.statistics.follow(
        results.flatMap((result) => result.moments ?? []),
        sharesOf,
      );
    for (const result of results) tf.dispose([...result.saved]);
    return current;
  }

  /** Running statistics of zero, which passes then fill by their shares. */
  clearStatistics(): void {
    this.statistics.clear();
  }

  /** Moves the running statistics towards those of the pass. */
  follow(trace: Trace): void {
    this.statistics.follow(trace.moments);
  }

  /**
   * Gradients of a loss from its gradient in the output. Frees dy, and the trace on the way unless
   * it is kept for another pass back.
   */
  backward(
    trace: Trace,
    dy: tf.Tensor,
    want: { readonly weights: boolean; readonly input: boolean; readonly keepTrace?: boolean },
  ): Gradients {
    const gradients: tf.Tensor[] = [];
    let gradient: tf.Tensor | null = dy;
    for (let index = this.layers.length - 1; index >= 0 && gradient; index--) {
      const { activations, saved } = trace;
      const y = activations[index + 1]!;
      const result = this.layers[index]!.backward({
        dy: gradient,
        x: activations[index]!,
        y,
        saved: saved[index]!,
        input: index > 0 || want.input,
        weights: want.weights,
      });
      gradients.unshift(...result.gradients);
      gradient.dispose();
      gradient = result.dx;
      if (!want.keepTrace) tf.dispose([y, ...saved[index]!]);
    }
    if (!want.weights) return { weights: null, input: gradient };
    const weights = this.parameters.trainable.pack(gradients);
    for (const tensor of gradients) if (!weights.includes(tensor)) tensor.dispose();
    return { weights, input: gradient };
  }

  dispose(): void {
    this.parameters.dispose();
  }
}

export const output = (trace: Trace): tf.Tensor => trace.activations[trace.activations.length - 1]!;

function withoutFinalSigmoid(layers: readonly LayerSpec[]): readonly LayerSpec[] {
  return layers[layers.length - 1]?.kind === 'sigmoid' ? layers.slice(0, -1) : layers;
}
