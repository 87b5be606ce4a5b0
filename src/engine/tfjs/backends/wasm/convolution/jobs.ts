import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Geometry } from './geometry';
import { Job } from '../native/jobs';
import { shape4, type Scratch } from '../scratch';

/** Columns of a panel, into which the right-hand side of a product is brought. */
const PANEL = 8;

/** The right-hand side of a product: [columns / 8, steps, 8]. */
export interface Panels {
  readonly info: TensorInfo;
  /** Of one panel. */
  readonly bytes: number;
}

function makePanels(scratch: Scratch, columns: number, steps: number): Panels {
  const info = scratch.make([Math.ceil(columns / PANEL), steps, PANEL]);
  return { info, bytes: 4 * PANEL * steps };
}

/** Rows [steps, columns] as they lie; with several pictures, places first and pictures after. */
export function packColumns(
  scratch: Scratch,
  source: TensorInfo,
  { columns, steps, pictures }: { columns: number; steps: number; pictures: number },
): Panels {
  const { native } = scratch;
  const panels = makePanels(scratch, columns, steps);
  const places = steps / pictures;
  const ends = [native.address(source), native.address(panels.info), panels.bytes];
  native.run(Job.columns, [...ends, columns, steps, pictures, places]);
  return panels;
}

/** Taps [taps, columns, steps], each turned into [steps, columns]. */
export function packTurned(
  scratch: Scratch,
  source: TensorInfo,
  { columns, taps, steps }: { columns: number; taps: number; steps: number },
): Panels {
  const { native } = scratch;
  const panels = makePanels(scratch, columns, taps * steps);
  const ends = [native.address(source), native.address(panels.info), panels.bytes];
  native.run(Job.turned, [...ends, columns, taps, steps]);
  return panels;
}

/** Where one tap is read, relative to a place, and which part of the panels it meets. */
export type Tap = readonly [dy: number, dx: number, part: number];

/** Results whose taps are the same: places (y0 + step u, x0 + step v), u < rows, v < columns. */
export interface Phase {
  readonly rows: number;
  readonly columns: number;
  readonly y0: number;
  readonly x0: number;
  readonly taps: readonly Tap[];
}

export interface Gather {
  /** From place to place in what is read, and in what is written. */
  readonly stride: readonly [rows: number, columns: number];
  readonly step: readonly [rows: number, columns: number];
  readonly phases: readonly Phase[];
}

/** Runs a job of `native/products/gather.ts`: every result of `out` gathers what lies around it in `source`. */
export function gather(
  scratch: Scratch,
  source: TensorInfo,
  panels: Panels,
  bias: TensorInfo | null,
  out: TensorInfo,
  { stride, step, phases }: Gather,
): void {
  const { native } = scratch;
  const [n, h, w, c] = shape4(source);
  const [, oh, ow, k] = shape4(out);
  const heads = 6 * phases.length;
  const table = scratch.makeIntegers(
    heads + phases.reduce((sum, { taps }) => sum + 3 * taps.length, 0),
  );
  const numbers = scratch.integers(table);
  let next = heads;
  phases.forEach(({ rows, columns, y0, x0, taps }, i) => {
    const at = native.address(table) + 4 * next;
    numbers.set([rows, columns, y0, x0, at, taps.length], 6 * i);
    numbers.set(taps.flat(), next);
    next += 3 * taps.length;
  });
  native.run(Job.gather, [
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

/** Runs a job of `native/products/filter.ts`; x [n, h, w, c], dy [n, oh, ow, k] in panels: [kh, kw, c, k]. */
export function filterJob(
  scratch: Scratch,
  x: TensorInfo,
  panels: Panels,
  columns: number,
  geometry: Geometry,
): TensorInfo {
  const { native } = scratch;
  const out = scratch.make([geometry.rows.kernel, geometry.columns.kernel, shape4(x)[3], columns]);
  native.run(Job.filter, [
    ...convolutionFields(x.shape, columns, geometry),
    native.address(x),
    native.address(panels.info),
    panels.bytes,
    native.address(out),
  ]);
  return out;
}

/** As `native/convolution.ts` has them. @param shape of x. */
export function convolutionFields(
  shape: readonly number[],
  filters: number,
  geometry: Geometry,
): number[] {
  const axes = [geometry.rows, geometry.columns];
  return [
    ...shape,
    ...axes.map(({ output }) => output),
    filters,
    ...axes.map(({ kernel }) => kernel),
    ...axes.map(({ stride }) => stride),
    ...axes.map(({ pad }) => pad),
  ];
}

/** How the taps of one filter are made of another's. */
export interface Combination {
  /** Of the result, rows and columns. */
  readonly edges: readonly [number, number];
  /** For each of its taps four of the other, -1 where there are fewer. */
  readonly terms: readonly number[];
  /** Whether channels and filters change places. */
  readonly turned: boolean;
  readonly scale: number;
}

/** Runs a job of `native/products/combine.ts`; filter [h, w, c, k]: [...edges, c, k], or [...edges, k, c]. */
export function combine(
  scratch: Scratch,
  filter: TensorInfo,
  { edges, terms, turned, scale }: Combination,
): TensorInfo {
  const { native } = scratch;
  const [, , rows, columns] = shape4(filter);
  const out = scratch.make([...edges, ...(turned ? [columns, rows] : [rows, columns])]);
  const ends = [native.address(filter), native.address(out)];
  const fields = [rows, columns, turned ? 1 : 0, scratch.table(terms), edges[0] * edges[1]];
  native.run(Job.combine, [...ends, ...fields], [scale]);
  return out;
}
