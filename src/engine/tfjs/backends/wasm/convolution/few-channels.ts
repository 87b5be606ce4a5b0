import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Geometry } from './geometry';
import { convolutionFields, packTurned } from './jobs';
import { Job } from '../native/jobs';
import { shape4, type Scratch } from '../scratch';

/** Channels that fill a vector at most: those of pictures. */
const FEW = 4;
/** Numbers of a filter's window with all channels, at most, and places at least, for which
 *  `native/pictures/windows.ts` and `native/pictures/scatter.ts` have room. */
const WINDOW = 128;
const PLACES = 4;
/** Columns of a panel. */
const PANEL = 8;

/** Whether a convolution of pictures, and its gradient in the filter, go by windows. */
export const suitsWindows = (
  geometry: Geometry,
  pictures: number,
  channels: number,
  filters: number,
): boolean =>
  fits(geometry, channels) &&
  filters % PANEL === 0 &&
  pictures * geometry.rows.output * geometry.columns.output >= PLACES;

/** Whether its gradient in the pictures is scattered. */
export const suitsScatter = (geometry: Geometry, channels: number, filters: number): boolean =>
  fits(geometry, channels) && filters >= PANEL && geometry.columns.output >= PLACES;

const fits = ({ rows, columns }: Geometry, channels: number): boolean =>
  channels <= FEW && rows.kernel * columns.kernel * channels <= WINDOW;

/** As `convolve`. */
export function convolveWindows(
  scratch: Scratch,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  geometry: Geometry,
): TensorInfo {
  const { rows, columns } = geometry;
  const out = scratch.make([x.shape[0]!, rows.output, columns.output, shape4(filter)[3]]);
  runWindows(scratch, Job.windows, x, filter, bias, out, geometry);
  return out;
}

/** As `filterGradient`. */
export function windowFilterGradient(
  scratch: Scratch,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: Geometry,
): TensorInfo {
  const { rows, columns } = geometry;
  const out = scratch.make([rows.kernel, columns.kernel, shape4(x)[3], shape4(dy)[3]]);
  runWindows(scratch, Job.windowGradient, x, out, null, dy, geometry);
  return out;
}

/** Runs a job of `native/pictures/windows.ts`. */
function runWindows(
  scratch: Scratch,
  kind: number,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  out: TensorInfo,
  geometry: Geometry,
): void {
  const { native } = scratch;
  native.run(kind, [
    ...convolutionFields(x.shape, shape4(out)[3], geometry),
    native.address(x),
    native.address(filter),
    bias ? native.address(bias) : 0,
    native.address(out),
  ]);
}

/** As `inputGradient`, plus bias [c]. */
export function scatterInputGradient(
  scratch: Scratch,
  dy: TensorInfo,
  filter: TensorInfo,
  geometry: Geometry,
  shape: number[],
  bias: TensorInfo | null = null,
): TensorInfo {
  const { native } = scratch;
  const [kh, kw, c, k] = shape4(filter);
  const panels = packTurned(scratch, filter, { columns: kh * kw * c, taps: 1, steps: k });
  const out = scratch.make(shape);
  native.run(Job.scatter, [
    ...convolutionFields(shape, k, geometry),
    native.address(dy),
    native.address(panels.info),
    panels.bytes,
    bias ? native.address(bias) : 0,
    native.address(out),
  ]);
  return out;
}
