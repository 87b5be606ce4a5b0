import { describe, expect, it } from 'vitest';
import { StudioError, type StudioErrorData } from '../contract/errors';
import type { LayerSpec, NetSpec } from '../contract/net-spec';
import { inferShapes } from './shapes';

const initializer = { kind: 'glorotUniform' } as const;
const conv = (change: Partial<Extract<LayerSpec, { kind: 'conv' }>> = {}): LayerSpec => ({
  kind: 'conv',
  filters: 8,
  kernel: 3,
  stride: 1,
  padding: 'same',
  bias: true,
  initializer,
  ...change,
});
const transposed = (
  change: Partial<Extract<LayerSpec, { kind: 'convTranspose' }>> = {},
): LayerSpec => ({
  kind: 'convTranspose',
  filters: 8,
  kernel: 4,
  stride: 2,
  padding: 'same',
  bias: true,
  initializer,
  ...change,
});

const shapesOf = (input: number[], ...layers: LayerSpec[]): number[][] =>
  inferShapes({ input, layers });

function failure(spec: NetSpec): StudioError {
  try {
    inferShapes(spec);
  } catch (thrown) {
    if (thrown instanceof StudioError) return thrown;
  }
  throw new Error('inferShapes let it pass');
}

describe('shapes', () => {
  it('[NET1] follows every layer kind', () => {
    expect(
      shapesOf(
        [10],
        { kind: 'dense', units: 48, bias: true, initializer },
        { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-5, unbiasedVariance: false },
        { kind: 'relu' },
        { kind: 'reshape', height: 4, width: 4, channels: 3 },
        { kind: 'upsample' },
        conv(),
        { kind: 'leakyRelu', slope: 0.2 },
        { kind: 'averagePool' },
        { kind: 'dropout', rate: 0.3 },
        { kind: 'tanh' },
        { kind: 'flatten' },
        { kind: 'sigmoid' },
      ),
    ).toEqual([
      [48],
      [48],
      [48],
      [4, 4, 3],
      [8, 8, 3],
      [8, 8, 8],
      [8, 8, 8],
      [4, 4, 8],
      [4, 4, 8],
      [4, 4, 8],
      [128],
      [128],
    ]);
  });

  it.each([
    // TensorFlow's table: same = ceil(n / s), valid = ceil((n - k + 1) / s).
    [28, 5, 2, 'same', 14],
    [7, 5, 2, 'same', 4],
    [64, 4, 2, 'same', 32],
    [4, 4, 1, 'valid', 1],
    [10, 3, 2, 'valid', 4],
    [9, 3, 2, 'valid', 4],
  ] as const)(
    '[NET1] conv %i, kernel %i, stride %i, %s -> %i',
    (n, kernel, stride, padding, out) => {
      expect(shapesOf([n, n, 3], conv({ kernel, stride, padding }))).toEqual([[out, out, 8]]);
    },
  );

  it.each([
    [1, 4, 1, 'valid', 4],
    [7, 5, 1, 'same', 7],
    [14, 5, 2, 'same', 28],
    [4, 4, 2, 'valid', 10],
  ] as const)(
    '[NET1] transposed conv %i, kernel %i, stride %i, %s -> %i',
    (n, kernel, stride, padding, out) => {
      expect(shapesOf([n, n, 3], transposed({ kernel, stride, padding }))).toEqual([[out, out, 8]]);
    },
  );

  it('[NET1] height and width may differ', () => {
    expect(shapesOf([8, 6, 3], conv({ stride: 2 }))).toEqual([[4, 3, 8]]);
  });
});

describe('shapes that do not fit', () => {
  const relu: LayerSpec = { kind: 'relu' };

  it.each<[string, number[], LayerSpec[], StudioErrorData]>([
    [
      'a conv on a flat input',
      [16],
      [relu, conv()],
      { code: 'layer-needs-picture', params: { layer: 1, layerKind: 'conv', input: [16] } },
    ],
    [
      'a dense layer on a picture',
      [4, 4, 3],
      [{ kind: 'dense', units: 1, bias: true, initializer }],
      { code: 'layer-needs-flat', params: { layer: 0, layerKind: 'dense', input: [4, 4, 3] } },
    ],
    [
      'a reshape of other size',
      [16],
      [{ kind: 'reshape', height: 2, width: 2, channels: 3 }],
      {
        code: 'layer-reshape-wrong',
        params: { layer: 0, layerKind: 'reshape', input: [16], output: [2, 2, 3] },
      },
    ],
    [
      'a kernel larger than its input',
      [3, 3, 1],
      [conv({ kernel: 4, padding: 'valid' })],
      {
        code: 'layer-kernel-too-large',
        params: { layer: 0, layerKind: 'conv', kernel: 4, input: [3, 3, 1] },
      },
    ],
    [
      'no filters',
      [4, 4, 1],
      [conv({ filters: 0 })],
      {
        code: 'layer-value-not-whole',
        params: { layer: 0, layerKind: 'conv', value: 'filters', found: 0 },
      },
    ],
    [
      'half a filter',
      [4, 4, 1],
      [transposed({ filters: 1.5 })],
      {
        code: 'layer-value-not-whole',
        params: { layer: 0, layerKind: 'convTranspose', value: 'filters', found: 1.5 },
      },
    ],
    [
      'a stride of 0',
      [4, 4, 1],
      [conv({ stride: 0 })],
      {
        code: 'layer-value-not-whole',
        params: { layer: 0, layerKind: 'conv', value: 'stride', found: 0 },
      },
    ],
    [
      'pooling an odd edge',
      [5, 4, 1],
      [{ kind: 'averagePool' }],
      {
        code: 'layer-needs-even',
        params: { layer: 0, layerKind: 'averagePool', input: [5, 4, 1] },
      },
    ],
    [
      'upsampling a vector',
      [4],
      [{ kind: 'upsample' }],
      { code: 'layer-needs-picture', params: { layer: 0, layerKind: 'upsample', input: [4] } },
    ],
    [
      'dropping everything',
      [4],
      [{ kind: 'dropout', rate: 1 }],
      {
        code: 'layer-value-not-share',
        params: { layer: 0, layerKind: 'dropout', value: 'rate', found: 1 },
      },
    ],
    [
      'a momentum above 1',
      [4],
      [{ kind: 'batchNorm', momentum: 1.2, epsilon: 1e-5, unbiasedVariance: false }],
      {
        code: 'layer-value-not-share',
        params: { layer: 0, layerKind: 'batchNorm', value: 'momentum', found: 1.2 },
      },
    ],
    [
      'an epsilon of 0',
      [4],
      [{ kind: 'batchNorm', momentum: 0.9, epsilon: 0, unbiasedVariance: false }],
      { code: 'layer-epsilon-wrong', params: { layer: 0, layerKind: 'batchNorm', found: 0 } },
    ],
    [
      'a sigmoid inside',
      [4],
      [{ kind: 'sigmoid' }, relu],
      { code: 'layer-sigmoid-inside', params: { layer: 0, layerKind: 'sigmoid' } },
    ],
    ['an empty input', [], [relu], { code: 'net-input-wrong', params: { shape: [] } }],
  ])('[NET2] %s is refused with the layer named', (_, input, layers, said) => {
    const error = failure({ input, layers });
    expect(error.kind).toBe('settings-invalid');
    expect(error.toData()).toEqual(said);
  });
});
