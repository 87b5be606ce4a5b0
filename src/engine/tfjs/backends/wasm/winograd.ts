import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Axis, Geometry } from './geometry';
import { filterJob, gather, makePanels, type Panels, type Phase } from './jobs';
import { JOB } from './native';
import { shape4, type Scratch } from './scratch';

/** Products of two by two results, in two axes; 16 multiplications otherwise. */
const PRODUCTS = 9;
/** What the differences and sums cost pays from so many channels and columns of results on, and from
 *  so many squares of results: four times as many where they are what is summed over. */
const CHANNELS = 16;
const SQUARES = 32;

/** Even and odd taps of each axis: [rows, columns]. */
const PHASES = [0, 1].flatMap((p) => [0, 1].map((q) => [p, q] as const));
const TAPS = [0, 1].flatMap((a) => [0, 1].map((b) => [a, b] as const));

/**
 * Whether a convolution, or one of its gradients, is computed by Winograd's products
 * (`native/winograd.ts`): 4x4 filters of stride 2, as most layers of a DCGAN have them.
 * @param channels over which is summed; for the gradient in the filter, those of the input.
 * @param filters of the result.
 */
export function suitsWinograd(
  { rows, columns }: Geometry,
  pictures: number,
  channels: number,
  filters: number,
  squares = SQUARES,
): boolean {
  const suits = ({ kernel, stride }: Axis): boolean => kernel === 4 && stride === 2;
  if (!suits(rows) || !suits(columns) || Math.min(channels, filters) < CHANNELS) return false;
  return pictures * pairs(rows.output) * pairs(columns.output) >= squares;
}

/** Likewise for the gradient in the filter. */
export const gradientSuitsWinograd = (
  geometry: Geometry,
  pictures: number,
  channels: number,
  filters: number,
): boolean => suitsWinograd(geometry, pictures, channels, filters, 4 * SQUARES);

const pairs = (count: number): number => Math.ceil(count / 2);

/** As `convolve`. */
export function winogradConvolve(
  scratch: Scratch,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  { rows, columns }: Geometry,
): TensorInfo {
  const [, , c, k] = shape4(filter);
  const taps = PHASES.flatMap(([p, q]) => TAPS.map(([a, b]) => 4 * (2 * a + p) + 2 * b + q));
  const panels = packFilter(scratch, filter, { columns: k, channels: c, turned: false, taps });
  const out = scratch.make([x.shape[0]!, rows.output, columns.output, k]);
  const phase: Phase = {
    rows: rows.output,
    columns: columns.output,
    y0: 0,
    x0: 0,
    taps: PHASES.map(([p, q], part) => [p - rows.pad, q - columns.pad, part]),
  };
  gather(scratch, JOB.winogradGather, x, panels, bias, out, {
    stride: [2, 2],
    step: [1, 1],
    phases: [phase],
  });
  return out;
}

/** As `inputGradient`. */
export function winogradInputGradient(
  scratch: Scratch,
  dy: TensorInfo,
  filter: TensorInfo,
  { rows, columns }: Geometry,
  shape: number[],
): TensorInfo {
  const [, , c, k] = shape4(filter);
  // Read forwards, the output gradient meets the taps backwards.
  const taps = PHASES.flatMap(([p, q]) =>
    TAPS.map(([a, b]) => 4 * (p + 2 * (1 - a)) + q + 2 * (1 - b)),
  );
  const panels = packFilter(scratch, filter, { columns: c, channels: k, turned: true, taps });
  const out = scratch.make(shape);
  const phases = PHASES.map(([y0, x0]): Phase => {
    const [p, q] = [(y0 + rows.pad) % 2, (x0 + columns.pad) % 2];
    const [dy, dx] = [(y0 + rows.pad - p) / 2 - 1, (x0 + columns.pad - q) / 2 - 1];
    return {
      rows: Math.ceil((rows.input - y0) / 2),
      columns: Math.ceil((columns.input - x0) / 2),
      y0,
      x0,
      taps: [[dy, dx, 2 * p + q]],
    };
  });
  gather(scratch, JOB.winogradGather, dy, panels, null, out, {
    stride: [1, 1],
    step: [2, 2],
    phases: phases.filter(({ rows, columns }) => rows > 0 && columns > 0),
  });
  return out;
}

/** As `filterGradient`. */
export function winogradFilterGradient(
  scratch: Scratch,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: Geometry,
): TensorInfo {
  const { native } = scratch;
  const [n, oh, ow, k] = shape4(dy);
  const panels = makePanels(scratch, k, n * pairs(oh) * pairs(ow), PRODUCTS);
  const ends = [native.address(dy), native.address(panels.info), panels.bytes];
  native.run(JOB.winogradPlaces, [...ends, k, n, oh, ow]);
  return filterJob(scratch, JOB.winogradFilterGradient, x, panels, k, geometry);
}

interface FilterParts {
  readonly columns: number;
  readonly channels: number;
  /** Whether the filter lies as [taps, columns, channels]. */
  readonly turned: boolean;
  /** Four taps for each phase. */
  readonly taps: readonly number[];
}

function packFilter(
  scratch: Scratch,
  filter: TensorInfo,
  { columns, channels, turned, taps }: FilterParts,
): Panels {
  const { native } = scratch;
  const panels = makePanels(scratch, columns, PHASES.length * channels, PRODUCTS);
  const table = scratch.makeIntegers(taps.length);
  scratch.integers(table).set(taps);
  native.run(JOB.winogradFilter, [
    native.address(filter),
    native.address(panels.info),
    panels.bytes,
    columns,
    channels,
    turned ? 1 : 0,
    native.address(table),
    PHASES.length,
  ]);
  return panels;
}
