import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SETTINGS,
  PRESET_IDS,
  type PresetId,
  type Settings,
} from '../../contract/hyperparameters';
import { programFaults } from '../step-phases';
import type { LayerSpec, StepSpec } from '../../contract/net-spec';
import { checkSettings } from '../../contract/settings';
import type { Instruction } from '../../contract/step-program';
import { normal } from '../../contract/random';
import { referenceStep } from '../../testing/reference-training';
import { initialWeights } from '../initial';
import { FIRST_SETTINGS, applyPreset } from '../apply-preset';
import { PRESETS, PUBLISHED, buildGan } from './index';

const every = PRESET_IDS.flatMap((id) => PRESETS[id].sizes.map((size) => [id, size] as const));

/** As each recipe was published, Atelier's as a plain DCGAN. */
const asPublished = (preset: PresetId): Settings => ({
  ...applyPreset({ ...DEFAULT_SETTINGS, preset }),
  ...PUBLISHED,
});

/** An instruction as a line; what it holds beside words is left out. */
const inWords = (one: Instruction): string =>
  Object.values(one)
    .filter((part) => typeof part !== 'object')
    .join(' ');

describe('recipes', () => {
  it.each<[PresetId, Partial<Settings>]>([
    [
      'artgan',
      { imageSize: 64, channels: 3, epochs: 300, batchSize: 128, latentSize: 128, sampleCount: 64 },
    ],
    ['artgan', { generatorLearningRate: 2e-4, discriminatorLearningRate: 2e-4, beta1: 0.5 }],
    ['keragan', { imageSize: 64, channels: 3, width: 64, batchSize: 128, latentSize: 100 }],
    ['keragan', { generatorLearningRate: 1e-4, discriminatorLearningRate: 1e-4, beta1: 0.5 }],
    [
      'tensorflow',
      { imageSize: 28, channels: 1, epochs: 100, batchSize: 256, latentSize: 100, beta1: 0.9 },
    ],
    ['tensorflow', { generatorLearningRate: 1e-4, sampleCount: 16, saveEvery: 20, beta2: 0.999 }],
  ])('[SET4] %s has the defaults %o', (preset, expected) => {
    const settings = applyPreset({ ...DEFAULT_SETTINGS, preset });
    expect(settings).toMatchObject(expected);
    expect(settings.mirror).toBe(false);
  });

  it('[SET4] the studio begins with Atelier at 64 px', () => {
    expect(FIRST_SETTINGS).toMatchObject({ preset: 'atelier', imageSize: 64 });
    expect(applyPreset(FIRST_SETTINGS)).toEqual(FIRST_SETTINGS);
  });

  it.each(PRESET_IDS)('[SET4] nothing of another recipe is left over in %s', (preset) => {
    const plain = applyPreset({ ...DEFAULT_SETTINGS, preset });
    expect(applyPreset({ ...FIRST_SETTINGS, preset })).toEqual(plain);
  });

  it.each(every)(
    '[SET4] %s at %i px: its defaults pass the table and its own checks',
    (id, size) => {
      const settings = applyPreset({ ...DEFAULT_SETTINGS, preset: id, imageSize: size });
      expect(settings.imageSize).toBe(size);
      expect(checkSettings(settings)).toEqual([]);
      expect(PRESETS[id].checks(settings)).toEqual([]);
    },
  );

  const ALTERNATING = [
    'gather real',
    'judge real follow',
    'loss real real 1',
    'latents discriminator z',
    'generate z training fakes',
    'judge fakes follow',
    'loss fakes fake 1',
    'update discriminator',
    'latents generator fresh z',
    'generate fresh z training attempts',
    'judge attempts follow',
    'loss attempts generator 1',
    'update generator',
  ];
  it.each<[PresetId, Partial<StepSpec>, readonly string[]]>([
    [
      'artgan',
      {
        adam: { beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
        batching: 'last-smaller',
        discriminatorLoss: 'sum',
        realLabel: 1,
      },
      ALTERNATING,
    ],
    [
      'keragan',
      {
        adam: { beta1: 0.5, beta2: 0.999, epsilon: 1e-7, form: 'keras', counter: 'shared' },
        batching: 'replacement',
        discriminatorLoss: 'mean',
        realLabel: 1,
      },
      [
        'gather real',
        'judge real follow',
        'loss real real 1',
        'update discriminator',
        'latents discriminator z',
        'generate z inference fakes',
        'judge fakes follow',
        'loss fakes fake 1',
        'update discriminator',
        'generate z training attempts',
        'judge attempts stay',
        'loss attempts generator 1',
        'update generator',
      ],
    ],
    [
      'tensorflow',
      {
        adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
        batching: 'last-smaller',
        discriminatorLoss: 'sum',
        realLabel: 1,
      },
      [
        ...ALTERNATING.slice(0, 7),
        'loss fakes generator 1',
        'update discriminator',
        'update generator',
      ],
    ],
    [
      'atelier',
      { discriminatorLoss: 'sum', realLabel: 0.9 },
      ALTERNATING.with(10, 'judge attempts stay'),
    ],
  ])('[TRN1] %s trains by its recipe', (preset, step, program) => {
    const gan = buildGan(asPublished(preset));
    expect(gan.step).toMatchObject({ ...step, loss: 'cross-entropy' });
    expect(gan.step.program.map(inWords)).toEqual(program);
    expect(programFaults(gan.step.program)).toEqual([]);
  });

  it.each(PRESET_IDS)(
    '[TRN14] %s takes another loss where it is chosen, and begins without',
    (preset) => {
      const chosen = applyPreset({ ...DEFAULT_SETTINGS, preset, loss: 'hinge' });
      expect(chosen.loss).toBe('cross-entropy');
      const settings = { ...chosen, ...PUBLISHED };
      const [plain, hinge] = [buildGan(settings), buildGan({ ...settings, loss: 'hinge' })];
      expect(hinge.step).toEqual({ ...plain.step, loss: 'hinge' });
      expect(hinge.generator).toEqual(plain.generator);
      expect(hinge.discriminator.layers.filter(({ kind }) => kind === 'sigmoid')).toEqual([]);
    },
  );

  it.each<[PresetId, string[]]>([
    [
      'atelier',
      [
        'latents generator fresh z',
        'generate fresh z training attempts',
        'gather real again',
        'judge real again stay',
        'judge attempts stay',
        'loss attempts generator 1 real again',
        'update generator',
      ],
    ],
    ['artgan', ['judge real again follow', 'judge attempts follow']],
    ['keragan', ['generate z inference fakes', 'judge real again stay']],
    // Both learn from one pass: D has judged its real pictures already.
    ['tensorflow', ['loss fakes generator 1 real', 'update discriminator', 'update generator']],
  ])(
    '[TRN17] %s compares real and generated pictures where that loss is chosen',
    (preset, lines) => {
      const settings = asPublished(preset);
      const { step } = buildGan({ ...settings, loss: 'relativistic' });
      const program = step.program.map(inWords);
      expect(programFaults(step.program)).toEqual([]);
      expect(program.filter((line) => lines.includes(line))).toEqual(lines);
      expect(program.filter((line) => line === 'update discriminator')).toHaveLength(1);
      const from = program.indexOf('loss real real 1 fakes');
      expect(program.slice(from, from + 2)).toEqual([
        'loss real real 1 fakes',
        'loss fakes fake 1 real',
      ]);
      expect(step).toMatchObject({ realLabel: 1, discriminatorLoss: 'mean', loss: 'relativistic' });
    },
  );

  it.each(PRESET_IDS)(
    '[TRN18] %s has its discriminator without batch norm where it is chosen',
    (preset) => {
      const chosen = asPublished(preset);
      const plain = buildGan(chosen);
      const { generator, discriminator } = buildGan({ ...chosen, discriminatorNorm: 'none' });
      expect(generator).toEqual(plain.generator);
      const had = plain.discriminator.layers;
      if (preset === 'tensorflow') {
        expect(discriminator).toEqual(plain.discriminator);
        return;
      }
      const kinds = had.map(({ kind }) => kind).filter((kind) => kind !== 'batchNorm');
      expect(discriminator.layers.map(({ kind }) => kind)).toEqual(kinds);
      expect(kinds.length).toBeLessThan(had.length);
      expect(discriminator.layers.every((layer) => !('bias' in layer) || layer.bias)).toBe(true);
    },
  );

  it('[TRN18] a discriminator without batch norm begins at the scale of its input', () => {
    const settings = { ...applyPreset({ ...DEFAULT_SETTINGS, preset: 'atelier' }), width: 16 };
    const spec = buildGan({ ...settings, imageSize: 32, discriminatorNorm: 'none' }).discriminator;
    const count = 4;
    const weights = new Map(initialWeights(spec, 7, 2).map(({ name, values }) => [name, values]));
    const x = normal(7, 90, 0, count * 32 * 32 * 3);
    const { output } = referenceStep(spec, weights, count, x, new Float64Array(count), () => []);
    const size = Math.sqrt(output.reduce((sum, logit) => sum + logit ** 2, 0) / count);
    // Weights as batch norm would have them would leave about a hundredth.
    expect(size).toBeGreaterThan(0.2);
    expect(size).toBeLessThan(5);
  });

  it('[SAVE14] a run of keragan that began before goes on with one update of D', () => {
    const settings = applyPreset({ ...DEFAULT_SETTINGS, preset: 'keragan' });
    const { step } = buildGan(settings, { batching: 'replacement', recipe: 'keragan-one-update' });
    expect(step.adam).toEqual({ beta1: 0.5, beta2: 0.999, epsilon: 1e-7 });
    expect(step.program.map(inWords)).toEqual([
      'gather real',
      'judge real follow',
      'loss real real 0.5',
      'latents discriminator z',
      'generate z inference fakes',
      'judge fakes follow',
      'loss fakes fake 0.5',
      'update discriminator',
      'generate z training attempts',
      'judge attempts stay',
      'loss attempts generator 1',
      'update generator',
    ]);
    expect(step).toMatchObject({
      discriminatorLoss: 'mean',
      realLabel: 1,
      batching: 'replacement',
    });
  });

  it('[TRN1] batch norm, slopes, dropout and initialisers are the recipes’', () => {
    const layersOf = (preset: PresetId): LayerSpec[] => {
      const gan = buildGan(asPublished(preset));
      return [...gan.generator.layers, ...gan.discriminator.layers];
    };
    const facts = (preset: PresetId): string[] => [
      ...new Set(
        layersOf(preset).flatMap((layer) => {
          switch (layer.kind) {
            case 'batchNorm':
              return [`batchNorm ${layer.momentum} ${layer.epsilon} ${layer.unbiasedVariance}`];
            case 'leakyRelu':
              return [`leakyRelu ${layer.slope}`];
            case 'dropout':
              return [`dropout ${layer.rate}`];
            case 'dense':
            case 'conv':
            case 'convTranspose':
              return [`${layer.initializer.kind} bias ${layer.bias}`];
            case 'sigmoid':
              return ['sigmoid'];
            case 'averagePool':
            case 'flatten':
            case 'relu':
            case 'reshape':
            case 'tanh':
            case 'upsample':
              return [];
          }
        }),
      ),
    ];
    expect(facts('artgan').sort()).toEqual([
      'batchNorm 0.9 0.00001 true',
      'fanInUniform bias false',
      'leakyRelu 0.2',
      'sigmoid',
    ]);
    expect(facts('keragan').sort()).toEqual([
      'batchNorm 0.8 0.001 true',
      'dropout 0.3',
      'glorotUniform bias true',
      'leakyRelu 0.2',
      'sigmoid',
    ]);
    expect(facts('tensorflow').sort()).toEqual([
      'batchNorm 0.99 0.001 false',
      'dropout 0.3',
      'glorotUniform bias false',
      'glorotUniform bias true',
      'leakyRelu 0.3',
    ]);
  });
});
