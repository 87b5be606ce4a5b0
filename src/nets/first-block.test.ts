import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, PRESET_IDS } from '../contract/hyperparameters';
import type { NetSpec } from '../contract/net-spec';
import type { WeightTensor } from '../contract/records';
import { aRun } from '../testing/records';
import { applyPreset } from './apply-preset';
import { featuresOf, firstBlock } from './first-block';
import { buildGan } from './presets';
import { elements } from './shapes';
import { weightSpecs } from './weights';

/** Every tensor of a net, its numbers counted up in quarters, variances positive. */
const weightsFor = (spec: NetSpec): WeightTensor[] =>
  weightSpecs(spec).map(({ name, shape }) => ({
    name,
    shape,
    values: Float32Array.from({ length: elements(shape) }, (_, i) =>
      name.endsWith('Variance') ? 1 + (i % 3) : ((i % 7) - 3) / 4,
    ),
  }));

describe('the first block of a generator', () => {
  it.each(PRESET_IDS)('[EXP11] is found in the nets of %s', (preset) => {
    const settings = { ...applyPreset({ ...DEFAULT_SETTINGS, preset }), width: 16, latentSize: 6 };
    const { generator } = buildGan(settings, aRun('run'));
    const block = firstBlock(generator, weightsFor(generator));
    expect(block).toMatchObject({ latentSize: 6 });
    expect(block!.matrix.length).toBe(6 * block!.features);
    expect(featuresOf(block!, new Float32Array(6)).every(Number.isFinite)).toBe(true);
  });

  it('[EXP11] is a dense layer, batch norm and its activation in one', () => {
    const spec: NetSpec = {
      input: [2],
      layers: [
        { kind: 'dense', units: 2, bias: true, initializer: { kind: 'glorotUniform' } },
        { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-12, unbiasedVariance: false },
        { kind: 'leakyRelu', slope: 0.5 },
        { kind: 'tanh' },
      ],
    };
    const tensor = (name: string, ...values: number[]): WeightTensor => ({
      name,
      shape: [values.length],
      values: Float32Array.from(values),
    });
    const block = firstBlock(spec, [
      tensor('0/kernel', 1, 2, 3, 4),
      tensor('0/bias', 1, -20),
      tensor('1/gamma', 2, 1),
      tensor('1/beta', 1, 0),
      tensor('1/movingMean', 1, 0),
      tensor('1/movingVariance', 4, 1),
    ])!;
    // (1 * 1 + 2 * 3 + 1 - 1) * 2 / 2 + 1 = 8; (1 * 2 + 2 * 4 - 20) * 1 = -10, halved.
    expect(featuresOf(block, Float32Array.of(1, 2))).toEqual(Float32Array.of(8, -5));
  });

  it('[EXP11] is a transposed convolution of one place', () => {
    const spec: NetSpec = {
      input: [2],
      layers: [
        { kind: 'reshape', height: 1, width: 1, channels: 2 },
        {
          kind: 'convTranspose',
          filters: 1,
          kernel: 2,
          stride: 1,
          padding: 'valid',
          bias: false,
          initializer: { kind: 'glorotUniform' },
        },
        { kind: 'relu' },
      ],
    };
    const kernel = { name: '1/kernel', shape: [2, 2, 1, 2] };
    const values = Float32Array.of(1, 10, 2, 20, 3, 30, -4, 40);
    const block = firstBlock(spec, [{ ...kernel, values }])!;
    expect(featuresOf(block, Float32Array.of(1, 1))).toEqual(Float32Array.of(11, 22, 33, 36));
  });

  it('is none where a net begins with pictures', () => {
    const conv = { kind: 'conv', filters: 1, kernel: 1, stride: 1, padding: 'same' } as const;
    const layer = { ...conv, bias: false, initializer: { kind: 'glorotUniform' } } as const;
    expect(firstBlock({ input: [2, 2, 1], layers: [layer] }, [])).toBeNull();
  });
});
