import { DEFAULT_SETTINGS, type LossId, type Settings } from '../contract/hyperparameters';
import type { LossTerm } from '../contract/step-program';
import artgan from './fixtures/artgan.json?raw';
import atelier from './fixtures/atelier.json?raw';
import atelierHinge from './fixtures/atelier-hinge.json?raw';
import atelierLeastSquares from './fixtures/atelier-least-squares.json?raw';
import atelierAugmented from './fixtures/atelier-augmented.json?raw';
import keragan from './fixtures/keragan.json?raw';
import losses from './fixtures/losses.json?raw';
import pairs from './fixtures/pairs.json?raw';
import parameters from './fixtures/parameters.json?raw';
import random from './fixtures/random.json?raw';
import tensorflow from './fixtures/tensorflow.json?raw';
import tensorflowAugmented from './fixtures/tensorflow-augmented.json?raw';

/**
 * Golden values by PyTorch, made by scripts/fixtures/make_fixtures.py in float64 from float32
 * weights. Tensors are in the studio's layouts (kernels as in WeightSpec, pictures NHWC).
 *
 * How to hold an engine to one: `buildGan(fixture.settings)`, weights from
 * `initialWeights(net, settings.seed, Stream.GeneratorWeights | DiscriminatorWeights)`; for step
 * t = 0, 1, 2 the real batch is `uniform(seed, REAL_STREAM, t, n, -1, 1)` as
 * [batch, height, width, channels], z of the fakes `normal(seed, Stream.DiscriminatorLatent, t,
 * batch * latentSize)`, a fresh z (where the program of the step draws one) the same with
 * Stream.GeneratorLatent, dropout as at Stream.Dropout. Nothing is mirrored. Compare each
 * tensor's `values` at `indices` relative to `norm / sqrt(number of elements)` or its norm, not
 * one by one: single elements may be near zero. A bias before batch norm has a gradient of zero
 * up to rounding; compare it absolutely. Adam makes steps of that rounding, up to one learning rate
 * each, and keragan's moving means follow those biases: at step t they are only defined to within
 * t * learningRate. `float32Deviation` is what PyTorch itself loses in
 * float32, so no tolerance below it can be met.
 */
export const REAL_STREAM = 99;

/** A tensor's Euclidean norm and its elements at row-major `indices`. */
export interface TensorCheck {
  readonly norm: number;
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

/** By weight name, `<layer index>/<role>`. */
export type TensorChecks = Readonly<Record<string, TensorCheck>>;

interface ByNet {
  readonly generator: TensorChecks;
  readonly discriminator: TensorChecks;
}

export interface StepFixture {
  readonly discriminatorLoss: number;
  readonly generatorLoss: number;
  /** D's score of the logits that its loss was computed from: the mean. */
  readonly realScore: number;
  readonly fakeScore: number;
  /** Of several updates in a step, what they left in Adam's first moment: each older one times beta1. */
  readonly discriminatorGradients: TensorChecks;
  readonly generatorGradients: TensorChecks;
  /** How far each trained weight went in the step: root mean square, in learning rates. */
  readonly moves: Readonly<Record<'generator' | 'discriminator', Readonly<Record<string, number>>>>;
  /** `<layer>/movingMean` and `<layer>/movingVariance` after the step. */
  readonly runningStatistics: ByNet;
  /** Largest relative distance of PyTorch's own float32 run: losses, scores, each gradient. */
  readonly float32Deviation: number;
  readonly inputs: { readonly real: TensorCheck; readonly latent: TensorCheck };
}

export interface PresetFixture {
  readonly madeBy: string;
  readonly torch: string;
  readonly settings: Settings;
  /** Smallest |x| / rms(x) at any ReLU: how far rounding may go before a gradient jumps. */
  readonly kinkMargin: number;
  readonly initialWeights: ByNet;
  readonly steps: readonly StepFixture[];
}

interface Counts {
  readonly trainable: number;
  /** With batch norm's running statistics. */
  readonly total: number;
}

export interface ParameterFixture {
  readonly rows: readonly (Pick<
    Settings,
    'preset' | 'imageSize' | 'channels' | 'width' | 'latentSize' | 'articleWidths'
  > & { readonly generator: Counts; readonly discriminator: Counts })[];
}

type Place = readonly [seed: number, stream: number, step: number];

export interface RandomFixture {
  readonly words: readonly {
    readonly place: readonly [...Place, index: number];
    readonly words: readonly number[];
  }[];
  readonly uniform: {
    readonly place: Place;
    readonly low: number;
    readonly high: number;
    readonly values: readonly number[];
  };
  readonly normal: {
    readonly place: Place;
    readonly deviation: number;
    readonly values: readonly number[];
  };
  readonly permutation: { readonly place: Place; readonly values: readonly number[] };
}

/** Values and derivatives in single logits. */
export interface LossFixture {
  readonly logits: readonly number[];
  readonly realLabel: number;
  readonly losses: Readonly<
    Record<
      LossId,
      Readonly<
        Record<
          LossTerm,
          { readonly values: readonly number[]; readonly derivatives: readonly number[] }
        >
      >
    >
  >;
}

/** The files are written by one script with these interfaces; parsing is where they get types. */
const parse = <T>(text: string): T => JSON.parse(text) as T;

/** Settings that came after a fixture was made are as they are where nobody chose. */
const fixture = (text: string): PresetFixture => {
  const { settings, ...rest } = parse<PresetFixture>(text);
  return { ...rest, settings: { ...DEFAULT_SETTINGS, ...settings } };
};

export const presetFixtures: Readonly<Record<Settings['preset'], PresetFixture>> = {
  artgan: fixture(artgan),
  atelier: fixture(atelier),
  keragan: fixture(keragan),
  tensorflow: fixture(tensorflow),
};
/** The same steps with augmented pictures. */
export const augmentedFixtures: Readonly<Record<string, PresetFixture>> = {
  'atelier, augmented': fixture(atelierAugmented),
  'tensorflow, augmented': fixture(tensorflowAugmented),
};
/** Atelier's with the other losses of single logits; D learns so fast that some get past hinge's kinks. */
export const lossFixtures: Readonly<Record<string, PresetFixture>> = {
  'atelier, hinge': fixture(atelierHinge),
  'atelier, least squares': fixture(atelierLeastSquares),
};
/** Atelier's with pairs, penalties on every other step, and a discriminator without batch norm. */
export const pairsFixture = fixture(pairs);
export const parameterFixture: ParameterFixture = parse(parameters);
export const lossFixture: LossFixture = parse(losses);
export const randomFixture: RandomFixture = parse(random);
