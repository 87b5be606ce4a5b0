import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../contract/hyperparameters';
import type { Initializer, NetSpec } from '../contract/net-spec';
import { buildGan } from './presets';
import { multiplications, picturesWithinStep } from './work';

const initializer: Initializer = { kind: 'glorotUniform' };
const common = { stride: 2, padding: 'same', bias: true, initializer } as const;

it('counts what each kernel multiplies', () => {
  const net: NetSpec = {
    input: [3],
    layers: [
      { kind: 'dense', units: 2 * 2 * 4, bias: true, initializer },
      { kind: 'reshape', height: 2, width: 2, channels: 4 },
      { kind: 'convTranspose', filters: 5, kernel: 4, ...common },
      { kind: 'relu' },
      { kind: 'conv', filters: 6, kernel: 3, ...common },
    ],
  };
  const dense = 3 * 16;
  const transposed = 2 * 2 * (4 * 4 * 4 * 5);
  const conv = 2 * 2 * (3 * 3 * 5 * 6);
  expect(multiplications(net)).toBe(dense + transposed + conv);
});

it('[OUT6] a portion beside a run is half a step of it at most, and one picture at least', () => {
  const gan = buildGan(DEFAULT_SETTINGS);
  expect(picturesWithinStep(gan.generator, { gan, batchSize: 64 })).toBeGreaterThan(16);
  const few = picturesWithinStep(gan.generator, { gan, batchSize: 2 });
  expect(few).toBeGreaterThanOrEqual(3);
  const { generator } = buildGan({ ...DEFAULT_SETTINGS, imageSize: 256, width: 128 });
  const small = buildGan({ ...DEFAULT_SETTINGS, imageSize: 16, width: 8 });
  expect(picturesWithinStep(generator, { gan: small, batchSize: 1 })).toBe(1);
});
