import { errorText } from '../words';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../contract/errors';
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

  it.each<[string, number[], LayerSpec[], RegExp]>([
    ['a conv on a flat input', [16], [relu, conv()], /^Layer 1 \(conv\): .*\[16\]/],
    [
      'a dense layer on a picture',
      [4, 4, 3],
      [{ kind: 'dense', units: 1, bias: true, initializer }],
      /^Layer 0 \(dense\): .*\[4, 4, 3\]/,
    ],
    [
      'a reshape of other size',
      [16],
      [{ kind: 'reshape', height: 2, width: 2, channels: 3 }],
      /^Layer 0 \(reshape\): .*16.*12/,
    ],
    [
      'a kernel larger than its input',
      [3, 3, 1],
      [conv({ kernel: 4, padding: 'valid' })],
      /^Layer 0 \(conv\): its 4x4 kernel/,
    ],
    ['no filters', [4, 4, 1], [conv({ filters: 0 })], /number of filters is 0/],
    [
      'half a filter',
      [4, 4, 1],
      [transposed({ filters: 1.5 })],
      /^Layer 0 \(convTranspose\): .*1\.5/,
    ],
    ['a stride of 0', [4, 4, 1], [conv({ stride: 0 })], /stride is 0/],
    [
      'pooling an odd edge',
      [5, 4, 1],
      [{ kind: 'averagePool' }],
      /^Layer 0 \(averagePool\): .*even.*\[5, 4, 1\]/,
    ],
    ['upsampling a vector', [4], [{ kind: 'upsample' }], /^Layer 0 \(upsample\)/],
    [
      'dropping everything',
      [4],
      [{ kind: 'dropout', rate: 1 }],
      /^Layer 0 \(dropout\): its rate is 1/,
    ],
    [
      'a momentum above 1',
      [4],
      [{ kind: 'batchNorm', momentum: 1.2, epsilon: 1e-5, unbiasedVariance: false }],
      /momentum is 1\.2/,
    ],
    [
      'an epsilon of 0',
      [4],
      [{ kind: 'batchNorm', momentum: 0.9, epsilon: 0, unbiasedVariance: false }],
      /epsilon is 0/,
    ],
    ['a sigmoid inside', [4], [{ kind: 'sigmoid' }, relu], /^Layer 0 \(sigmoid\): .*last/],
    ['an empty input', [], [relu], /input shape \[\]/],
  ])('[NET2] %s is refused with the layer named', (_, input, layers, message) => {
    const error = failure({ input, layers });
    expect(error.kind).toBe('settings-invalid');
    expect(errorText(error.toData()).message).toMatch(message);
  });
});
