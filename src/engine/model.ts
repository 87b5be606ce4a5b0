import type { WeightTensor } from '../contract/records';

/** What one training step measured; float64, computed from the step's logits. */
export interface StepMetrics {
  readonly discriminatorLoss: number;
  readonly generatorLoss: number;
  /** Mean of D's sigmoid on the real batch and on the fakes it trained on, 0..1. */
  readonly realScore: number;
  readonly fakeScore: number;
}

export interface SampledPictures {
  /** uint8 [count, imageSize, imageSize, channels]. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** D's sigmoid for each picture, 0..1. */
  readonly verdicts: Float32Array<ArrayBuffer>;
}

/** One net's weights and optimiser, complete: a run goes on from it as if it had not stopped. */
export interface NetState {
  /** All weights, moving statistics included, in the order of `weightSpecs`. */
  readonly weights: readonly WeightTensor[];
  readonly adam: {
    /** Updates made so far. */
    readonly step: number;
    /** First and second moments of the trainable weights, by their names. */
    readonly first: readonly WeightTensor[];
    readonly second: readonly WeightTensor[];
  };
}

/** Everything a model holds beyond its GanSpec and seed. */
export interface ModelState {
  readonly generator: NetState;
  readonly discriminator: NetState;
}

/** A pair of nets under training; what the session drives, whatever computes it. */
export interface TrainingModel {
  /**
   * Submits one whole step; the promise settles when its metrics have been read back.
   * @param batch float32 [count, height, width, channels], values -1..1.
   * @param step counted from 0; with the seed it decides all noise of the step.
   */
  trainStep(batch: Float32Array, count: number, step: number): Promise<StepMetrics>;
  /** Holds from the next step on. */
  setLearningRates(generator: number, discriminator: number): void;
  /**
   * Pictures and verdicts in inference mode, a few at a time.
   * @param latents float32 [count, latentSize].
   * @param between awaited between portions, so that messages are answered.
   */
  sample(
    latents: Float32Array,
    count: number,
    between: () => Promise<void>,
  ): Promise<SampledPictures>;
  generatorWeights(): Promise<WeightTensor[]>;
  exportState(): Promise<ModelState>;
  /** Live tensors and bytes the engine holds, in all. */
  usage(): { readonly tensors: number; readonly bytes: number };
  dispose(): void;
}
