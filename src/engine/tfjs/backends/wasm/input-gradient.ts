import { type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core';
import { geometryOf, input, numbers, type Axis } from './geometry';
import { productGradient, suitsProduct } from './product-gradient';
import { Scratch, shape4, type Pad } from './scratch';

/**
 * The gradient of a convolution with respect to its input, which is also the forward pass of a
 * transposed convolution.
 *
 * Input places that lie `stride` apart meet the same taps of the filter, so that each of the
 * stride x stride phases is a convolution (stride 1) of the output gradient by its own part of the
 * filter, turned about; the phases are then interleaved. No work goes into zeros between samples.
 * Few output places and many filters are computed as a product instead.
 * Inputs dy [n, oh, ow, k], filter [kh, kw, c, k]; output [n, h, w, c].
 */
export const inputGradient: KernelConfig = {
  kernelName: 'Conv2DBackpropInput',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs = {}, backend }) => {
    const scratch = Scratch.over(backend);
    const dy = input(inputs, 'dy');
    const filter = input(inputs, 'filter');
    const shape = numbers(attrs['inputShape']);
    const geometry = geometryOf(shape, filter.shape, attrs);
    if (suitsProduct(dy)) {
      return scratch.release(productGradient(scratch, dy, filter, geometry, shape));
    }
    const { rows, columns } = geometry;
    const turned = scratch.transpose(filter, [0, 1, 3, 2]);
    const phases = phasesOf(rows).map((row) =>
      phasesOf(columns).map((column) => phaseGradient(scratch, dy, turned, row, column)),
    );
    return scratch.release(interleave(scratch, phases, shape));
  },
};

/** One axis of one phase: input places offset, offset + stride, ... */
interface Phase {
  /** Places of this phase, the same for all phases; surplus ones are cropped. */
  readonly count: number;
  /** Taps of the filter it meets: first, first + stride, ...; none where stride > kernel. */
  readonly first: number;
  readonly step: number;
  readonly taps: number;
  /** Output places it reads, as padding around the output gradient; negative means cropping. */
  readonly pad: Pad;
}

/**
 * With input place p = offset + stride * i - and tap t = first + stride * j, the output place that
 * meets both is i + shift - j.
 */
function phasesOf({ input: size, output, kernel, stride, pad }: Axis): Phase[] {
  const count = Math.ceil(size / stride);
  return Array.from({ length: stride }, (_, offset) => {
    const first = (offset + pad) % stride;
    const shift = Math.floor((offset + pad) / stride);
    const taps = Math.max(0, Math.ceil((kernel - first) / stride));
    return { count, first, step: stride, taps, pad: [taps - 1 - shift, count + shift - output] };
  });
}

/** [n, rows, columns, c] of one phase; `turned` is the filter as [kh, kw, k, c]. */
function phaseGradient(
  scratch: Scratch,
  dy: TensorInfo,
  turned: TensorInfo,
  rows: Phase,
  columns: Phase,
): TensorInfo {
  const [n, height, width] = shape4(dy);
  const [top, bottom] = rows.pad;
  const [left, right] = columns.pad;
  const usedHeight = height + Math.min(0, top) + Math.min(0, bottom);
  const usedWidth = width + Math.min(0, left) + Math.min(0, right);
  // A phase that no output place reads: its gradient is zero.
  if (rows.taps === 0 || columns.taps === 0 || usedHeight <= 0 || usedWidth <= 0) {
    const none = scratch.make([n, rows.count, columns.count, turned.shape[3]!]);
    scratch.values(none).fill(0);
    return none;
  }
  return scratch.conv(
    scratch.crop(dy, Math.max(0, -top), usedHeight, Math.max(0, -left), usedWidth),
    phaseFilter(scratch, turned, rows, columns),
    [Math.max(0, top), Math.max(0, bottom)],
    [Math.max(0, left), Math.max(0, right)],
  );
}

/** The taps of one phase, turned about, out of `turned` [kh, kw, k, c]: [taps, taps, k, c]. */
function phaseFilter(
  scratch: Scratch,
  turned: TensorInfo,
  rows: Phase,
  columns: Phase,
): TensorInfo {
  const [, width, k, c] = shape4(turned);
  const out = scratch.make([rows.taps, columns.taps, k, c]);
  const source = scratch.values(turned);
  const target = scratch.values(out);
  for (let row = 0; row < rows.taps; row++) {
    const i = rows.first + rows.step * (rows.taps - 1 - row);
    for (let column = 0; column < columns.taps; column++) {
      const j = columns.first + columns.step * (columns.taps - 1 - column);
      const from = (i * width + j) * k * c;
      target.set(source.subarray(from, from + k * c), (row * columns.taps + column) * k * c);
    }
  }
  return out;
}

/** Puts phases [n, rows, columns, c] in their places of [n, h, w, c]. */
function interleave(scratch: Scratch, phases: TensorInfo[][], shape: number[]): TensorInfo {
  const down = phases.length;
  const across = phases[0]!.length;
  if (down === 1 && across === 1) return phases[0]![0]!;
  const [n, height, width, c] = [shape[0]!, shape[1]!, shape[2]!, shape[3]!];
  const out = scratch.make([n, height, width, c]);
  const target = scratch.values(out);
  phases.forEach((row, y) =>
    row.forEach((phase, x) => {
      const [, rows, columns] = shape4(phase);
      const source = scratch.values(phase);
      for (let b = 0; b < n; b++) {
        for (let i = 0; y + down * i < height; i++) {
          const from = (b * rows + i) * columns * c;
          const to = ((b * height + y + down * i) * width + x) * c;
          spread(target, to, across * c, source, from, c, Math.ceil((width - x) / across));
        }
      }
    }),
  );
  return out;
}

/** Copies `count` runs of `length` numbers that follow one another to places `stride` apart. */
function spread(
  target: Float32Array,
  to: number,
  stride: number,
  source: Float32Array,
  from: number,
  length: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < length; j++) target[to + i * stride + j] = source[from + i * length + j]!;
  }
}
