import { failureOf } from '../../../testing/failing';
import { describe, expect, test } from 'vitest';
import { PRESET_IDS } from '../../../contract/hyperparameters';
import { StudioError, type StudioErrorData } from '../../../contract/errors';
import type { LayerSpec, NetSpec } from '../../../contract/net-spec';
import { everyLayerGan } from '../../../testing/engine/tiny-gan';
import { presetPlan } from '../../../testing/wgsl/cases';
import { inferShapes } from '../../../nets/shapes';
import { stagesOf, type Stage } from './stages';
import { channelVectors, pictureVectors, placesOf } from './tensor';

/** "up 4/2+1 6 -> 3 relu": direction, kernel/stride+pad, channels from and to, what follows. */
function notified({ linear, norm, activation, dropout }: Stage): string {
  const { direction, kernel, stride, pad, big, small, fold } = linear;
  const [from, to] = direction === 'down' ? [big, small] : [small, big];
  const side = ({ groups, channels, height, width }: typeof big): string =>
    `${height}x${width}x${groups > 1 ? `${groups}*` : ''}${channels}`;
  return [
    `${direction} ${kernel}/${stride}+${pad}`,
    ...(fold === 'none' ? [] : [fold]),
    `${side(from)} -> ${side(to)}`,
    ...(linear.bias ? ['bias'] : []),
    ...(norm ? ['norm'] : []),
    ...(activation === 'none' ? [] : [activation]),
    ...(dropout ? ['dropout'] : []),
  ].join(' ');
}

const net = (input: readonly number[], ...layers: LayerSpec[]): NetSpec => ({ input, layers });
const initializer = { kind: 'normal', deviation: 0.1 } as const;
const dense = (units: number, bias = true): LayerSpec => ({
  kind: 'dense',
  units,
  bias,
  initializer,
});
const conv = (
  kernel: number,
  stride = 1,
  padding: 'same' | 'valid' = 'same',
  kind: 'conv' | 'convTranspose' = 'conv',
  bias = false,
): LayerSpec => ({ kind, filters: 6, kernel, stride, padding, bias, initializer });
const norm: LayerSpec = {
  kind: 'batchNorm',
  momentum: 0.9,
  epsilon: 1e-3,
  unbiasedVariance: false,
};

describe('a net is cut into stages', () => {
  test('of every kind of layer', () => {
    const { generator, discriminator } = everyLayerGan();
    expect(stagesOf(generator).map(notified)).toEqual([
      'down 1/1+0 1x1x5 -> 1x1x12',
      'up 1/1+0 1x1x12 -> 1x1x4*6 norm leakyRelu',
      'up 4/2+1 upsample 2x2x6 -> 4x4x6 bias norm relu',
      'up 4/2+1 4x4x6 -> 8x8x3 bias tanh',
    ]);
    expect(stagesOf(discriminator).map(notified)).toEqual([
      'down 5/2+1 8x8x3 -> 4x4x4 bias leakyRelu dropout',
      'down 4/2+1 pool 4x4x4 -> 2x2x6 norm leakyRelu',
      'down 1/1+0 1x1x4*6 -> 1x1x5 bias',
      'down 1/1+0 1x1x5 -> 1x1x1 bias',
    ]);
  });

  test.each(PRESET_IDS)('of %s, each reading what the one before wrote', (preset) => {
    const { gan } = presetPlan(preset);
    for (const spec of [gan.generator, gan.discriminator]) {
      const stages = stagesOf(spec);
      const kernels = spec.layers.flatMap(({ kind }, index) =>
        kind === 'dense' || kind === 'conv' || kind === 'convTranspose' ? [index] : [],
      );
      expect(stages.map(({ layer }) => layer)).toEqual(kernels);
      for (const [index, { linear, output, raw, norm }] of stages.entries()) {
        const next = stages[index + 1]?.linear;
        const to = linear.direction === 'down' ? linear.small : linear.big;
        // The same numbers in memory, however they are called.
        expect(pictureVectors(raw)).toBe(pictureVectors(output));
        expect(placesOf(to) * channelVectors(to)).toBe(pictureVectors(output));
        if (next) {
          const from = next.direction === 'down' ? next.big : next.small;
          expect(pictureVectors(from)).toBe(pictureVectors(output));
        }
        if (norm) expect(pictureVectors(norm.view)).toBe(pictureVectors(output));
      }
      const shape = inferShapes(spec).at(-1)!;
      const { output } = stages.at(-1)!;
      expect(output.height * output.width * output.groups * output.channels).toBe(
        shape.reduce((product, edge) => product * edge, 1),
      );
    }
  });

  test.each<[number, number, 'same' | 'valid', string]>([
    [3, 1, 'same', 'down 3/1+1 9x9x3 -> 9x9x6'],
    [4, 2, 'same', 'down 4/2+1 9x9x3 -> 5x5x6'],
    [5, 2, 'same', 'down 5/2+2 9x9x3 -> 5x5x6'],
    [5, 1, 'valid', 'down 5/1+0 9x9x3 -> 5x5x6'],
    [1, 1, 'same', 'down 1/1+0 9x9x3 -> 9x9x6'],
    [9, 1, 'valid', 'down 1/1+0 1x1x81*3 -> 1x1x6'],
  ])('a convolution %d/%d, %s', (kernel, stride, padding, expected) => {
    expect(stagesOf(net([9, 9, 3], conv(kernel, stride, padding))).map(notified)).toEqual([
      expected,
    ]);
  });

  test.each<[number, number, 'same' | 'valid', boolean, string]>([
    [4, 2, 'same', false, 'up 4/2+1 4x4x3 -> 8x8x6'],
    [5, 2, 'same', false, 'up 5/2+1 4x4x3 -> 8x8x6'],
    [3, 1, 'same', true, 'up 3/1+1 4x4x3 -> 4x4x6 bias'],
    [4, 1, 'valid', false, 'up 4/1+0 4x4x3 -> 7x7x6'],
  ])('a transposed convolution %d/%d, %s', (kernel, stride, padding, bias, expected) => {
    const layer = conv(kernel, stride, padding, 'convTranspose', bias);
    expect(stagesOf(net([4, 4, 3], layer)).map(notified)).toEqual([expected]);
  });

  test('a transposed convolution from a single place, with a bias and without', () => {
    const of = (bias: boolean) =>
      stagesOf(net([1, 1, 3], conv(4, 1, 'valid', 'convTranspose', bias))).map(notified);
    expect(of(false)).toEqual(['up 1/1+0 1x1x3 -> 1x1x16*6']);
    expect(of(true)).toEqual(['up 4/1+0 1x1x3 -> 4x4x6 bias']);
  });

  test('dropout of nothing is none; a final sigmoid is left out', () => {
    const spec = net([4], dense(4), { kind: 'dropout', rate: 0 }, { kind: 'sigmoid' });
    expect(stagesOf(spec).map(notified)).toEqual(['down 1/1+0 1x1x4 -> 1x1x4 bias']);
  });
});

test.each<[StudioErrorData, NetSpec]>([
  [
    { code: 'layer-not-planned', params: { layer: 0, layerKind: 'batchNorm' } },
    net([4], norm, dense(4)),
  ],
  [
    { code: 'layer-not-planned', params: { layer: 0, layerKind: 'relu' } },
    net([4], { kind: 'relu' }, dense(4)),
  ],
  [
    { code: 'layer-not-planned', params: { layer: 2, layerKind: 'tanh' } },
    net([4], dense(4), { kind: 'relu' }, { kind: 'tanh' }),
  ],
  [
    { code: 'layer-not-planned', params: { layer: 2, layerKind: 'batchNorm' } },
    net([4], dense(4), { kind: 'relu' }, norm),
  ],
  [
    { code: 'layer-not-planned', params: { layer: 2, layerKind: 'batchNorm' } },
    net([4], dense(4), norm, norm),
  ],
  [
    { code: 'layer-not-planned', params: { layer: 2, layerKind: 'dropout' } },
    net([4], dense(4), { kind: 'dropout', rate: 0.1 }, { kind: 'dropout', rate: 0.1 }),
  ],
  [
    { code: 'layer-not-planned', params: { layer: 2, layerKind: 'relu' } },
    net([4], dense(4), { kind: 'dropout', rate: 0.1 }, { kind: 'relu' }),
  ],
  [
    { code: 'layer-not-planned', params: { layer: 0, layerKind: 'averagePool' } },
    net([4, 4, 3], { kind: 'averagePool' }, conv(3)),
  ],
  [
    { code: 'layer-not-planned', params: { layer: 1, layerKind: 'averagePool' } },
    net([4, 4, 3], conv(4), { kind: 'averagePool' }),
  ],
  [
    { code: 'layer-not-planned', params: { layer: 0, layerKind: 'upsample' } },
    net([4, 4, 3], { kind: 'upsample' }, conv(3, 2)),
  ],
  [
    { code: 'layer-not-planned', params: { layer: 0, layerKind: 'upsample' } },
    net([4, 4, 3], { kind: 'upsample' }),
  ],
  [{ code: 'net-without-weights', params: {} }, net([4, 4, 4], { kind: 'flatten' })],
  // Phases with unequal numbers of places.
  [
    { code: 'layer-not-planned', params: { layer: 1, layerKind: 'batchNorm' } },
    net([4, 4, 3], conv(3, 2, 'valid', 'convTranspose'), norm),
  ],
  // 12 channels padded to 12, as 4 places of 3 padded to 4: other places in memory.
  [
    { code: 'layer-not-planned', params: { layer: 2, layerKind: 'reshape' } },
    net(
      [4, 4, 3],
      conv(3),
      { kind: 'flatten' },
      { kind: 'reshape', height: 1, width: 1, channels: 96 },
    ),
  ],
])('there is no plan: %j', (said, spec) => {
  const attempt = (): unknown => stagesOf(spec);
  expect(attempt).toThrow(StudioError);
  expect(failureOf(attempt)).toEqual(said);
  expect(attempt).toThrow(expect.objectContaining({ kind: 'settings-invalid' }) as Error);
});
