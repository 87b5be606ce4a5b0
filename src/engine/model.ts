import type { GanSpec } from '../contract/net-spec';
import type { GeneratorTensors, ModelState } from '../contract/records';
import type { Painter } from './painter';
import type { TrainingSet } from './training-set';

export type { ModelState } from '../contract/records';

/** What a model is made for. */
export interface ModelPlan {
  readonly gan: GanSpec;
  /** Decides initial weights and all noise, and, with the sizes below, the pictures of each step. */
  readonly seed: number;
  /** Pictures of a whole batch; the last one of an epoch may have fewer (`last-smaller`). */
  readonly batchSize: number;
  /** Steps that one order of pictures is for, where the model holds it. */
  readonly orderSteps: number;
  /** Whether pictures are mirrored at random. */
  readonly mirror: boolean;
  readonly generatorLearningRate: number;
  readonly discriminatorLearningRate: number;
}

/** Short texts of one adapter that outlive the page, as which kernel was the fastest; to forget
 *  them is harmless. */
export interface TuningCache {
  read(key: string): string | null;
  write(key: string, value: string): void;
}

export interface ModelOptions extends ModelPlan {
  readonly tuning: TuningCache;
  /** For a model that lives for a moment: it is not worth a search for the fastest kernels. */
  readonly brief?: boolean;
}

/** What one training step measured; float64, computed from the step's logits. */
export interface StepMetrics {
  readonly discriminatorLoss: number;
  readonly generatorLoss: number;
  /** Mean of D's sigmoid on the real batch and on the fakes it trained on, 0..1. */
  readonly realScore: number;
  readonly fakeScore: number;
  readonly weights: WeightHealth;
}

/**
 * What a look at all weights found: `sound` numbers; `bad` ones, of which one is no finite number
 * (or beyond 1e19); nothing but `zero`, which a lost device answers; or `unseen`, since not every
 * step looks.
 */
export type WeightHealth = 'unseen' | 'sound' | 'bad' | 'zero';

/** What one step learns from. */
export type Batch =
  | {
      readonly kind: 'pixels';
      readonly count: number;
      /** float32 [count, height, width, channels], values -1..1. */
      readonly pixels: Float32Array<ArrayBuffer>;
    }
  | {
      /** Pictures of the set that the model holds; only after `holdPictures` agreed. */
      readonly kind: 'places';
      readonly count: number;
      /** Numbers of the pictures in the training set. */
      readonly places: Uint32Array;
      /** 1 for each picture that is shown left-right reversed. */
      readonly mirrored: Uint8Array;
    }
  | {
      /** The same pictures, for a model that holds the order of many steps as well and mirrors by
       *  itself. */
      readonly kind: 'ordered';
      readonly count: number;
      /** Which order: each is for as many steps in a row as one pass over the set takes. */
      readonly number: number;
      /** Place in the order of the first one. */
      readonly position: number;
      /** Numbers of all pictures of the order, step after step: one array for all of its batches. */
      readonly order: () => Uint32Array<ArrayBuffer>;
    };

/** How much of the pictures a model holds: none, so that it is given pixels; all of them, so that
 *  their places are enough; or all of them, their order and the mirroring. */
export type Holding = 'none' | 'places' | 'order';

/** A pair of nets under training; what the session drives, whatever computes it. */
export interface TrainingModel {
  /** Paints with the nets as they are, by the average of the generator where the step makes one, and
   *  scores by the discriminator; not while a step is under way. Closed with the model. */
  readonly painter: Painter;
  /**
   * What the discriminator says of pictures, as a logit each, by its running statistics; not while a
   * step is under way.
   * @param pixels uint8 [count, height, width, channels], few enough for one go.
   */
  judge(pixels: Uint8Array): Promise<Float32Array>;
  /**
   * Takes the whole set onto the device, where it fits; the bits of a batch are the same then.
   * @returns 'none' where it does not fit, or the engine gains nothing by it.
   */
  holdPictures(set: TrainingSet): Promise<Holding>;
  /**
   * Submits one whole step for each batch; the same to the bit, however they are grouped. The
   * promise settles when their metrics have been read back.
   * @param first the step of the first batch, counted from 0; with the seed it decides all noise.
   */
  trainSteps(batches: readonly Batch[], first: number): Promise<readonly StepMetrics[]>;
  /** How many steps it would take in one submit now, so few that they take a fraction of a second:
   *  commands are met between submits. 1 where nothing is gained by more. */
  stepsAtOnce(): number;
  /** Holds from the next step on. */
  setLearningRates(generator: number, discriminator: number): void;
  /** What is left of the weight of gradient penalties, 0..1, from the next step on; 1 until it is told. */
  setPenaltyShare(share: number): void;
  /** The chance that augmentation happens by, of CERTAIN, from the next step on, where the program is told it. */
  setAugmentationChance(chance: number): void;
  /**
   * What is kept of the generator, as it is after the last step submitted; not while one is under way.
   * @param between awaited between parts of the work, so that messages are answered.
   */
  generatorTensors(between?: () => Promise<void>): Promise<GeneratorTensors>;
  /**
   * The state after the last step submitted; later steps may be submitted while it is read.
   * @param between awaited between portions, with the pictures done so far, so that steps go on.
   */
  exportState(between?: () => Promise<void>): Promise<ModelState>;
  /** @throws StudioError('model-missing') where the state is of another net. */
  importState(state: ModelState): void;
  /** Live tensors and bytes the engine holds, in all. */
  usage(): { readonly tensors: number; readonly bytes: number };
  dispose(): void;
}
