import type { Settings } from '../../contract/hyperparameters';
import type { GanSpec, LayerSpec } from '../../contract/net-spec';
import { ASPECTS, sizeOf } from '../../contract/picture-shape';
import { checkPictures, checkWidth, type Preset } from '../preset';
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

/** Both nets meet the latent side at 4x4, or at the grid of a rectangle's proportions nearest to it. */
const START = 4;

/** Filters where pictures of the square preset have this edge, the same in both nets: w at half the
 *  image size, doubling with each halving of the edge up to 8w, so that every block costs about the
 *  same. */
const filtersAt = (edge: number, { imageSize, width }: Settings): number =>
  Math.min(8 * width, (width * imageSize) / (2 * edge));

/** 2 * START, 4 * START, ... imageSize. */
const edges = (imageSize: number): number[] =>
  Array.from({ length: Math.log2(imageSize / START) }, (_, k) => START * 2 ** (k + 1));

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
  shapes: ASPECTS,
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
    const { imageSize, latentSize, channels, beta1, beta2 } = settings;
    const start = filtersAt(START, settings);
    const size = sizeOf(imageSize, settings.shape);
    // A rectangle begins with another grid, and all else is as for a square.
    const grid = sizeOf(START, settings.shape);
    const doublings = edges(imageSize);
    return {
      generator: {
        input: [latentSize],
        layers: [
          { kind: 'dense', units: grid.height * grid.width * start, bias: false, initializer },
          { kind: 'reshape', ...grid, channels: start },
          batchNorm,
          relu,
          ...doublings.flatMap((edge) => upBlock(filtersAt(edge, settings))),
          conv3(channels, true),
          { kind: 'tanh' },
        ],
      },
      discriminator: {
        input: [size.height, size.width, channels],
        layers: [
          ...doublings
            .toReversed()
            .flatMap((edge, k) => downBlock(filtersAt(edge / 2, settings), k === 0)),
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
