import type { GanSpec, Initializer, LayerSpec } from '../../contract/net-spec';
import { alternating } from '../../nets/step-programs';

const initializer: Initializer = { kind: 'glorotUniform' };

const conv = (filters: number, kernel: number, stride: number, bias: boolean): LayerSpec => ({
  kind: 'conv',
  filters,
  kernel,
  stride,
  padding: 'same',
  bias,
  initializer,
});
const norm: LayerSpec = {
  kind: 'batchNorm',
  momentum: 0.8,
  epsilon: 1e-3,
  unbiasedVariance: false,
};
const leaky: LayerSpec = { kind: 'leakyRelu', slope: 0.2 };

export const CHECK_SIZE = 16;
export const CHECK_BATCH = 4;

/**
 * Every kind of arithmetic that the presets ask for, in sizes that take a graphics card a moment and
 * an emulated one not for ever. No bias stands before a batch norm: its gradient is
 * nothing but rounding, which Adam blows up, differently on each engine.
 */
export const CHECK_GAN: GanSpec = {
  generator: {
    input: [16],
    layers: [
      { kind: 'dense', units: 512, bias: false, initializer },
      { kind: 'reshape', height: 4, width: 4, channels: 32 },
      norm,
      { kind: 'relu' },
      {
        kind: 'convTranspose',
        filters: 32,
        kernel: 4,
        stride: 2,
        padding: 'same',
        bias: false,
        initializer,
      },
      norm,
      leaky,
      { kind: 'upsample' },
      conv(3, 3, 1, true),
      { kind: 'tanh' },
    ],
  },
  discriminator: {
    input: [CHECK_SIZE, CHECK_SIZE, 3],
    layers: [
      conv(32, 4, 2, true),
      leaky,
      { kind: 'dropout', rate: 0.3 },
      conv(32, 3, 1, false),
      { kind: 'averagePool' },
      norm,
      leaky,
      conv(32, 3, 2, true),
      leaky,
      { kind: 'flatten' },
      { kind: 'dense', units: 1, bias: true, initializer },
      { kind: 'sigmoid' },
    ],
  },
  step: {
    adam: { beta1: 0.5, beta2: 0.999, epsilon: 1e-7 },
    batching: 'last-dropped',
    program: alternating({
      fakes: 'training',
      generatorLatents: 'fresh',
      frozenStatistics: 'stay',
      weight: 1,
    }),
    loss: 'cross-entropy',
    realLabel: 1,
    discriminatorLoss: 'sum',
  },
};
