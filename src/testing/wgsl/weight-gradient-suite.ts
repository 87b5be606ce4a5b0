import { describe, expect, it } from 'vitest';
import { normal } from '../../contract/random';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';
import { DispatchList, type Variant } from '../../engine/wgsl/plan/dispatch';
import type { Linear } from '../../engine/wgsl/plan/stages';
import type { View } from '../../engine/wgsl/plan/tensor';
import { EMULATED, GRAPHICS, type GpuTraits } from '../../engine/wgsl/plan/traits';
import { splitOf, weightGradient } from '../../engine/wgsl/plan/weight-gradient';
import { convFilterGradient, convOutput, sizeOf } from '../reference-ops';
import { distance } from './cases';
import { convOf, linearOf, type Shape } from './convolutions';
import { triedShapes } from './convolve-suite';
import { blank, held, padded, runList, type Held } from './run-list';

const TOLERANCE = 1e-5;
const SEED = 19;

/** Gradients of kernels of all ways against double precision. */
export function weightGradientSuite(
  open: () => Promise<GpuContext>,
  shapes: typeof triedShapes = triedShapes,
): void {
  describe.each(['none', 'upsample'] as const)(
    'the gradient of a kernel, rows as for %s',
    (fold) => {
      it.each(
        shapes.flatMap(([name, shape]) => [
          [name, shape, GRAPHICS] as const,
          [`${name}, emulated`, shape, EMULATED] as const,
        ]),
      )('%s', async (_, shape, traits) => {
        const gpu = await open();
        const { list, tensors, parts, sum, expected } = prepared(shape, fold, false, traits);
        for (const variant of variantsOf(list, gpu)) {
          const [found] = await runList(gpu, list, tensors, [parts], () => variant);
          expect(distance(sum(found!), expected), variant.name).toBeLessThan(TOLERANCE);
        }
      });
    },
  );

  it.each(['none', 'upsample'] as const)(
    'is added to what there is, rows as for %s',
    async (fold) => {
      const gpu = await open();
      const { list, tensors, parts, sum, expected } = prepared(LARGE, fold, true, GRAPHICS);
      for (const variant of variantsOf(list, gpu)) {
        const [found] = await runList(gpu, list, tensors, [parts], () => variant);
        const before = sum(parts.data.subarray(4 * parts.base, parts.data.length - 4 * parts.base));
        const added = sum(found!).map((value, i) => value - before[i]!);
        expect(distance(added, expected), variant.name).toBeLessThan(TOLERANCE);
      }
    },
  );

  it('long sums are split', () => {
    const linear = linearOf({ ...LARGE, edge: 64 }, 'down');
    const { splits, linesPerSplit } = splitOf(linear, 40, GRAPHICS);
    expect(splits).toBeGreaterThan(1);
    expect(splits * linesPerSplit).toBeGreaterThanOrEqual(40 * linear.small.height);
    expect((splits - 1) * linesPerSplit).toBeLessThan(40 * linear.small.height);
  });
}

/** Offers every way with rows of either side. */
const LARGE: Shape = {
  kernel: 4,
  stride: 2,
  padding: 'same',
  edge: 8,
  big: 34,
  small: 36,
  images: 2,
  groups: 1,
};

const variantsOf = ({ dispatches }: DispatchList, { device }: GpuContext): Variant[] =>
  dispatches[0]!.variants.filter(
    ({ flags }) => flags['FETCH'] !== 1 || device.features.has('subgroups'),
  );

interface Prepared {
  readonly list: DispatchList;
  readonly tensors: readonly Held[];
  readonly parts: Held;
  /** [taps, rows, columns] of all splits, without padding. */
  readonly sum: (parts: ArrayLike<number>) => Float64Array;
  readonly expected: Float64Array;
}

function prepared(
  shape: Shape,
  fold: Linear['fold'],
  accumulate: boolean,
  traits: GpuTraits,
): Prepared {
  const linear = { ...linearOf(shape, 'down'), fold };
  const conv = convOf(shape);
  const images = shape.images * shape.groups;
  const x = normal(SEED, 90, 0, sizeOf(conv.x));
  const dy = normal(SEED, 91, 0, sizeOf(convOutput(conv)));
  const { splits, vectors } = splitOf(linear, images, traits);
  const big = held('big', padded(x, linear.big));
  const small = held('small', padded(dy, linear.small));
  const parts = accumulate
    ? held('parts', normal(SEED, 92, 0, 4 * splits * vectors))
    : blank('parts', splits * vectors);
  const list = new DispatchList();
  weightGradient(list, 'test', linear, big, small, parts, images, images, accumulate, traits);
  const rowsBig = fold !== 'upsample';
  const [rows, columns] = rowsBig ? [linear.big, linear.small] : [linear.small, linear.big];
  const gradient = convFilterGradient(conv, x, dy);
  const taps = shape.kernel ** 2;
  return {
    list,
    tensors: [big, small, parts],
    parts,
    sum: (values) => summed(values, splits, taps, rows, columns),
    expected: rowsBig ? gradient : exchanged(gradient, taps, shape.big, shape.small),
  };
}

function summed(
  parts: ArrayLike<number>,
  splits: number,
  taps: number,
  rows: View,
  columns: View,
): Float64Array {
  const width = ({ channels }: View): number => 4 * Math.ceil(channels / 4);
  const out = new Float64Array(taps * rows.channels * columns.channels);
  for (let split = 0; split < splits; split++) {
    for (let i = 0; i < out.length; i++) {
      const column = i % columns.channels;
      const row = Math.floor(i / columns.channels) % rows.channels;
      const tap = Math.floor(i / columns.channels / rows.channels);
      const line = (split * taps + tap) * width(rows) + row;
      out[i]! += parts[line * width(columns) + column]!;
    }
  }
  return out;
}

/** [taps, a, b] to [taps, b, a]. */
function exchanged(values: Float64Array, taps: number, a: number, b: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let tap = 0; tap < taps; tap++) {
    for (let i = 0; i < a; i++) {
      for (let j = 0; j < b; j++) out[(tap * b + j) * a + i] = values[(tap * a + i) * b + j]!;
    }
  }
  return out;
}
