import type { Settings } from '../../contract/hyperparameters';
import type { GanSpec, LayerSpec } from '../../contract/net-spec';
import { checkPictures, type Preset } from '../preset';
import { simultaneous } from '../step-programs';

/** Keras' default for kernels. */
const initializer = { kind: 'glorotUniform' } as const;

/** Keras' defaults. */
const batchNorm: LayerSpec = {
  kind: 'batchNorm',
  momentum: 0.99,
  epsilon: 1e-3,
  unbiasedVariance: false,
};
const leakyRelu: LayerSpec = { kind: 'leakyRelu', slope: 0.3 };

const up = (filters: number, stride: number): LayerSpec => ({
  kind: 'convTranspose',
  filters,
  kernel: 5,
  stride,
  padding: 'same',
  bias: false,
  initializer,
});
const down = (filters: number): LayerSpec[] => [
  { kind: 'conv', filters, kernel: 5, stride: 2, padding: 'same', bias: true, initializer },
  leakyRelu,
  { kind: 'dropout', rate: 0.3 },
];

export const tensorflow: Preset = {
  id: 'tensorflow',
  sizes: [28],
  defaultSize: 28,
  channels: [1],
  shapes: ['square'],
  // tf.data's batch(): drop_remainder is false by default.
  batching: 'last-smaller',

  defaults: () => ({
    channels: 1,
    epochs: 100,
    width: 64,
    latentSize: 100,
    articleWidths: false,
    batchSize: 256,
    generatorLearningRate: 1e-4,
    discriminatorLearningRate: 1e-4,
    beta1: 0.9,
    beta2: 0.999,
    mirror: false,
    sampleEvery: 1,
    sampleCount: 16,
    saveEvery: 20,
  }),

  /** width w: G 4w (7x7), 2w, w; D w, 2w. */
  build({ width, latentSize, channels, imageSize, beta1, beta2 }: Settings): GanSpec {
    const start = imageSize / 4;
    const first = 4 * width;
    return {
      generator: {
        input: [latentSize],
        layers: [
          { kind: 'dense', units: start * start * first, bias: false, initializer },
          batchNorm,
          leakyRelu,
          { kind: 'reshape', height: start, width: start, channels: first },
          up(2 * width, 1),
          batchNorm,
          leakyRelu,
          up(width, 2),
          batchNorm,
          leakyRelu,
          up(channels, 2),
          { kind: 'tanh' },
        ],
      },
      discriminator: {
        input: [imageSize, imageSize, channels],
        layers: [
          ...down(width),
          ...down(2 * width),
          { kind: 'flatten' },
          { kind: 'dense', units: 1, bias: true, initializer },
        ],
      },
      step: {
        adam: { beta1, beta2, epsilon: 1e-7 },
        batching: tensorflow.batching,
        program: simultaneous,
        loss: 'cross-entropy',
        realLabel: 1,
        discriminatorLoss: 'sum',
      },
    };
  },

  checks: (settings) => checkPictures(tensorflow, settings),
};
