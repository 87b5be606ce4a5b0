import * as tf from '@tensorflow/tfjs-core';

/** Small constant tensors, uploaded once and kept until disposed of. */
export class Constants {
  private readonly kept = new Map<string, tf.Tensor>();

  /** float32 scalar. */
  scalar(value: number): tf.Scalar {
    return this.once(`scalar ${value}`, () => tf.scalar(value));
  }

  /** float32 [count], every element `value`. */
  vector(count: number, value: number): tf.Tensor1D {
    return this.once(`vector ${count} ${value}`, () =>
      tf.tensor1d(new Float32Array(count).fill(value)),
    );
  }

  /** float32 [1, count], every element `value`. */
  row(count: number, value: number): tf.Tensor2D {
    return this.once(`row ${count} ${value}`, () =>
      tf.tensor2d(new Float32Array(count).fill(value), [1, count]),
    );
  }

  /** A constant of any making, by a key of its own. */
  once<T extends tf.Tensor>(key: string, make: () => T): T {
    const known = this.kept.get(key);
    // The key decides the shape, so what was kept under it has the asked type.
    if (known) return known as T;
    const made = tf.keep(make());
    this.kept.set(key, made);
    return made;
  }

  dispose(): void {
    for (const tensor of this.kept.values()) tensor.dispose();
    this.kept.clear();
  }
}
