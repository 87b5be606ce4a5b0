/**
 * The one table of hyperparameters: it feeds the form and its limits, validation, the settings link
 * and the docs. What its rows are called stands in words/.
 */

import { SHAPES, SIDES } from './picture-shape';
import { LARGEST_SEED } from './random';

export const PRESET_IDS = ['atelier', 'artgan', 'keragan', 'tensorflow'] as const;
export type PresetId = (typeof PRESET_IDS)[number];

export const ENGINE_CHOICES = ['automatic', 'compiled', 'webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number];

/** What an engine is called today; links, preferences, runs and project files may hold what it was
 *  called before. */
export const engineToday = (id: unknown): unknown => (id === 'wgsl' ? 'compiled' : id);

/** Names of what computes, the same in every language. Both of the first two compute by WebGPU:
 *  `compiled` by kernels of the studio's own, compiled for the nets at hand, `webgpu` by those of
 *  TensorFlow.js. */
export const ENGINE_NAMES: Readonly<Record<EngineChoice, string>> = {
  automatic: 'Automatic',
  compiled: 'WebGPU (compiled)',
  webgpu: 'WebGPU (TensorFlow.js)',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'CPU',
};

/** Losses of the discriminator's logits; nets/losses.ts says what they are. */
export const LOSS_IDS = ['cross-entropy', 'hinge', 'least-squares', 'relativistic'] as const;
export type LossId = (typeof LOSS_IDS)[number];

/** Whether the discriminator sees pictures changed at random; nets/augmentation.ts says how. */
export const AUGMENTATION_IDS = ['none', 'fixed', 'adaptive'] as const;
export type AugmentationId = (typeof AUGMENTATION_IDS)[number];

/** All picture edges the studio can prepare, in pixels. */
export const IMAGE_SIZES = [16, 28, 32, 64, 128, 256, 512, 1024] as const;

export type Group = 'start' | 'networks' | 'training' | 'watching' | 'machine';

interface Base {
  readonly group: Group;
}
export interface ChoiceParameter extends Base {
  readonly kind: 'choice';
  readonly choices: readonly string[];
  /** Its choices are whole numbers, and the settings hold them as such. */
  readonly numeric?: true;
  readonly default: string;
}
export interface NumberParameter extends Base {
  readonly kind: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Its values are whole multiples of this. */
  readonly multiple?: number;
  readonly default: number;
}
export interface SwitchParameter extends Base {
  readonly kind: 'switch';
  readonly default: boolean;
}
export type Parameter = ChoiceParameter | NumberParameter | SwitchParameter;

export const HYPERPARAMETERS = {
  preset: {
    kind: 'choice',
    group: 'start',
    choices: PRESET_IDS,
    default: 'atelier',
  },
  imageSize: {
    kind: 'choice',
    numeric: true,
    group: 'start',
    choices: IMAGE_SIZES.map(String),
    default: '64',
  },
  shape: {
    kind: 'choice',
    group: 'start',
    choices: SHAPES,
    default: 'square',
  },
  pictureWidth: {
    kind: 'integer',
    group: 'start',
    ...SIDES,
    step: SIDES.multiple,
    default: 64,
  },
  pictureHeight: {
    kind: 'integer',
    group: 'start',
    ...SIDES,
    step: SIDES.multiple,
    default: 64,
  },
  channels: {
    kind: 'choice',
    numeric: true,
    group: 'networks',
    choices: ['3', '1'],
    default: '3',
  },
  epochs: {
    kind: 'integer',
    group: 'start',
    min: 1,
    max: 100_000,
    step: 1,
    default: 300,
  },
  width: {
    kind: 'integer',
    group: 'networks',
    min: 4,
    max: 1024,
    step: 4,
    default: 64,
  },
  latentSize: {
    kind: 'integer',
    group: 'networks',
    min: 2,
    max: 1024,
    step: 1,
    default: 128,
  },
  articleWidths: {
    kind: 'switch',
    group: 'networks',
    default: false,
  },
  discriminatorNorm: {
    kind: 'choice',
    group: 'networks',
    choices: ['preset', 'none'],
    default: 'preset',
  },
  batchSize: {
    kind: 'integer',
    group: 'training',
    min: 1,
    max: 1024,
    step: 1,
    default: 64,
  },
  generatorLearningRate: {
    kind: 'number',
    group: 'training',
    min: 1e-7,
    max: 0.1,
    step: 1e-5,
    default: 2e-4,
  },
  discriminatorLearningRate: {
    kind: 'number',
    group: 'training',
    min: 1e-7,
    max: 0.1,
    step: 1e-5,
    default: 2e-4,
  },
  rateDecay: {
    kind: 'number',
    group: 'training',
    min: 0,
    max: 1,
    step: 0.05,
    default: 0,
  },
  decayCurve: {
    kind: 'choice',
    group: 'training',
    choices: ['linear', 'cosine'],
    default: 'linear',
  },
  beta1: {
    kind: 'number',
    group: 'training',
    min: 0,
    max: 0.9999,
    step: 0.01,
    default: 0.5,
  },
  beta2: {
    kind: 'number',
    group: 'training',
    min: 0,
    max: 0.99999,
    step: 0.001,
    default: 0.999,
  },
  loss: {
    kind: 'choice',
    group: 'training',
    choices: LOSS_IDS,
    default: 'cross-entropy',
  },
  penalty: {
    kind: 'number',
    group: 'training',
    min: 0,
    max: 1000,
    step: 0.01,
    default: 0,
  },
  penaltyEvery: {
    kind: 'integer',
    group: 'training',
    min: 1,
    max: 64,
    step: 1,
    default: 4,
  },
  averageGenerator: {
    kind: 'switch',
    group: 'training',
    default: false,
  },
  averageHalfLife: {
    kind: 'integer',
    group: 'training',
    min: 1,
    max: 10_000_000,
    step: 1000,
    default: 10_000,
  },
  mirror: {
    kind: 'switch',
    group: 'training',
    default: true,
  },
  augmentation: {
    kind: 'choice',
    group: 'training',
    choices: AUGMENTATION_IDS,
    default: 'none',
  },
  colourStrength: {
    kind: 'number',
    group: 'training',
    min: 0,
    max: 1,
    step: 0.05,
    // At full strength, paintings come out in colours that the set does not have.
    default: 0.3,
  },
  translationStrength: {
    kind: 'number',
    group: 'training',
    min: 0,
    max: 1,
    step: 0.05,
    default: 1,
  },
  cutoutStrength: {
    kind: 'number',
    group: 'training',
    min: 0,
    max: 1,
    step: 0.05,
    default: 1,
  },
  cropsPerPicture: {
    kind: 'integer',
    group: 'training',
    min: 1,
    max: 16,
    step: 1,
    default: 1,
  },
  keepBack: {
    kind: 'switch',
    group: 'training',
    default: false,
  },
  seed: {
    kind: 'integer',
    group: 'training',
    min: 0,
    max: LARGEST_SEED,
    step: 1,
    default: 1,
  },
  sampleEvery: {
    kind: 'integer',
    group: 'watching',
    min: 1,
    max: 10_000,
    step: 1,
    default: 1,
  },
  sampleCount: {
    kind: 'integer',
    group: 'watching',
    min: 1,
    max: 144,
    step: 1,
    default: 64,
  },
  saveEvery: {
    kind: 'integer',
    group: 'watching',
    min: 1,
    max: 10_000,
    step: 1,
    default: 20,
  },
  checkpointSeconds: {
    kind: 'integer',
    group: 'watching',
    min: 1,
    max: 3600,
    step: 1,
    default: 60,
  },
  checkpointEpochs: {
    kind: 'integer',
    group: 'watching',
    min: 1,
    max: 10_000,
    step: 1,
    default: 50,
  },
  engine: {
    kind: 'choice',
    group: 'machine',
    choices: ENGINE_CHOICES,
    default: 'automatic',
  },
} as const satisfies Record<string, Parameter>;

export type SettingKey = keyof typeof HYPERPARAMETERS;

/** What a row's value is in the settings. */
type ValueOf<Row extends Parameter> = Row extends SwitchParameter
  ? boolean
  : Row extends NumberParameter | { readonly numeric: true }
    ? number
    : Row extends { readonly choices: readonly (infer Choice)[] }
      ? Choice
      : never;

/** Settings of one run: the value of every hyperparameter, as its row says. */
export type Settings = {
  readonly [Key in SettingKey]: ValueOf<(typeof HYPERPARAMETERS)[Key]>;
};

export const SETTING_KEYS = Object.keys(HYPERPARAMETERS) as SettingKey[];

/** The table's row, typed as any parameter may be. */
export const parameter = (key: SettingKey): Parameter => HYPERPARAMETERS[key];

const defaultOf = (row: Parameter): unknown =>
  row.kind === 'choice' && row.numeric ? Number(row.default) : row.default;

export const DEFAULT_SETTINGS = Object.fromEntries(
  SETTING_KEYS.map((key) => [key, defaultOf(parameter(key))]),
) as unknown as Settings;
