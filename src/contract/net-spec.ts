import type { LossId } from './hyperparameters';
import type { StepProgram } from './step-program';

/**
 * A network is plain data: a list of layers. Everything else (shapes, parameter counts, the
 * training engine, each export format) is a lowering of this list. Tensors are NHWC throughout.
 */

/** How a weight tensor starts. */
export type Initializer =
  /** U(-l, l), l = sqrt(6 / (fanIn + fanOut)): Glorot and Bengio 2010, the Keras default. */
  | { readonly kind: 'glorotUniform' }
  /** U(-l, l), l = 1 / sqrt(fanIn): PyTorch's default, kaiming_uniform(a = sqrt 5). */
  | { readonly kind: 'fanInUniform' }
  /** N(0, deviation^2): DCGAN (Radford et al. 2016) uses 0.02. */
  | { readonly kind: 'normal'; readonly deviation: number };

/** `same` is TensorFlow's: output = ceil(input / stride), odd padding goes to the end. */
export type Padding = 'same' | 'valid';

export type LayerSpec =
  /** [units_in] -> [units]. Kernel [units_in, units]. */
  | {
      readonly kind: 'dense';
      readonly units: number;
      readonly bias: boolean;
      readonly initializer: Initializer;
    }
  /** [n] -> [height, width, channels], n = height * width * channels, row-major. */
  | {
      readonly kind: 'reshape';
      readonly height: number;
      readonly width: number;
      readonly channels: number;
    }
  /** [h, w, c] -> [h', w', filters]. Kernel [k, k, c, filters]. */
  | {
      readonly kind: 'conv';
      readonly filters: number;
      readonly kernel: number;
      readonly stride: number;
      readonly padding: Padding;
      readonly bias: boolean;
      readonly initializer: Initializer;
    }
  /** [h, w, c] -> [h', w', filters]; same: h' = h * stride, valid: (h - 1) * stride + k.
   *  Kernel [k, k, filters, c] (TensorFlow's order). */
  | {
      readonly kind: 'convTranspose';
      readonly filters: number;
      readonly kernel: number;
      readonly stride: number;
      readonly padding: Padding;
      readonly bias: boolean;
      readonly initializer: Initializer;
    }
  /** Nearest-neighbour upsampling, [h, w, c] -> [2h, 2w, c]. */
  | { readonly kind: 'upsample' }
  /** Mean over 2x2 blocks, [h, w, c] -> [h/2, w/2, c]. */
  | { readonly kind: 'averagePool' }
  /** Over the last axis. Running = momentum * running + (1 - momentum) * batch (Keras' terms).
   *  `unbiasedVariance`: the running variance takes the batch's n / (n - 1) variance (PyTorch). */
  | {
      readonly kind: 'batchNorm';
      readonly momentum: number;
      readonly epsilon: number;
      readonly unbiasedVariance: boolean;
    }
  | { readonly kind: 'relu' }
  | { readonly kind: 'leakyRelu'; readonly slope: number }
  | { readonly kind: 'tanh' }
  /** Only as a discriminator's last layer. Losses are computed from its input, the logit. */
  | { readonly kind: 'sigmoid' }
  /** Each element is zero with probability `rate`, else scaled by 1 / (1 - rate). */
  | { readonly kind: 'dropout'; readonly rate: number }
  | { readonly kind: 'flatten' };

export type LayerKind = LayerSpec['kind'];

/** A whole network: input shape without the batch axis, and its layers in order. */
export interface NetSpec {
  /** [latentSize] for a generator, [height, width, channels] for a discriminator. */
  readonly input: readonly number[];
  readonly layers: readonly LayerSpec[];
}

/** Adam (Kingma and Ba 2015), without AMSGrad or decay; the rates are hyperparameters.
 *  update = rate * mHat / (sqrt(vHat) + epsilon). */
export interface AdamSpec {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Keras' form: epsilon is added to sqrt(v) as it is, before the corrections (the paper's
   *  "epsilon hat", section 2). */
  readonly form?: 'keras';
  /** One counter of updates for both nets, which the corrections of either read; moments are each
   *  net's own. Without it, each net counts its own updates. */
  readonly counter?: 'shared';
}

/**
 * How a set becomes batches. The first three are shuffled passes over it, and differ in what becomes
 * of the pictures at the end of an epoch that fill no whole batch; `replacement` draws each batch
 * from the whole set.
 */
export const BATCHINGS = [
  /** They are a smaller batch. */
  'last-smaller',
  /** They are left out of the epoch. No preset does so; runs of an older studio may. */
  'last-dropped',
  /** They begin the first batch of the next epoch. */
  'carried-over',
  'replacement',
] as const;
export type Batching = (typeof BATCHINGS)[number];

/** Everything about one training step that recipes disagree on. */
export interface StepSpec {
  readonly adam: AdamSpec;
  readonly batching: Batching;
  readonly program: StepProgram;
  readonly loss: LossId;
  /** Target for real pictures: 1, or less for one-sided smoothing (Salimans et al. 2016). */
  readonly realLabel: number;
  /** How D's two losses, each a mean over its batch, make the one that is told. */
  readonly discriminatorLoss: 'sum' | 'mean';
}

/** What a preset makes of the settings. */
export interface GanSpec {
  readonly generator: NetSpec;
  readonly discriminator: NetSpec;
  readonly step: StepSpec;
}
