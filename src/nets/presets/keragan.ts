import type { Settings } from '../../contract/hyperparameters';
import type { GanSpec, LayerSpec, StepSpec } from '../../contract/net-spec';
import { checkPictures, checkWidth, type Preset } from '../preset';
import { alternating, twoUpdates } from '../step-programs';

/** Keras' default for kernels; its convolutions and dense layers have biases that start at 0. */
const initializer = { kind: 'glorotUniform' } as const;

/** Keras 2.2.4 corrects the batch variance by n / (n - 1) before it moves the running one. */
const batchNorm: LayerSpec = {
  kind: 'batchNorm',
  momentum: 0.8,
  epsilon: 1e-3,
  unbiasedVariance: true,
};

const conv = (filters: number): LayerSpec => ({
  kind: 'conv',
  filters,
  kernel: 3,
  stride: 1,
  padding: 'same',
  bias: true,
  initializer,
});

/** The generator starts from 8x8; each doubling is one block of G, each halving one of D. */
const START = 8;

/** width w at image size S, k = 0, 1, ...: G w, w/2, ... 16w/S. */
export const generatorWidths = (imageSize: number, width: number): number[] =>
  Array.from({ length: Math.log2(imageSize / START) }, (_, k) => width / 2 ** k);

/** D 32w/S, 64w/S, ... 2w; half of each with the article's widths. */
export const discriminatorWidths = (settings: Settings): number[] => {
  const { imageSize, width, articleWidths } = settings;
  const first = ((articleWidths ? 16 : 32) * width) / imageSize;
  return Array.from({ length: Math.log2(imageSize / START) }, (_, k) => first * 2 ** k);
};

/** As an earlier studio trained by it: one update of D on the mean of its losses, each net's updates
 *  counted apart, Adam as in its paper. */
export const oneUpdate = (step: StepSpec): StepSpec => ({
  ...step,
  adam: { beta1: step.adam.beta1, beta2: step.adam.beta2, epsilon: step.adam.epsilon },
  program: alternating({
    fakes: 'inference',
    generatorLatents: 'same',
    frozenStatistics: 'stay',
    weight: 0.5,
  }),
});

export const keragan: Preset = {
  id: 'keragan',
  sizes: [64, 128, 256, 512, 1024],
  defaultSize: 64,
  channels: [3],
  shapes: ['square'],
  batching: 'replacement',

  defaults: (imageSize) => ({
    channels: 3,
    // 10,000 batches of 32 are about 300 passes over 1,000 pictures.
    epochs: 300,
    width: imageSize,
    latentSize: 100,
    articleWidths: false,
    // At 512 px the batch of the Azure run; at 1024 px what takes the same memory.
    batchSize: imageSize <= 256 ? 128 : imageSize === 512 ? 32 : 8,
    generatorLearningRate: 1e-4,
    discriminatorLearningRate: 1e-4,
    beta1: 0.5,
    beta2: 0.999,
    mirror: false,
    sampleEvery: 2,
    sampleCount: 3,
    saveEvery: 10,
  }),

  /** width is the widest block of G, S in the recipe; all widths follow it in proportion. */
  build(settings: Settings): GanSpec {
    const { imageSize, width, latentSize, channels, beta1, beta2 } = settings;
    return {
      generator: {
        input: [latentSize],
        layers: [
          { kind: 'dense', units: START * START * 2 * width, bias: true, initializer },
          { kind: 'relu' },
          { kind: 'reshape', height: START, width: START, channels: 2 * width },
          ...generatorWidths(imageSize, width).flatMap((filters): LayerSpec[] => [
            { kind: 'upsample' },
            conv(filters),
            batchNorm,
            { kind: 'relu' },
          ]),
          conv(channels),
          { kind: 'tanh' },
        ],
      },
      discriminator: {
        input: [imageSize, imageSize, channels],
        layers: [
          ...discriminatorWidths(settings).flatMap((filters): LayerSpec[] => [
            conv(filters),
            { kind: 'averagePool' },
            batchNorm,
            { kind: 'leakyRelu', slope: 0.2 },
            { kind: 'dropout', rate: 0.3 },
          ]),
          { kind: 'flatten' },
          { kind: 'dense', units: 1, bias: true, initializer },
          { kind: 'sigmoid' },
        ],
      },
      step: {
        adam: { beta1, beta2, epsilon: 1e-7, form: 'keras', counter: 'shared' },
        batching: keragan.batching,
        program: twoUpdates,
        loss: 'cross-entropy',
        realLabel: 1,
        discriminatorLoss: 'mean',
      },
    };
  },

  checks(settings) {
    const issues = checkPictures(keragan, settings);
    if (issues.length > 0) return issues;
    // The narrowest layer, 16w/S, keeps at least 4 filters and is a whole number.
    const unit = settings.imageSize / 16;
    return checkWidth(keragan, settings, { min: 4 * unit, multiple: unit });
  },
};
