import * as tf from '@tensorflow/tfjs-core';
import type { LayerSpec } from '../../contract/net-spec';
import type { Buckets } from './buckets';
import type { Constants } from './constants';
import type { BatchMoments } from './layers/layer';

type BatchNorm = Extract<LayerSpec, { kind: 'batchNorm' }>;

/**
 * running = momentum * running + (1 - momentum) * batch, for all batch-norm layers of a net at
 * once. Where PyTorch is followed, the batch's variance is taken as its n / (n - 1) estimate.
 */
export class MovingStatistics {
  private readonly norms: readonly BatchNorm[];

  constructor(
    layers: readonly LayerSpec[],
    private readonly moving: Buckets,
    private readonly constants: Constants,
  ) {
    this.norms = layers.filter((layer) => layer.kind === 'batchNorm');
  }

  /** All of them zero, to be made anew by shares. */
  clear(): void {
    const [running] = this.moving.values;
    if (running) this.moving.replace(0, tf.zerosLike(running));
  }

  /**
   * @param moments one for each batch-norm layer, in order; none after an inference pass.
   * @param sharesOf of so many passes each adds its share, instead of moving them by its layer's
   *   momentum.
   */
  follow(moments: readonly BatchMoments[], sharesOf?: number): void {
    if (moments.length === 0) return;
    const [running] = this.moving.values;
    if (!running || moments.length !== this.norms.length) return;
    const shapes = moments.map(({ samples, mean }) => `${samples}x${mean.size}`).join();
    const key = sharesOf === undefined ? shapes : `${shapes} of ${sharesOf}`;
    const keep = this.constants.once(`keep ${key} ${this.signature}`, () =>
      tf.tensor1d(
        this.weigh(moments, ({ momentum }) =>
          sharesOf === undefined ? [momentum, momentum] : [1, 1],
        ),
      ),
    );
    const take = this.constants.once(`take ${key} ${this.signature}`, () =>
      tf.tensor1d(
        this.weigh(moments, (norm, samples) => {
          const share = sharesOf === undefined ? 1 - norm.momentum : 1 / sharesOf;
          const unbiased = norm.unbiasedVariance && samples > 1 ? samples / (samples - 1) : 1;
          return [share, share * unbiased];
        }),
      ),
    );
    const next = tf.tidy(() => {
      const batch = tf.concat(moments.flatMap(({ mean, variance }) => [mean, variance]));
      return tf.add(tf.mul(running, keep), tf.mul(batch, take));
    });
    this.moving.replace(0, next);
  }

  private get signature(): string {
    return this.norms.map((norm) => `${norm.momentum}${norm.unbiasedVariance ? 'u' : ''}`).join();
  }

  private weigh(
    moments: readonly BatchMoments[],
    factors: (norm: BatchNorm, samples: number) => [mean: number, variance: number],
  ): Float32Array {
    return Float32Array.from(
      moments.flatMap(({ mean, samples }, index) => {
        const [a, b] = factors(this.norms[index]!, samples);
        const channels = mean.size;
        return [...Array<number>(channels).fill(a), ...Array<number>(channels).fill(b)];
      }),
    );
  }
}
