import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, PRESET_IDS, type Settings } from '../../contract/hyperparameters';
import type { LayerSpec, NetSpec } from '../../contract/net-spec';
import { Stream, normal } from '../../contract/random';
import { applyPreset } from '../../nets/apply-preset';
import { PRESETS, buildGan } from '../../nets/presets';
import { elements } from '../../nets/shapes';
import { livelyWeights } from '../../testing/lively-weights';
import { referenceForward } from '../../testing/reference-net';
import { inJavaScript, inMemory } from './arithmetic';
import { PlainNet } from './net';

/** Narrow nets of a preset at its smallest size; recipes of fixed width stay as they are. */
function smallest(preset: Settings['preset']): Settings {
  const imageSize = PRESETS[preset].sizes[0]!;
  const settings = applyPreset({ ...DEFAULT_SETTINGS, preset, imageSize });
  const narrow = { ...settings, width: 8, latentSize: 16 };
  return PRESETS[preset].checks(narrow).length === 0 ? narrow : settings;
}

/** Largest difference to the plain loops in double precision, of either arithmetic, over two inputs one
 *  after the other. */
function difference(spec: NetSpec): number {
  const weights = livelyWeights(spec, 5);
  const nets = [inJavaScript, inMemory].map((begin) => new PlainNet(spec, weights, begin));
  const differences = [1, 2].flatMap((seed) => {
    const input = normal(seed, Stream.NewPictures, 0, elements(spec.input));
    const shape = [1, ...spec.input];
    const expected = referenceForward(spec, weights, { shape, values: Float64Array.from(input) });
    return nets.map((net) => {
      const found = net.run(input);
      expect(found).toHaveLength(expected.values.length);
      return expected.values.reduce((most, v, i) => Math.max(most, Math.abs(v - found[i]!)), 0);
    });
  });
  return Math.max(...differences);
}

describe('a network in plain JavaScript and in WebAssembly', () => {
  it.each(PRESET_IDS)('[ART2] gives what the plain loops give: the generator of %s', (preset) => {
    expect(difference(buildGan(smallest(preset)).generator)).toBeLessThan(1e-3);
  });

  it('[ART2] can be of any layer, at odd sizes and strides, of sides that differ', () => {
    const initializer = { kind: 'fanInUniform' } as const;
    const window = (
      kind: 'conv' | 'convTranspose',
      filters: number,
      kernel: number,
      stride: number,
      padding: 'same' | 'valid',
      bias: boolean,
    ): LayerSpec => ({ kind, filters, kernel, stride, padding, bias, initializer });
    const spec: NetSpec = {
      input: [5],
      layers: [
        { kind: 'dense', units: 24, bias: true, initializer },
        { kind: 'reshape', height: 2, width: 3, channels: 4 },
        { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-3, unbiasedVariance: true },
        window('convTranspose', 37, 5, 2, 'same', false),
        { kind: 'leakyRelu', slope: 0.2 },
        window('convTranspose', 5, 4, 3, 'valid', true),
        { kind: 'relu' },
        window('conv', 7, 3, 2, 'same', true),
        { kind: 'dropout', rate: 0.5 },
        { kind: 'upsample' },
        window('conv', 3, 2, 1, 'valid', false),
        window('convTranspose', 2, 1, 2, 'same', true),
        { kind: 'averagePool' },
        { kind: 'tanh' },
        { kind: 'flatten' },
        { kind: 'dense', units: 3, bias: false, initializer },
        { kind: 'sigmoid' },
      ],
    };
    expect(difference(spec)).toBeLessThan(1e-5);
  });
});
