import type * as tf from '@tensorflow/tfjs-core';
import type { WeightTensor } from '../../contract/records';
import type { WeightSpec } from '../../nets/weights';
import { checkWeights } from '../check-weights';
import { Buckets, type ReadWeights } from './buckets';

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
    checkWeights(specs, weights);
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

  /** All weights, read back, in the order of the specs. */
  read(): Promise<WeightTensor[]> {
    return this.hold()();
  }

  /** Holds all weights as they are now, to be read in a moment. */
  hold(): ReadWeights {
    const readers = [this.trainable.hold(), this.moving.hold()];
    return async (between) => {
      const byName = new Map<string, WeightTensor>();
      for (const read of readers) {
        for (const weight of await read(between)) byName.set(weight.name, weight);
      }
      return this.specs.map((spec) => byName.get(spec.name)!);
    };
  }

  /** Takes other values over. @throws StudioError('model-missing') where they do not fit. */
  write(weights: readonly WeightTensor[]): void {
    checkWeights(this.specs, weights);
    for (const buckets of [this.trainable, this.moving]) {
      buckets.join(weights).forEach((value, index) => buckets.replace(index, value));
    }
  }

  dispose(): void {
    this.trainable.dispose();
    this.moving.dispose();
  }
}
