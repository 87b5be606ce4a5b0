import { describe, expect, it } from 'vitest';
import { normal, Stream } from '../../contract/random';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';
import {
  LAYER,
  RATE,
  SEED,
  SLOPE,
  STEP,
  activations,
  convolved,
  derivatives,
  masks,
  sizesOf,
} from '../../engine/wgsl/kernels/convolve/convolve.reference';
import { convolve, tilingOf, type Out } from '../../engine/wgsl/plan/convolution';
import { DispatchList } from '../../engine/wgsl/plan/dispatch';
import type { Activation } from '../../engine/wgsl/plan/stages';
import { STATE_LENGTH } from '../../engine/wgsl/plan/state';
import { smoke } from '../smoke';
import { distance } from './cases';
import { SHAPES, convOf, linearOf, namedShapes, type Shape } from './convolutions';
import {
  blank,
  held,
  heldWords,
  padded,
  paddedKernel,
  runList,
  unpadded,
  type Held,
} from './run-list';
import { sizeOf } from '../reference-ops';

/** Every other one has each size of a kernel, and each way to compute it. */
export const triedShapes = smoke(
  'every other shape of convolutions and their gradients on the compiled engine',
  namedShapes.filter((_, index) => index % 2 === 1),
  namedShapes,
);

const TOLERANCE = 1e-5;
const DIRECTIONS = ['down', 'up'] as const;
type Direction = (typeof DIRECTIONS)[number];

/** [kernel, kernel, big, small] as that direction reads it, [taps, in, out]. */
function turned(shape: Shape, direction: Direction, filter: Float32Array): Float32Array {
  if (direction === 'down') return filter;
  const { kernel, big, small } = shape;
  const out = new Float32Array(filter.length);
  filter.forEach((value, i) => {
    const [tap, a, b] = [Math.floor(i / (big * small)), Math.floor(i / small) % big, i % small];
    out[(tap * small + b) * big + a] = value;
  });
  expect(out).toHaveLength(kernel ** 2 * big * small);
  return out;
}

/** What becomes of the result, and the numbers that takes. */
interface After {
  readonly name: string;
  readonly activation: Activation;
  readonly bias?: boolean;
  readonly dropout?: boolean;
  readonly moments?: boolean;
  readonly backward?: boolean;
}
const PLAIN: After = { name: 'plain', activation: 'none' };
const AFTER: readonly After[] = [
  { name: 'bias', activation: 'none', bias: true },
  { name: 'bias and ReLU', activation: 'relu', bias: true },
  { name: 'bias, leaky ReLU and dropout', activation: 'leakyRelu', bias: true, dropout: true },
  { name: 'bias and tanh', activation: 'tanh', bias: true },
  { name: 'bias and moments', activation: 'none', bias: true, moments: true },
  { name: 'moments', activation: 'none', moments: true },
  { name: 'back through ReLU', activation: 'relu', backward: true },
  { name: 'back through tanh', activation: 'tanh', backward: true },
  {
    name: 'back through dropout and leaky ReLU',
    activation: 'leakyRelu',
    dropout: true,
    backward: true,
  },
  {
    name: 'back through dropout and tanh',
    activation: 'tanh',
    dropout: true,
    backward: true,
  },
  { name: 'back, with sums', activation: 'leakyRelu', backward: true, moments: true },
  {
    name: 'back through dropout, with sums',
    activation: 'relu',
    backward: true,
    dropout: true,
    moments: true,
  },
];

/**
 * Convolutions of all ways against double precision.
 * @param shapes those that are tried without anything after them.
 * @param what whether what may follow is tried as well.
 */
export function convolveSuite(
  open: () => Promise<GpuContext>,
  shapes: typeof triedShapes = triedShapes,
  what: 'all' | 'plain' = 'all',
): void {
  describe.each(DIRECTIONS)('a convolution %s', (direction) => {
    it.each(shapes)('%s', (_, shape) => check(direction, shape, PLAIN));

    // What follows is the same text for all ways: one of them each, in turn, since every combination
    // is compiled for itself.
    it.each(
      what === 'plain' ? [] : AFTER.map((after, index) => [after.name, after, index] as const),
    )('with what follows: %s', (_, after, index) =>
      check(direction, after.moments && direction === 'up' ? EVEN : ODD, after, index),
    );
  });

  it('all ways are tried', () => {
    const names = SHAPES.flatMap((shape) =>
      DIRECTIONS.flatMap(
        (direction) => listFor(direction, shape, PLAIN).list.dispatches[0]!.variants,
      ),
    ).map(({ name }) => name);
    expect([...new Set(names)].toSorted()).toEqual(
      expect.arrayContaining(['direct', 'quad', 'tall', 'tiled']),
    );
  });

  async function check(
    direction: Direction,
    shape: Shape,
    after: After,
    only: number | null = null,
  ): Promise<void> {
    const gpu = await open();
    const { list, tensors, y, moments, expected } = listFor(direction, shape, after);
    const [dispatch] = list.dispatches;
    const able = dispatch!.variants.filter(
      ({ flags }) => flags['FETCH'] !== 1 || gpu.device.features.has('subgroups'),
    );
    const variants = only === null ? able : [able[only % able.length]!];
    for (const variant of variants) {
      const read = moments ? [y, moments] : [y];
      const [found, parts] = await runList(gpu, list, tensors, read, () => variant);
      const values = unpadded(found!, expected.view);
      expect(distance(values, expected.y), `${variant.name}`).toBeLessThan(TOLERANCE);
      if (!parts) continue;
      const merged = expected.merge(parts);
      for (const [which, sums] of merged.entries()) {
        const wanted = expected.moments![which]!;
        expect(distance(sums, wanted), `${variant.name}, moments ${which}`).toBeLessThan(TOLERANCE);
      }
    }
  }
}

/** Offers all four ways in either direction; phases of up have unequal numbers of places. */
const ODD: Shape = {
  kernel: 3,
  stride: 2,
  padding: 'same',
  edge: 15,
  big: 16,
  small: 16,
  images: 2,
  groups: 2,
};
const EVEN: Shape = { ...ODD, edge: 16 };

interface Prepared {
  readonly list: DispatchList;
  readonly tensors: readonly Held[];
  readonly y: Held;
  readonly moments: Held | null;
  readonly expected: {
    readonly y: Float64Array;
    readonly view: ReturnType<typeof linearOf>['big'];
    /** Of each group and channel: mean and variance times count, or the two sums. */
    readonly moments: readonly [Float64Array, Float64Array] | null;
    readonly merge: (parts: Float32Array) => readonly [Float64Array, Float64Array];
  };
}

function listFor(direction: Direction, shape: Shape, after: After): Prepared {
  const linear = { ...linearOf(shape, direction), bias: after.bias === true };
  const [from, to] = direction === 'down' ? [linear.big, linear.small] : [linear.small, linear.big];
  const [inputs, outputs] = sizesOf(shape, direction);
  const { groups, images } = shape;
  const x = normal(SEED, 90, 0, inputs);
  const filter = normal(SEED, 91, 0, sizeOf(convOf(shape).filter), 0.5);
  const bias = normal(SEED, 92, 0, to.channels);
  const mask = after.dropout ? masks(outputs, groups) : null;
  // As activation and dropout leave them.
  const activated = normal(SEED, 93, 0, outputs, 0.5).map(activations[after.activation]);
  const saved = activated.map((value, i) => value * (mask?.[i] ?? 1));
  const raw = normal(SEED, 94, 0, outputs);
  const stats = normal(SEED, 95, 0, groups * 2 * to.channels);

  const tiling = tilingOf(linear, direction, images);
  const out4 = Math.ceil(to.channels / 4);
  const tensor = {
    x: held('x', padded(x, from)),
    weights: held(
      'weights',
      paddedKernel(turned(shape, direction, filter), shape.kernel ** 2, from, to),
    ),
    y: blank('y', (outputs / to.channels) * out4),
    bias: held('bias', padded(bias, to)),
    saved: held('saved', padded(saved, to)),
    raw: held('raw', padded(raw, to)),
    stats: held('stats', padded(stats, to)),
    moments: blank('moments', groups * tiling.tiles * 2 * out4),
    state: heldWords('state', [STEP, ...Array.from({ length: STATE_LENGTH - 1 }, () => 0)]),
  };
  const dropout = after.dropout
    ? {
        rate: RATE,
        stream: Stream.Dropout + LAYER,
        seed: SEED,
        state: tensor.state,
        firstImage: 0,
      }
    : null;
  const { moments } = tensor;
  const out: Out = {
    activation: after.activation,
    slope: SLOPE,
    dropout,
    ...(after.backward
      ? {
          backward: {
            saved: tensor.saved,
            sums: after.moments ? { raw: tensor.raw, stats: tensor.stats, moments } : null,
          },
        }
      : {
          forward: {
            bias: after.bias ? tensor.bias : null,
            moments: after.moments ? moments : null,
          },
        }),
  };
  const list = new DispatchList();
  const pass = { images, groups };
  convolve(list, 'test', linear, direction, tensor.x, tensor.weights, tensor.y, pass, out);

  const y = convolved(shape, direction, x, filter).map((value, i) => {
    const factor = mask ? mask[i]! : 1;
    if (after.backward) return value * derivatives[after.activation](activated[i]!) * factor;
    const biased = value + (after.bias ? bias[i % to.channels]! : 0);
    return activations[after.activation](biased) * factor;
  });
  const channelOf = (i: number): number =>
    Math.floor((i * groups) / outputs) * to.channels + (i % to.channels);
  const bins = (): Float64Array => new Float64Array(groups * to.channels);
  let wanted: readonly [Float64Array, Float64Array] | null = null;
  if (after.moments) {
    const [first, second] = [bins(), bins()];
    const count = outputs / groups / to.channels;
    y.forEach((value, i) => (first[channelOf(i)]! += after.backward ? value : value / count));
    y.forEach((value, i) => {
      const at = channelOf(i);
      const group = Math.floor(at / to.channels);
      const [mean, scale] = [0, 1].map(
        (which) => stats[(2 * group + which) * to.channels + (i % to.channels)]!,
      );
      second[at]! += after.backward
        ? value * (raw[i]! - mean!) * scale!
        : (value - first[at]!) ** 2;
    });
    wanted = [first, second];
  }
  return {
    list,
    tensors: Object.values(tensor),
    y: tensor.y,
    moments: after.moments ? moments : null,
    expected: { y, view: to, moments: wanted, merge },
  };

  /** All tiles of each group as one. */
  function merge(parts: Float32Array): readonly [Float64Array, Float64Array] {
    const values = unpadded(parts, to);
    const [first, second, counts] = [bins(), bins(), bins()];
    for (let row = 0; row < groups * tiling.tiles; row++) {
      const inPhase = (row % tiling.tilesInPhase) * tiling.rowsInTile;
      const count = Math.min(tiling.rowsInTile, tiling.rowsInPhase - inPhase);
      for (let c = 0; c < to.channels; c++) {
        const at = Math.floor(row / tiling.tiles) * to.channels + c;
        const [a, b] = [0, 1].map((which) => values[(2 * row + which) * to.channels + c]!);
        if (after.backward) {
          first[at]! += a!;
          second[at]! += b!;
          continue;
        }
        const delta = a! - first[at]!;
        const all = counts[at]! + count;
        second[at]! += b! + (delta * delta * counts[at]! * count) / all;
        first[at]! += (delta * count) / all;
        counts[at] = all;
      }
    }
    return [first, second];
  }
}
