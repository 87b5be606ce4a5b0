import * as tf from '@tensorflow/tfjs-core';
import type { AdamSpec } from '../../contract/net-spec';
import { Beside, type Buckets } from './buckets';
import type { Constants } from './constants';

/** Updates made so far, which the bias corrections read. */
export interface Counter {
  updates: number;
}

/** Weights and both moments after an update. */
type Updated = [w: tf.Tensor, m: tf.Tensor, v: tf.Tensor];

/** One update in one kernel, where the engine has it. */
export const ADAM_KERNEL = 'AtelierAdam';

/**
 * Adam (Kingma and Ba 2015, algorithm 1) over all trainable weights of one net:
 *   m = beta1 m + (1 - beta1) g,  v = beta2 v + (1 - beta2) g^2,
 *   w = w - rate * mHat / (sqrt(vHat) + epsilon),  mHat = m / (1 - beta1^t),  vHat likewise.
 * The bias corrections are folded into the rate and the epsilon, so that they cost no kernel:
 *   w = w - rate c2 / c1 * m / (sqrt(v) + epsilon c2),  c1 = 1 - beta1^t,  c2 = sqrt(1 - beta2^t).
 */
export class Adam {
  readonly first: Beside;
  readonly second: Beside;

  constructor(
    private readonly spec: AdamSpec,
    private readonly weights: Buckets,
    private readonly constants: Constants,
    private readonly counter: Counter,
  ) {
    this.first = new Beside(weights);
    this.second = new Beside(weights);
  }

  /**
   * One update of the weights in place of the old ones.
   * @param gradients one vector a bucket, as `Buckets.pack` gives them.
   */
  update(gradients: readonly tf.Tensor[], rate: number): void {
    const { beta1, beta2, epsilon } = this.spec;
    this.counter.updates += 1;
    const c1 = 1 - beta1 ** this.counter.updates;
    const c2 = Math.sqrt(1 - beta2 ** this.counter.updates);
    const factor = (rate * c2) / c1;
    const floor = this.spec.form === 'keras' ? epsilon : epsilon * c2;
    const fused = tf.getKernel(ADAM_KERNEL, tf.getBackend()) !== undefined;
    gradients.forEach((gradient, index) => {
      const [w, m, v] = fused
        ? this.fusedUpdate(gradient, index, factor, floor)
        : this.composedUpdate(gradient, index, factor, floor);
      this.weights.replace(index, w);
      this.first.replace(index, m);
      this.second.replace(index, v);
    });
  }

  private fusedUpdate(g: tf.Tensor, index: number, factor: number, floor: number): Updated {
    const { beta1, beta2 } = this.spec;
    const [w, m, v] = tf.engine().runKernel<tf.Tensor[]>(
      ADAM_KERNEL,
      {
        w: this.weights.values[index]!,
        m: this.first.values[index]!,
        v: this.second.values[index]!,
        g,
      },
      { beta1, takeFirst: 1 - beta1, beta2, takeSecond: 1 - beta2, factor, floor },
    );
    return [w!, m!, v!];
  }

  private composedUpdate(g: tf.Tensor, index: number, factor: number, floor: number): Updated {
    const { beta1, beta2 } = this.spec;
    const b1 = this.constants.scalar(beta1);
    const b2 = this.constants.scalar(beta2);
    const a1 = this.constants.scalar(1 - beta1);
    const a2 = this.constants.scalar(1 - beta2);
    return tf.tidy((): Updated => {
      const m = tf.add(tf.mul(this.first.values[index]!, b1), tf.mul(g, a1));
      const v = tf.add(tf.mul(this.second.values[index]!, b2), tf.mul(tf.square(g), a2));
      const direction = tf.div(m, tf.add(tf.sqrt(v), tf.scalar(floor)));
      return [tf.sub(this.weights.values[index]!, tf.mul(direction, tf.scalar(factor))), m, v];
    });
  }

  dispose(): void {
    this.first.dispose();
    this.second.dispose();
  }
}
