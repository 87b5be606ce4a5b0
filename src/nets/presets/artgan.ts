import type { Settings } from '../../contract/hyperparameters';
import type { GanSpec, LayerSpec, Padding } from '../../contract/net-spec';
import { checkPictures, type Preset } from '../preset';
import { alternating } from '../step-programs';

/** PyTorch's default for convolutions: kaiming_uniform(a = sqrt 5). */
const initializer = { kind: 'fanInUniform' } as const;

/** PyTorch's default epsilon; its momentum 0.1 is 0.9 in Keras' terms. */
const batchNorm: LayerSpec = {
  kind: 'batchNorm',
  momentum: 0.9,
  epsilon: 1e-5,
  unbiasedVariance: true,
};
const relu: LayerSpec = { kind: 'relu' };
const leakyRelu: LayerSpec = { kind: 'leakyRelu', slope: 0.2 };

type Place = readonly [filters: number, stride: number, padding: Padding];

const up = ([filters, stride, padding]: Place): LayerSpec => ({
  kind: 'convTranspose',
  filters,
  kernel: 4,
  stride,
  padding,
  bias: false,
  initializer,
});
const down = ([filters, stride, padding]: Place): LayerSpec => ({
  kind: 'conv',
  filters,
  kernel: 4,
  stride,
  padding,
  bias: false,
  initializer,
});

export const artgan: Preset = {
  id: 'artgan',
  sizes: [64],
  defaultSize: 64,
  channels: [3],
  shapes: ['square'],
  // PyTorch's DataLoader: drop_last is false by default.
  batching: 'last-smaller',

  defaults: () => ({
    channels: 3,
    epochs: 300,
    width: 64,
    latentSize: 128,
    articleWidths: false,
    batchSize: 128,
    generatorLearningRate: 2e-4,
    discriminatorLearningRate: 2e-4,
    beta1: 0.5,
    beta2: 0.999,
    mirror: false,
    sampleEvery: 1,
    sampleCount: 64,
    // The notebook keeps its nets at the end alone; a few on the way cost little.
    saveEvery: 20,
  }),

  /** width w: G 8w, 4w, 2w, w; D w, 2w, 4w, 8w. */
  build({ width, latentSize, channels, imageSize, beta1, beta2 }: Settings): GanSpec {
    return {
      generator: {
        input: [latentSize],
        layers: [
          { kind: 'reshape', height: 1, width: 1, channels: latentSize },
          ...[8, 4, 2, 1].flatMap((factor): LayerSpec[] => [
            // From 1x1 to 4x4 without padding, then doubling.
            up(factor === 8 ? [8 * width, 1, 'valid'] : [factor * width, 2, 'same']),
            batchNorm,
            relu,
          ]),
          up([channels, 2, 'same']),
          { kind: 'tanh' },
        ],
      },
      discriminator: {
        input: [imageSize, imageSize, channels],
        layers: [
          ...[1, 2, 4, 8].flatMap((factor): LayerSpec[] => [
            down([factor * width, 2, 'same']),
            batchNorm,
            leakyRelu,
          ]),
          down([1, 1, 'valid']),
          { kind: 'flatten' },
          { kind: 'sigmoid' },
        ],
      },
      step: {
        adam: { beta1, beta2, epsilon: 1e-8 },
        batching: artgan.batching,
        program: alternating({
          fakes: 'training',
          generatorLatents: 'fresh',
          // PyTorch moves the running statistics of every net in training mode.
          frozenStatistics: 'follow',
          weight: 1,
        }),
        loss: 'cross-entropy',
        realLabel: 1,
        discriminatorLoss: 'sum',
      },
    };
  },

  checks: (settings) => checkPictures(artgan, settings),
};
