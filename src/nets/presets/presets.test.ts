import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SETTINGS,
  PRESET_IDS,
  type PresetId,
  type Settings,
} from '../../contract/hyperparameters';
import type { NetSpec } from '../../contract/net-spec';
import { Stream } from '../../contract/random';
import { parameterFixture, presetFixtures, type TensorChecks } from '../../testing/fixtures';
import { ASPECTS, sizeOf } from '../../contract/picture-shape';
import { initialWeights } from '../initial';
import { inferShapes } from '../shapes';
import { applyPreset } from '../apply-preset';
import { countParameters } from '../weights';
import { PRESETS, buildGan } from './index';

const settingsOf = (preset: PresetId, imageSize: number, change: Partial<Settings> = {}) => ({
  ...applyPreset({ ...DEFAULT_SETTINGS, preset, imageSize }),
  ...change,
});

const every = PRESET_IDS.flatMap((id) => PRESETS[id].sizes.map((size) => [id, size] as const));

describe('parameter counts', () => {
  it.each(parameterFixture.rows)(
    '[NET1] $preset at $imageSize px, width $width, $channels channels equals PyTorch’s nets',
    ({ generator, discriminator, ...settings }) => {
      const gan = buildGan({ ...DEFAULT_SETTINGS, ...settings });
      expect(countParameters(gan.generator)).toEqual(generator);
      expect(countParameters(gan.discriminator)).toEqual(discriminator);
    },
  );

  it('[NET1] the fixture covers every preset at every size', () => {
    const covered = new Set(parameterFixture.rows.map((row) => `${row.preset} ${row.imageSize}`));
    expect(every.filter(([id, size]) => !covered.has(`${id} ${size}`))).toEqual([]);
  });

  it('[NET1] keragan’s follow from its recipe written out', () => {
    for (const size of [64, 128, 256, 512, 1024]) {
      // Biases everywhere; batch norm holds four numbers a filter.
      let g = (100 + 1) * 128 * size;
      let inputs = 2 * size;
      for (let x = size; x >= 16; x /= 2) {
        g += 9 * inputs * x + x + 4 * x;
        inputs = x;
      }
      g += 9 * 16 * 3 + 3;
      let d = 0;
      inputs = 3;
      for (let x = 32; x <= 2 * size; x *= 2) {
        d += 9 * inputs * x + x + 4 * x;
        inputs = x;
      }
      d += 8 * 8 * 2 * size + 1;
      const gan = buildGan(settingsOf('keragan', size));
      expect(countParameters(gan.generator).total).toBe(g);
      expect(countParameters(gan.discriminator).total).toBe(d);
    }
  });

  // The recipes' rounded figures are totals: batch norm's running statistics are in them.
  it.each<[PresetId, number, string, string]>([
    ['artgan', 64, '3.81', '2.77'],
    ['keragan', 64, '0.93', '0.10'],
    ['keragan', 128, '2.05', '0.41'],
    ['keragan', 256, '4.88', '1.61'],
    ['keragan', 512, '12.9', '6.36'],
    ['keragan', 1024, '38.4', '25.3'],
    ['tensorflow', 28, '2.33', '0.21'],
  ])('[NET1] %s at %i px: %s M / %s M', (preset, size, generator, discriminator) => {
    const gan = buildGan(settingsOf(preset, size));
    const millions = (net: NetSpec, like: string): string =>
      (countParameters(net).total / 1e6).toFixed(like.split('.')[1]!.length);
    expect(millions(gan.generator, generator)).toBe(generator);
    expect(millions(gan.discriminator, discriminator)).toBe(discriminator);
  });
});

const filters = (net: NetSpec): number[] =>
  net.layers.flatMap((layer) =>
    layer.kind === 'conv' || layer.kind === 'convTranspose' ? [layer.filters] : [],
  );

describe('nets', () => {
  it.each(every)('[NET1] %s at %i px: pictures out, one verdict', (id, size) => {
    const settings = settingsOf(id, size);
    const { generator, discriminator } = buildGan(settings);
    expect(generator.input).toEqual([settings.latentSize]);
    expect(inferShapes(generator).at(-1)).toEqual([size, size, settings.channels]);
    expect(generator.layers.at(-1)).toEqual({ kind: 'tanh' });
    expect(discriminator.input).toEqual([size, size, settings.channels]);
    expect(inferShapes(discriminator).at(-1)).toEqual([1]);
  });

  it.each(ASPECTS)('[PIC24] Atelier makes pictures of the shape %s, at every size', (shape) => {
    for (const imageSize of PRESETS.atelier.sizes) {
      const gan = buildGan(settingsOf('atelier', imageSize, { shape }));
      const { height, width } = sizeOf(imageSize, shape);
      expect(inferShapes(gan.generator).at(-1)).toEqual([height, width, 3]);
      expect(gan.discriminator.input).toEqual([height, width, 3]);
      expect(inferShapes(gan.discriminator).at(-1)).toEqual([1]);
      // The start grid alone is another: filters are those of the square.
      const square = buildGan(settingsOf('atelier', imageSize));
      expect(filters(gan.generator)).toEqual(filters(square.generator));
    }
  });

  it('[PIC28] Atelier makes pictures of any sides, with filters that go by the doublings', () => {
    const of = (pictureWidth: number, pictureHeight: number) =>
      buildGan(settingsOf('atelier', 64, { shape: 'custom', pictureWidth, pictureHeight }));
    for (const [width, height, halvings] of [
      [48, 80, [1, 2, 4, 8]],
      [240, 160, [1, 2, 4, 8]],
      [16, 1024, [1, 2, 4, 8]],
      [1024, 16, [1, 2, 4, 8]],
      [16, 16, [1, 2]],
      [1024, 1024, [1, 2, 4, 8, 8, 8, 8, 8]],
    ] as const) {
      const { generator, discriminator } = of(width, height);
      expect(inferShapes(generator).at(-1)).toEqual([height, width, 3]);
      expect(discriminator.input).toEqual([height, width, 3]);
      expect(inferShapes(discriminator).at(-1)).toEqual([1]);
      const widths = halvings.map((times) => 64 * times);
      expect(filters(discriminator)).toEqual(widths);
      expect(filters(generator)).toEqual([...widths.toReversed().slice(1), 32, 3]);
    }
    // The same nets as the shape's whose sides they are.
    const lying = settingsOf('atelier', 64, { shape: '3:2' });
    expect(of(96, 64)).toEqual(buildGan(lying));
  });

  it('[PIC24] the published presets make square pictures, and say so', () => {
    for (const preset of ['artgan', 'keragan', 'tensorflow'] as const) {
      const settings = settingsOf(preset, PRESETS[preset].defaultSize, { shape: '4:3' });
      expect(PRESETS[preset].checks(settings)).toEqual([
        {
          field: 'shape',
          code: 'preset-shape',
          params: { preset, shapes: ['square'], shape: '4:3' },
        },
      ]);
    }
    const tall = settingsOf('atelier', 64, { shape: '3:4' });
    expect(applyPreset({ ...tall, preset: 'artgan' }).shape).toBe('square');
    expect(applyPreset({ ...tall, preset: 'atelier' }).shape).toBe('3:4');
  });

  it.each(PRESET_IDS)('[TRN1] %s starts from the weights PyTorch was given', (id) => {
    const { settings, initialWeights: expected } = presetFixtures[id];
    const gan = buildGan(settings);
    const compare = (net: NetSpec, stream: number, checks: TensorChecks): void => {
      const weights = initialWeights(net, settings.seed, stream);
      expect(weights.map((weight) => weight.name)).toEqual(Object.keys(checks));
      for (const { name, values } of weights) {
        const check = checks[name]!;
        const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
        expect(Math.abs(norm - check.norm), name).toBeLessThanOrEqual(1e-6 * check.norm);
        check.indices.forEach((index, k) =>
          expect(values[index], `${name} at ${index}`).toBeCloseTo(check.values[k]!, 7),
        );
      }
    };
    compare(gan.generator, Stream.GeneratorWeights, expected.generator);
    compare(gan.discriminator, Stream.DiscriminatorWeights, expected.discriminator);
  });

  it('[SET4] keragan’s widths are the table’s, and the article’s are half of D’s', () => {
    const widths = (change: Partial<Settings>): [number[], number[]] => {
      const gan = buildGan(settingsOf('keragan', 64, change));
      return [filters(gan.generator), filters(gan.discriminator)];
    };
    expect(widths({})).toEqual([
      [64, 32, 16, 3],
      [32, 64, 128],
    ]);
    expect(widths({ articleWidths: true })[1]).toEqual([16, 32, 64]);
    expect(widths({ width: 16 })).toEqual([
      [16, 8, 4, 3],
      [8, 16, 32],
    ]);
    const large = buildGan(settingsOf('keragan', 1024));
    expect(filters(large.generator)).toEqual([1024, 512, 256, 128, 64, 32, 16, 3]);
    expect(filters(large.discriminator)).toEqual([32, 64, 128, 256, 512, 1024, 2048]);
  });

  it('[SET4] Atelier’s nets mirror each other and stop widening at eight times the width', () => {
    const gan = buildGan(settingsOf('atelier', 256));
    expect(filters(gan.generator)).toEqual([512, 512, 256, 128, 64, 32, 3]);
    expect(filters(gan.discriminator)).toEqual([64, 128, 256, 512, 512, 512]);
  });

  it('Atelier has nothing that leaves a checkerboard', () => {
    for (const size of PRESETS.atelier.sizes) {
      const gan = buildGan(settingsOf('atelier', size));
      expect(gan.generator.layers.some((layer) => layer.kind === 'convTranspose')).toBe(false);
      for (const layer of [...gan.generator.layers, ...gan.discriminator.layers]) {
        if (layer.kind === 'conv' && layer.stride > 1) expect(layer.kernel % layer.stride).toBe(0);
      }
    }
  });
});
