import type * as tf from '@tensorflow/tfjs-core';
import type { WeightTensor } from '../../contract/records';
import { checkTensors } from '../../nets/fit';
import type { WeightSpec } from '../../nets/weights';
import { Buckets } from './buckets';

/** A net's weights on the device: trainable ones in buckets, moving statistics in one vector. */
export class Parameters {
  readonly trainable: Buckets;
  /** Moving means and variances of all batch-norm layers, in the order of `weightSpecs`. */
  readonly moving: Buckets;

  /** @throws StudioError('model-missing') where the weights do not fit the specs. */
  constructor(
    private readonly specs: readonly WeightSpec[],
    weights: readonly WeightTensor[],
  ) {
    checkTensors('weights', specs, weights);
    const split = (trainable: boolean): WeightTensor[] =>
      weights.filter((_, index) => specs[index]!.trainable === trainable);
    this.trainable = new Buckets(split(true));
    this.moving = new Buckets(split(false), Infinity);
  }

  /** The current tensor of that name; owned here, and replaced by the next update. */
  get(name: string): tf.Tensor {
    const found = this.trainable.find(name) ?? this.moving.find(name);
    if (!found) throw new Error(`There is no weight "${name}".`);
    return found;
  }

  /** All weights, read back as they are now, in the order of the specs. */
  async read(): Promise<WeightTensor[]> {
    const [trained, moving] = await Promise.all([this.trainable.hold()(), this.moving.hold()()]);
    const byName = new Map([...trained, ...moving].map((weight) => [weight.name, weight]));
    return this.specs.map(({ name }) => byName.get(name)!);
  }

  dispose(): void {
    this.trainable.dispose();
    this.moving.dispose();
  }
}
