import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Axis, Geometry } from './geometry';
import { JOB } from './native';
import { shape4, type Scratch } from './scratch';

/** Columns of a panel, into which the right-hand side of a product is brought. */
const PANEL = 8;

/** x [n, h, w, c] by filter [kh, kw, c, k], plus bias [k]: [n, oh, ow, k]. */
export function convolve(
  scratch: Scratch,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  { rows, columns }: Geometry,
): TensorInfo {
  const [n, , , c] = shape4(x);
  const k = shape4(filter)[3];
  const taps = rows.kernel * columns.kernel;
  const panels = packColumns(scratch, filter, { columns: k, steps: taps * c, pictures: 1 });
  const out = scratch.make([n, rows.output, columns.output, k]);
  gather(scratch, x, panels, bias, out, {
    stride: [rows.stride, columns.stride],
    step: [1, 1],
    phases: [[forward(rows), forward(columns)]],
    kernelColumns: columns.kernel,
  });
  return out;
}

/**
 * The gradient in the input, which is also the forward pass of a transposed convolution.
 *
 * Input places that lie `stride` apart meet the same taps of the filter: each of the
 * stride x stride phases is a convolution of the output gradient by its own taps.
 * dy [n, oh, ow, k], filter [kh, kw, c, k]: `shape` [n, h, w, c].
 */
export function inputGradient(
  scratch: Scratch,
  dy: TensorInfo,
  filter: TensorInfo,
  { rows, columns }: Geometry,
  shape: number[],
): TensorInfo {
  const [kh, kw, c, k] = shape4(filter);
  const panels = packTurned(scratch, filter, { columns: c, taps: kh * kw, steps: k });
  const out = scratch.make(shape);
  gather(scratch, dy, panels, null, out, {
    stride: [1, 1],
    step: [rows.stride, columns.stride],
    phases: phasesOf(rows).flatMap((row) =>
      phasesOf(columns).map((column) => [row, column] as const),
    ),
    kernelColumns: kw,
  });
  return out;
}

/** The gradient in the filter; x [n, h, w, c], dy [n, oh, ow, k]: [kh, kw, c, k]. */
export function filterGradient(
  scratch: Scratch,
  x: TensorInfo,
  dy: TensorInfo,
  { rows, columns }: Geometry,
): TensorInfo {
  const { native } = scratch;
  const [n, h, w, c] = shape4(x);
  const [, oh, ow, k] = shape4(dy);
  const panels = packColumns(scratch, dy, { columns: k, steps: n * oh * ow, pictures: n });
  const out = scratch.make([rows.kernel, columns.kernel, c, k]);
  native.run(JOB.filter, [
    native.address(x),
    native.address(panels.info),
    panels.bytes,
    native.address(out),
    n,
    h,
    w,
    c,
    oh,
    ow,
    k,
    rows.kernel,
    columns.kernel,
    rows.stride,
    columns.stride,
    rows.pad,
    columns.pad,
  ]);
  return out;
}

/** One axis of the places that a phase computes: start, start + step, ..., `count` of them. */
interface Phase {
  readonly start: number;
  readonly count: number;
  /** Which taps it meets, and where in the source, relative to the place. */
  readonly taps: readonly { readonly tap: number; readonly at: number }[];
}

const forward = ({ output, kernel, pad }: Axis): Phase => ({
  start: 0,
  count: output,
  taps: Array.from({ length: kernel }, (_, tap) => ({ tap, at: tap - pad })),
});

/** Input place start + stride u and tap meet at output place u + (start + pad - tap) / stride. */
function phasesOf({ input, kernel, stride, pad }: Axis): Phase[] {
  return Array.from({ length: Math.min(stride, input) }, (_, start) => ({
    start,
    count: Math.ceil((input - start) / stride),
    taps: Array.from({ length: kernel }, (_, tap) => ({
      tap,
      at: (start + pad - tap) / stride,
    })).filter(({ at }) => Number.isInteger(at)),
  }));
}

interface Panels {
  readonly info: TensorInfo;
  /** Of one panel. */
  readonly bytes: number;
}

function makePanels(scratch: Scratch, columns: number, steps: number): Panels {
  const info = scratch.make([Math.ceil(columns / PANEL), steps, PANEL]);
  return { info, bytes: 4 * PANEL * steps };
}

/** Rows [steps, columns] as they lie; with several pictures, places first and pictures after. */
function packColumns(
  scratch: Scratch,
  source: TensorInfo,
  { columns, steps, pictures }: { columns: number; steps: number; pictures: number },
): Panels {
  const { native } = scratch;
  const panels = makePanels(scratch, columns, steps);
  const places = steps / pictures;
  const ends = [native.address(source), native.address(panels.info), panels.bytes];
  native.run(JOB.columns, [...ends, columns, steps, pictures, places]);
  return panels;
}

/** Taps [taps, columns, steps], each turned into [steps, columns]. */
function packTurned(
  scratch: Scratch,
  source: TensorInfo,
  { columns, taps, steps }: { columns: number; taps: number; steps: number },
): Panels {
  const { native } = scratch;
  const panels = makePanels(scratch, columns, taps * steps);
  const ends = [native.address(source), native.address(panels.info), panels.bytes];
  native.run(JOB.turned, [...ends, columns, taps, steps]);
  return panels;
}

interface Gather {
  readonly stride: readonly [rows: number, columns: number];
  readonly step: readonly [rows: number, columns: number];
  readonly phases: readonly (readonly [rows: Phase, columns: Phase])[];
  readonly kernelColumns: number;
}

function gather(
  scratch: Scratch,
  source: TensorInfo,
  panels: Panels,
  bias: TensorInfo | null,
  out: TensorInfo,
  { stride, step, phases, kernelColumns }: Gather,
): void {
  const { native } = scratch;
  const [n, h, w, c] = shape4(source);
  const [, oh, ow, k] = shape4(out);
  const taps = phases.map(([rows, columns]) =>
    rows.taps.flatMap((y) =>
      columns.taps.flatMap((x) => [y.at, x.at, y.tap * kernelColumns + x.tap]),
    ),
  );
  const table = scratch.makeIntegers(6 * phases.length + taps.flat().length);
  let next = native.address(table) + 24 * phases.length;
  const heads = phases.flatMap(([rows, columns], i) => {
    const at = next;
    next += 4 * taps[i]!.length;
    return [rows.count, columns.count, rows.start, columns.start, at, taps[i]!.length / 3];
  });
  scratch.integers(table).set([...heads, ...taps.flat()]);
  native.run(JOB.gather, [
    native.address(source),
    native.address(panels.info),
    panels.bytes,
    bias ? native.address(bias) : 0,
    native.address(out),
    n,
    h,
    w,
    c,
    oh,
    ow,
    k,
    ...stride,
    ...step,
    native.address(table),
    phases.length,
  ]);
}
