/**
 * The one table of hyperparameters: it feeds the form, its limits, units and help, validation,
 * the settings link and the docs.
 */

export const PRESET_IDS = ['atelier', 'artgan', 'keragan', 'tensorflow'] as const;
export type PresetId = (typeof PRESET_IDS)[number];

export const ENGINE_CHOICES = ['automatic', 'wgsl', 'webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number];

/** Names for people. Both of the first two compute by WebGPU: `wgsl` by kernels of the studio's own,
 *  compiled for the nets at hand, `webgpu` by those of TensorFlow.js. */
export const ENGINE_NAMES: Readonly<Record<EngineChoice, string>> = {
  automatic: 'Automatic',
  wgsl: 'WebGPU (compiled)',
  webgpu: 'WebGPU (TensorFlow.js)',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'CPU',
};

/** All picture edges the studio can prepare, in pixels. */
export const IMAGE_SIZES = [16, 28, 32, 64, 128, 256, 512, 1024] as const;

export type Group = 'start' | 'networks' | 'training' | 'watching' | 'machine';

interface Base {
  readonly label: string;
  readonly group: Group;
  /** One line for the form: what it does and when to change it. */
  readonly help: string;
  readonly unit?: string;
}
export interface ChoiceParameter extends Base {
  readonly kind: 'choice';
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly default: string;
}
export interface NumberParameter extends Base {
  readonly kind: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly default: number;
}
export interface SwitchParameter extends Base {
  readonly kind: 'switch';
  readonly default: boolean;
}
export type Parameter = ChoiceParameter | NumberParameter | SwitchParameter;

/** Settings of one run: the value of every hyperparameter. */
export interface Settings {
  readonly preset: PresetId;
  readonly imageSize: number;
  readonly channels: number;
  readonly epochs: number;
  readonly width: number;
  readonly latentSize: number;
  readonly articleWidths: boolean;
  readonly batchSize: number;
  readonly generatorLearningRate: number;
  readonly discriminatorLearningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly mirror: boolean;
  readonly seed: number;
  readonly sampleEvery: number;
  readonly sampleCount: number;
  readonly saveEvery: number;
  readonly checkpointSeconds: number;
  readonly checkpointEpochs: number;
  readonly engine: EngineChoice;
}
export type SettingKey = keyof Settings;

export const HYPERPARAMETERS = {
  preset: {
    kind: 'choice',
    label: 'Preset',
    group: 'start',
    help: 'A complete recipe: both networks and how they are trained.',
    choices: [
      { value: 'atelier', label: 'Atelier' },
      { value: 'artgan', label: 'ARTGAN' },
      { value: 'keragan', label: 'keragan' },
      { value: 'tensorflow', label: 'TensorFlow tutorial' },
    ],
    default: 'atelier',
  },
  imageSize: {
    kind: 'choice',
    label: 'Image size',
    group: 'start',
    unit: 'px',
    help: 'Edge of the square pictures that are learnt and made. Twice the size takes about four times as long.',
    choices: IMAGE_SIZES.map((size) => ({ value: String(size), label: `${size} px` })),
    default: '64',
  },
  channels: {
    kind: 'choice',
    label: 'Colour',
    group: 'networks',
    help: 'Colour pictures have three channels, grey ones have one.',
    choices: [
      { value: '3', label: 'Colour' },
      { value: '1', label: 'Grey' },
    ],
    default: '3',
  },
  epochs: {
    kind: 'integer',
    label: 'Epochs',
    group: 'start',
    help: 'How many times the whole set is gone through. You can stop at any time and keep what was learnt.',
    min: 1,
    max: 100_000,
    step: 1,
    default: 300,
  },
  width: {
    kind: 'integer',
    label: 'Network width',
    group: 'networks',
    unit: 'filters',
    help: 'Filters of the base layer; all layers follow it. Wider nets learn more and run slower.',
    min: 4,
    max: 1024,
    step: 4,
    default: 64,
  },
  latentSize: {
    kind: 'integer',
    label: 'Latent size',
    group: 'networks',
    unit: 'numbers',
    help: 'How many random numbers the generator turns into one picture.',
    min: 2,
    max: 1024,
    step: 1,
    default: 128,
  },
  articleWidths: {
    kind: 'switch',
    label: 'Widths as printed in the article',
    group: 'networks',
    help: 'keragan only: the article prints a discriminator half as wide as the one in its code.',
    default: false,
  },
  batchSize: {
    kind: 'integer',
    label: 'Batch size',
    group: 'training',
    unit: 'pictures',
    help: 'Pictures per training step. Larger batches are steadier and need more memory.',
    min: 1,
    max: 1024,
    step: 1,
    default: 64,
  },
  generatorLearningRate: {
    kind: 'number',
    label: 'Generator learning rate',
    group: 'training',
    help: 'How far the generator moves at each step. Lower it when pictures flicker between samples.',
    min: 1e-7,
    max: 0.1,
    step: 1e-5,
    default: 2e-4,
  },
  discriminatorLearningRate: {
    kind: 'number',
    label: 'Discriminator learning rate',
    group: 'training',
    help: 'How far the discriminator moves at each step. Lower it when its loss falls to zero.',
    min: 1e-7,
    max: 0.1,
    step: 1e-5,
    default: 2e-4,
  },
  beta1: {
    kind: 'number',
    label: 'Adam beta 1',
    group: 'training',
    help: 'Memory of the mean gradient; 0.5 is usual for a GAN.',
    min: 0,
    max: 0.9999,
    step: 0.01,
    default: 0.5,
  },
  beta2: {
    kind: 'number',
    label: 'Adam beta 2',
    group: 'training',
    help: 'Memory of the squared gradient.',
    min: 0,
    max: 0.99999,
    step: 0.001,
    default: 0.999,
  },
  mirror: {
    kind: 'switch',
    label: 'Mirror pictures at random',
    group: 'training',
    help: 'Shows each picture left-right reversed half of the time: twice the pictures. Off where lettering or left and right matter.',
    default: true,
  },
  seed: {
    kind: 'integer',
    label: 'Seed',
    group: 'training',
    help: 'Decides everything random. The same seed, set and engine give the same run.',
    min: 0,
    max: 4_294_967_295,
    step: 1,
    default: 1,
  },
  sampleEvery: {
    kind: 'integer',
    label: 'Samples every',
    group: 'watching',
    unit: 'epochs',
    help: 'How often a grid of samples is painted and kept.',
    min: 1,
    max: 10_000,
    step: 1,
    default: 1,
  },
  sampleCount: {
    kind: 'integer',
    label: 'Number of samples',
    group: 'watching',
    unit: 'pictures',
    help: 'Pictures in each grid, always from the same latents, so that you see them change.',
    min: 1,
    max: 144,
    step: 1,
    default: 64,
  },
  saveEvery: {
    kind: 'integer',
    label: 'Keep a generator every',
    group: 'watching',
    unit: 'epochs',
    help: 'How often the generator is kept for download. The last one is always kept.',
    min: 1,
    max: 10_000,
    step: 1,
    default: 20,
  },
  checkpointSeconds: {
    kind: 'integer',
    label: 'Save the run every',
    group: 'watching',
    unit: 'seconds',
    help: 'How often everything a run needs to go on is saved. A crash loses at most this much.',
    min: 1,
    max: 3600,
    step: 1,
    default: 60,
  },
  checkpointEpochs: {
    kind: 'integer',
    label: 'Save the run at least every',
    group: 'watching',
    unit: 'epochs',
    help: 'The run is also saved after so many epochs, whichever comes first.',
    min: 1,
    max: 10_000,
    step: 1,
    default: 50,
  },
  engine: {
    kind: 'choice',
    label: 'Engine',
    group: 'machine',
    help: 'What does the arithmetic. Automatic takes the fastest that works here.',
    choices: ENGINE_CHOICES.map((value) => ({ value, label: ENGINE_NAMES[value] })),
    default: 'automatic',
  },
} as const satisfies Record<SettingKey, Parameter>;

export const SETTING_KEYS = Object.keys(HYPERPARAMETERS) as SettingKey[];

/** The table's row, typed as any parameter may be. */
export const parameter = (key: SettingKey): Parameter => HYPERPARAMETERS[key];

export const DEFAULT_SETTINGS: Settings = {
  preset: 'atelier',
  imageSize: 64,
  channels: 3,
  epochs: 300,
  width: 64,
  latentSize: 128,
  articleWidths: false,
  batchSize: 64,
  generatorLearningRate: 2e-4,
  discriminatorLearningRate: 2e-4,
  beta1: 0.5,
  beta2: 0.999,
  mirror: true,
  seed: 1,
  sampleEvery: 1,
  sampleCount: 64,
  saveEvery: 20,
  checkpointSeconds: 60,
  checkpointEpochs: 50,
  engine: 'automatic',
};
