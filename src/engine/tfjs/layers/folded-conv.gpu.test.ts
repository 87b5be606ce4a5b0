import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LayerSpec } from '../../../contract/net-spec';
import { normal } from '../../../contract/random';
import {
  convFilterGradient,
  convForward,
  convInputGradient,
  relativeError,
  sizeOf,
  type Conv,
  type Shape4,
} from '../../../testing/reference-ops';
import { closeEngine, openEngine } from '../../opening/open';
import { Constants } from '../constants';
import { lower } from './lower';

const initializer = { kind: 'normal', deviation: 1 } as const;
const conv = (kernel: number, filters: number, bias: boolean): LayerSpec => {
  return { kind: 'conv', filters, kernel, stride: 1, padding: 'same', bias, initializer };
};

/** Every number of a picture four times, [n, 2h, 2w, c]. */
function doubled(values: ArrayLike<number>, [n, h, w, c]: Shape4): Float64Array {
  const out = new Float64Array(4 * n * h * w * c);
  for (let i = 0; i < out.length; i++) {
    const channel = i % c;
    const place = (i - channel) / c;
    const [x, row] = [place % (2 * w), Math.floor(place / (2 * w))];
    const [y, b] = [row % (2 * h), Math.floor(row / (2 * h))];
    out[i] = values[((b * h + (y >> 1)) * w + (x >> 1)) * c + channel]!;
  }
  return out;
}

/** Its adjoint: sums of two by two, [n, h, w, c] from twice the height and width. */
function gathered(values: ArrayLike<number>, [n, h, w, c]: Shape4): Float64Array {
  const index = doubled(
    Float64Array.from({ length: n * h * w * c }, (_, i) => i),
    [n, h, w, c],
  );
  const out = new Float64Array(n * h * w * c);
  index.forEach((to, from) => (out[to]! += values[from]!));
  return out;
}

const rounded = (values: Float64Array): Float32Array => Float32Array.from(values);
const quarter = (values: Float64Array): Float64Array => values.map((value) => value / 4);

interface Case {
  readonly kind: 'upsample' | 'pool';
  readonly x: Shape4;
  readonly kernel: number;
  readonly filters: number;
  readonly bias: boolean;
}

const CASES: readonly Case[] = [
  { kind: 'upsample', x: [3, 5, 4, 3], kernel: 3, filters: 6, bias: true },
  { kind: 'upsample', x: [2, 4, 7, 6], kernel: 5, filters: 3, bias: false },
  { kind: 'upsample', x: [4, 8, 8, 20], kernel: 3, filters: 36, bias: true },
  { kind: 'upsample', x: [3, 5, 4, 9], kernel: 1, filters: 5, bias: true },
  { kind: 'pool', x: [2, 6, 8, 9], kernel: 1, filters: 5, bias: true },
  { kind: 'pool', x: [3, 6, 4, 3], kernel: 3, filters: 16, bias: true },
  { kind: 'pool', x: [2, 8, 10, 5], kernel: 5, filters: 7, bias: false },
  { kind: 'pool', x: [4, 16, 16, 20], kernel: 3, filters: 36, bias: true },
];

/** In float64, layer by layer. */
function expected({ kind, x: shape, kernel, filters }: Case, values: Record<string, Float32Array>) {
  const { x, filter, bias, dy } = values as Record<'x' | 'filter' | 'bias' | 'dy', Float32Array>;
  const [n, h, w, c] = shape;
  const doubling = kind === 'upsample';
  const inside: Shape4 = doubling ? [n, 2 * h, 2 * w, c] : shape;
  const one: Conv = { x: inside, filter: [kernel, kernel, c, filters], stride: 1, padding: 'same' };
  const input = doubling ? rounded(doubled(x, shape)) : x;
  const convolved = convForward(one, input, filter).map((value, i) => value + bias[i % filters]!);
  const half: Shape4 = [n, h / 2, w / 2, filters];
  const back = doubling ? dy : rounded(quarter(doubled(dy, half)));
  const dx = convInputGradient(one, back, filter);
  const sums = new Float64Array(filters);
  dy.forEach((value, i) => (sums[i % filters]! += value));
  return {
    y: doubling ? convolved : quarter(gathered(convolved, half)),
    dx: doubling ? gathered(dx, shape) : dx,
    filter: convFilterGradient(one, input, back),
    bias: sums,
  };
}

describe('two layers as one on WASM', () => {
  const constants = new Constants();
  beforeAll(async () => {
    expect((await openEngine('wasm')).report.engine).toBe('wasm');
  });
  afterAll(() => {
    constants.dispose();
    closeEngine();
  });

  test.each(CASES)(
    '[TRN4] $kind of $x by $kernel x $kernel, $filters filters, bias: $bias',
    async (given) => {
      const { kind, x: shape, kernel, filters, bias } = given;
      const [n, h, w, c] = shape;
      const doubling = kind === 'upsample';
      const layer = conv(kernel, filters, bias);
      const specs: LayerSpec[] = doubling
        ? [{ kind: 'upsample' }, layer]
        : [layer, { kind: 'averagePool' }];
      const shapes = doubling
        ? [
            [h, w, c],
            [2 * h, 2 * w, c],
            [2 * h, 2 * w, filters],
          ]
        : [
            [h, w, c],
            [h, w, filters],
            [h / 2, w / 2, filters],
          ];
      const out: Shape4 = doubling ? [n, 2 * h, 2 * w, filters] : [n, h / 2, w / 2, filters];
      const values = {
        x: normal(5, 0, 0, sizeOf(shape)),
        filter: normal(5, 0, 1, kernel * kernel * c * filters),
        bias: bias ? normal(5, 0, 2, filters) : new Float32Array(filters),
        dy: normal(5, 0, 3, sizeOf(out)),
      };
      const weights = {
        kernel: tf.tensor4d(values.filter, [kernel, kernel, c, filters]),
        bias: tf.tensor1d(values.bias),
      };
      const owners: number[] = [];
      const layers = lower(specs, (index) => shapes[index + 1]!, {
        constants,
        weightOf: (index, role) => {
          owners.push(index);
          return role === 'kernel' ? weights.kernel : weights.bias;
        },
      });
      expect(layers).toHaveLength(1);
      const [x, dy] = [tf.tensor4d(values.x, [...shape]), tf.tensor4d(values.dy, [...out])];
      const pass = { mode: 'training', dropout: () => new Float32Array() } as const;
      const { y, saved } = layers[0]!.forward(x, pass);
      const back = layers[0]!.backward({ dy, x, y, saved, input: true, weights: true });
      expect(new Set(owners)).toEqual(new Set([doubling ? 1 : 0]));
      expect(back.gradients).toHaveLength(bias ? 2 : 1);

      const right = expected(given, values);
      const pairs = [
        [y, right.y],
        [back.dx!, right.dx],
        [back.gradients[0]!, right.filter],
        ...(bias ? [[back.gradients[1]!, right.bias] as const] : []),
      ] as const;
      for (const [found, wanted] of pairs) {
        expect(relativeError(await found.data(), wanted)).toBeLessThan(1e-5);
      }
      tf.dispose([x, y, dy, ...saved, back.dx!, ...back.gradients, ...Object.values(weights)]);
    },
  );

  test('other neighbours stay two layers', () => {
    const weightOf = (): tf.Tensor => {
      throw new Error('No weight is read here.');
    };
    const count = (specs: LayerSpec[], edge: number): number =>
      lower(specs, () => [edge, edge, 4], { constants, weightOf }).length;
    const strided: LayerSpec = { ...conv(3, 4, true), stride: 2 } as LayerSpec;
    expect(count([{ kind: 'upsample' }, strided], 8)).toBe(2);
    expect(count([{ kind: 'upsample' }, conv(4, 4, true)], 8)).toBe(2);
    expect(count([{ kind: 'upsample' }, { kind: 'relu' }, conv(3, 4, true)], 8)).toBe(3);
    expect(count([conv(4, 4, true), { kind: 'averagePool' }], 8)).toBe(2);
    expect(count([strided, { kind: 'averagePool' }], 8)).toBe(2);
    expect(count([conv(3, 4, true)], 8)).toBe(1);
    expect(
      count([{ kind: 'upsample' }, conv(3, 4, true), { kind: 'averagePool' }, conv(3, 4, true)], 8),
    ).toBe(3);
  });
});
