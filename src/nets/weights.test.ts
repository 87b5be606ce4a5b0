import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../contract/net-spec';
import { Stream } from '../contract/random';
import { initialWeights } from './initial';
import { countParameters, weightSpecs } from './weights';

const fanIn = { kind: 'fanInUniform' } as const;
const glorot = { kind: 'glorotUniform' } as const;
const image = { kernel: 3, stride: 1, padding: 'same' } as const;

const layers: LayerSpec[] = [
  { kind: 'conv', filters: 5, ...image, bias: true, initializer: fanIn },
  { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-5, unbiasedVariance: true },
  { kind: 'convTranspose', filters: 7, ...image, bias: false, initializer: glorot },
  { kind: 'flatten' },
  { kind: 'dense', units: 2, bias: true, initializer: { kind: 'normal', deviation: 0.02 } },
];
const spec = { input: [4, 6, 3], layers };

describe('weights of a net', () => {
  it('[NET1] come layer by layer, in TensorFlow’s layouts', () => {
    expect(weightSpecs(spec).map(({ name, shape, trainable }) => [name, shape, trainable])).toEqual(
      [
        ['0/kernel', [3, 3, 3, 5], true],
        ['0/bias', [5], true],
        ['1/gamma', [5], true],
        ['1/beta', [5], true],
        ['1/movingMean', [5], false],
        ['1/movingVariance', [5], false],
        ['2/kernel', [3, 3, 7, 5], true],
        ['4/kernel', [168, 2], true],
        ['4/bias', [2], true],
      ],
    );
  });

  it('[NET1] are counted with and without running statistics', () => {
    const trainable = 135 + 5 + 10 + 315 + 336 + 2;
    expect(countParameters(spec)).toEqual({ trainable, total: trainable + 10 });
  });

  it('have the fans that Keras and PyTorch give them', () => {
    const fans = weightSpecs(spec)
      .filter((weight) => weight.role === 'kernel')
      .map((weight) => [weight.fanIn, weight.fanOut]);
    expect(fans).toEqual([
      [27, 45],
      [63, 45],
      [168, 2],
    ]);
  });
});

describe('initial weights', () => {
  const weights = initialWeights(spec, 3, Stream.GeneratorWeights);
  const values = (name: string): Float32Array =>
    weights.find((weight) => weight.name === name)?.values ?? new Float32Array();
  const largest = (name: string): number => Math.max(...values(name).map(Math.abs));

  it('follow their initialiser’s limits', () => {
    expect(largest('0/kernel')).toBeLessThanOrEqual(1 / Math.sqrt(27));
    expect(largest('0/kernel')).toBeGreaterThan(0.95 / Math.sqrt(27));
    // PyTorch draws biases within the same limit.
    expect(largest('0/bias')).toBeLessThanOrEqual(1 / Math.sqrt(27));
    expect(largest('0/bias')).toBeGreaterThan(0);
    expect(largest('2/kernel')).toBeLessThanOrEqual(Math.sqrt(6 / 108));
    expect(largest('2/kernel')).toBeGreaterThan(0.95 * Math.sqrt(6 / 108));
    const dense = values('4/kernel');
    const deviation = Math.hypot(...dense) / Math.sqrt(dense.length);
    expect(deviation).toBeGreaterThan(0.018);
    expect(deviation).toBeLessThan(0.022);
  });

  it('start biases at 0 and batch norm as the identity', () => {
    expect([...values('4/bias')]).toEqual([0, 0]);
    expect([...values('1/gamma')]).toEqual([1, 1, 1, 1, 1]);
    expect([...values('1/beta')]).toEqual([0, 0, 0, 0, 0]);
    expect([...values('1/movingMean')]).toEqual([0, 0, 0, 0, 0]);
    expect([...values('1/movingVariance')]).toEqual([1, 1, 1, 1, 1]);
  });

  it('[RND2] are decided by the seed, and differ between the two nets', () => {
    expect(initialWeights(spec, 3, Stream.GeneratorWeights)).toEqual(weights);
    const kernel = (seed: number, stream: number): Float32Array =>
      initialWeights(spec, seed, stream)[0]!.values;
    expect(kernel(4, Stream.GeneratorWeights)).not.toEqual(values('0/kernel'));
    expect(kernel(3, Stream.DiscriminatorWeights)).not.toEqual(values('0/kernel'));
  });
});
