import * as tf from '@tensorflow/tfjs-core';
import type { NetSpec } from '../../contract/net-spec';
import { Stream, normal, uniform } from '../../contract/random';
import type { WeightTensor } from '../../contract/records';
import type { AverageOf } from '../../contract/step-program';
import { averageShare, statisticsPasses } from '../../nets/average';
import type { Buckets } from './buckets';
import type { Constants } from './constants';
import type { Pass } from './layers/layer';
import { Net } from './net';

/** The generator that computes with the average of the trained one's weights. */
export class AveragedGenerator {
  readonly net: Net;
  /** Whether the average moved since its statistics were made. */
  private stale = true;
  private settling: Promise<void> = Promise.resolve();

  /** @param weights those that the trained one begins with. */
  constructor(
    spec: NetSpec,
    weights: readonly WeightTensor[],
    private readonly seed: number,
    private readonly average: AverageOf,
    constants: Constants,
  ) {
    this.net = new Net(spec, weights, constants);
  }

  /** The weights alone, without statistics, which are made of them. */
  get weights(): Buckets {
    return this.net.parameters.trainable;
  }

  /** Takes its share of the weights after the update of a step. @param trained joined alike. */
  follow(trained: Buckets, step: number): void {
    const share = averageShare(this.average, step);
    trained.values.forEach((weights, index) => {
      const before = this.weights.values[index]!;
      const next = tf.tidy(() => tf.add(before, tf.mul(tf.sub(weights, before), tf.scalar(share))));
      this.weights.replace(index, next);
    });
    this.stale = true;
  }

  /** To be told where other weights were written. */
  changed(): void {
    this.stale = true;
  }

  /**
   * Gives it the running statistics that belong to its weights; nothing where it has them.
   * @param between awaited between passes.
   */
  settle(between: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    this.settling = this.settling.catch(() => undefined).then(() => this.make(between));
    return this.settling;
  }

  private async make(between: () => Promise<void>): Promise<void> {
    if (!this.stale) return;
    this.stale = false;
    if (!this.net.spec.layers.some(({ kind }) => kind === 'batchNorm')) return;
    const { batch } = this.average;
    const passes = statisticsPasses(batch);
    this.net.clearStatistics();
    for (let number = 0; number < passes; number++) {
      if (number > 0) await between();
      tf.tidy(() => void this.net.run(this.latents(number), this.pass(number), true, passes));
    }
  }

  private latents(number: number): tf.Tensor {
    const size = this.net.spec.input[0]!;
    const { batch } = this.average;
    const values = normal(this.seed, Stream.AverageStatistics, number, batch * size);
    return tf.tensor2d(values, [batch, size]);
  }

  private pass(number: number): Pass {
    const { seed } = this;
    return {
      mode: 'training',
      dropout: (layer, size) => uniform(seed, Stream.Dropout + layer, number, size),
    };
  }

  dispose(): void {
    this.net.dispose();
  }
}
