import type { Settings } from '../../contract/hyperparameters';
import type { GanSpec, LayerSpec } from '../../contract/net-spec';
import { SHAPES, wantedSize } from '../../contract/picture-shape';
import { checkPictures, checkWidth, type Preset } from '../preset';
import { startGrid } from '../start-grid';
import { alternating } from '../step-programs';

/** Radford et al. 2016, section 3: all weights start from N(0, 0.02^2). */
const initializer = { kind: 'normal', deviation: 0.02 } as const;

const batchNorm: LayerSpec = {
  kind: 'batchNorm',
  momentum: 0.9,
  epsilon: 1e-5,
  unbiasedVariance: false,
};
const relu: LayerSpec = { kind: 'relu' };
const leakyRelu: LayerSpec = { kind: 'leakyRelu', slope: 0.2 };

/** Filters where pictures were halved so often, the same in both nets: w after the first time,
 *  doubling with each further one up to 8w, so that every block costs about the same. */
const filtersAt = (halvings: number, width: number): number =>
  Math.min(8 * width, 2 ** (halvings - 1) * width);

/** 0, 1, ... count - 1. */
const below = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

/** Nearest-neighbour upsampling, then a convolution of stride 1: every output pixel is covered
 *  equally, so no checkerboard (Odena et al., "Deconvolution and Checkerboard Artifacts", 2016). */
const upBlock = (filters: number): LayerSpec[] => [
  { kind: 'upsample' },
  conv3(filters, false),
  batchNorm,
  relu,
];

const conv3 = (filters: number, bias: boolean): LayerSpec => ({
  kind: 'conv',
  filters,
  kernel: 3,
  stride: 1,
  padding: 'same',
  bias,
  initializer,
});

/** A kernel of 4 is a multiple of the stride 2, so that gradients to the picture, which teach the
 *  generator, fall evenly on its pixels too. */
const downBlock = (filters: number, first: boolean): LayerSpec[] => [
  { kind: 'conv', filters, kernel: 4, stride: 2, padding: 'same', bias: first, initializer },
  ...(first ? [leakyRelu] : [batchNorm, leakyRelu]),
];

/** What lets G go on learning from a hundred pictures, where D soon knows each of them; chosen by
 *  measurement, docs/decisions/0052. Colours are changed weakly: what is painted takes on what
 *  augmentation does to them at its full strength. */
const FOR_SMALL_SETS = {
  augmentation: 'fixed',
  colourStrength: 0.3,
  averageGenerator: true,
  averageHalfLife: 10_000,
  // Whether D knows its pictures by heart is seen on pictures that it never saw alone.
  keepBack: true,
} as const satisfies Partial<Settings>;

export const atelier: Preset = {
  id: 'atelier',
  sizes: [16, 32, 64, 128, 256],
  defaultSize: 64,
  channels: [3, 1],
  shapes: SHAPES,
  // A last batch of one or two pictures would give batch norm nothing to go by.
  batching: 'carried-over',

  defaults: () => ({
    epochs: 300,
    width: 64,
    latentSize: 128,
    articleWidths: false,
    batchSize: 16,
    generatorLearningRate: 2e-4,
    discriminatorLearningRate: 2e-4,
    beta1: 0.5,
    beta2: 0.999,
    mirror: true,
    ...FOR_SMALL_SETS,
    sampleEvery: 1,
    sampleCount: 64,
    saveEvery: 20,
  }),

  /** width w: D w, 2w, 4w, 8w, 8w, ...; G the same widths backwards, then w/2 at full size. */
  build(settings: Settings): GanSpec {
    const { width, latentSize, channels, beta1, beta2 } = settings;
    const size = wantedSize(settings);
    // A rectangle begins with another grid, and all else is as for a square.
    const { grid, doublings } = startGrid(size);
    const start = filtersAt(doublings, width);
    const halvings = below(doublings);
    return {
      generator: {
        input: [latentSize],
        layers: [
          { kind: 'dense', units: grid.height * grid.width * start, bias: false, initializer },
          { kind: 'reshape', ...grid, channels: start },
          batchNorm,
          relu,
          ...halvings.toReversed().flatMap((k) => upBlock(filtersAt(k, width))),
          conv3(channels, true),
          { kind: 'tanh' },
        ],
      },
      discriminator: {
        input: [size.height, size.width, channels],
        layers: [
          ...halvings.flatMap((k) => downBlock(filtersAt(k + 1, width), k === 0)),
          { kind: 'flatten' },
          { kind: 'dense', units: 1, bias: true, initializer },
        ],
      },
      step: {
        adam: { beta1, beta2, epsilon: 1e-8 },
        batching: atelier.batching,
        program: alternating({
          fakes: 'training',
          generatorLatents: 'fresh',
          frozenStatistics: 'stay',
          weight: 1,
        }),
        loss: 'cross-entropy',
        // One-sided smoothing, Salimans et al. 2016, section 3.4.
        realLabel: 0.9,
        discriminatorLoss: 'sum',
      },
    };
  },

  checks: (settings) => [
    ...checkPictures(atelier, settings),
    // Even, for w/2 filters at full size; 8, so that these are 4 at least.
    ...checkWidth(atelier, settings, { min: 8, multiple: 2 }),
  ],
};
