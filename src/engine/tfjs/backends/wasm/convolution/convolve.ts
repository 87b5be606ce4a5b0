import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Axis, Geometry } from './geometry';
import {
  convolveWindows,
  scatterInputGradient,
  suitsScatter,
  suitsWindows,
  windowFilterGradient,
} from './few-channels';
import {
  mirrorConvolve,
  mirrorFilterGradient,
  mirrorInputGradient,
  suitsMirror,
} from './few-filters';
import { filterJob, gather, packColumns, packTurned, type Tap } from './jobs';
import { shape4, type Scratch } from '../scratch';
import {
  gradientSuitsWinograd,
  suitsWinograd,
  winogradConvolve,
  winogradFilterGradient,
  winogradInputGradient,
} from './winograd';

/** x [n, h, w, c] by filter [kh, kw, c, k], plus bias [k]: [n, oh, ow, k]. */
export function convolve(
  scratch: Scratch,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  geometry: Geometry,
): TensorInfo {
  const [n, , , c] = shape4(x);
  const k = shape4(filter)[3];
  if (suitsWinograd(geometry, n, c, k)) {
    return winogradConvolve(scratch, x, filter, bias, geometry);
  }
  if (suitsWindows(geometry, n, c, k)) return convolveWindows(scratch, x, filter, bias, geometry);
  if (suitsMirror(geometry, n, c, k)) return mirrorConvolve(scratch, x, filter, bias, geometry);
  const { rows, columns } = geometry;
  const taps = rows.kernel * columns.kernel;
  const panels = packColumns(scratch, filter, { columns: k, steps: taps * c, pictures: 1 });
  const out = scratch.make([n, rows.output, columns.output, k]);
  const met = meet(tapsFrom(rows), tapsFrom(columns), columns);
  gather(scratch, x, panels, bias, out, {
    stride: [rows.stride, columns.stride],
    step: [1, 1],
    phases: [{ rows: rows.output, columns: columns.output, y0: 0, x0: 0, taps: met }],
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
  geometry: Geometry,
  shape: number[],
): TensorInfo {
  const [kh, kw, c, k] = shape4(filter);
  if (suitsWinograd(geometry, shape[0]!, k, c)) {
    return winogradInputGradient(scratch, dy, filter, geometry, shape);
  }
  if (suitsScatter(geometry, c, k)) {
    return scatterInputGradient(scratch, dy, filter, geometry, shape);
  }
  if (suitsMirror(geometry, shape[0]!, c, k)) {
    return mirrorInputGradient(scratch, dy, filter, geometry);
  }
  const { rows, columns } = geometry;
  const panels = packTurned(scratch, filter, { columns: c, taps: kh * kw, steps: k });
  const out = scratch.make(shape);
  gather(scratch, dy, panels, null, out, {
    stride: [1, 1],
    step: [rows.stride, columns.stride],
    phases: phasesOf(rows).flatMap((row) =>
      phasesOf(columns).map((column) => ({
        rows: row.count,
        columns: column.count,
        y0: row.start,
        x0: column.start,
        taps: meet(row.taps, column.taps, columns),
      })),
    ),
  });
  return out;
}

/** The gradient in the filter; x [n, h, w, c], dy [n, oh, ow, k]: [kh, kw, c, k]. */
export function filterGradient(
  scratch: Scratch,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: Geometry,
): TensorInfo {
  const [n, oh, ow, k] = shape4(dy);
  const c = shape4(x)[3];
  if (gradientSuitsWinograd(geometry, n, c, k)) {
    return winogradFilterGradient(scratch, x, dy, geometry);
  }
  if (suitsWindows(geometry, n, c, k)) return windowFilterGradient(scratch, x, dy, geometry);
  if (suitsMirror(geometry, n, c, k)) return mirrorFilterGradient(scratch, x, dy, geometry);
  const panels = packColumns(scratch, dy, { columns: k, steps: n * oh * ow, pictures: n });
  return filterJob(scratch, x, panels, k, geometry);
}

/** Which tap of one axis is meant, and where it is read, relative to the place. */
interface AxisTap {
  readonly tap: number;
  readonly at: number;
}

const tapsFrom = ({ kernel, pad }: Axis): AxisTap[] =>
  Array.from({ length: kernel }, (_, tap) => ({ tap, at: tap - pad }));

/** Input place start + stride u and tap meet at output place u + (start + pad - tap) / stride. */
function phasesOf({ input, kernel, stride, pad }: Axis) {
  return Array.from({ length: Math.min(stride, input) }, (_, start) => ({
    start,
    count: Math.ceil((input - start) / stride),
    taps: Array.from({ length: kernel }, (_, tap): AxisTap => {
      return { tap, at: (start + pad - tap) / stride };
    }).filter(({ at }) => Number.isInteger(at)),
  }));
}

const meet = (rows: readonly AxisTap[], columns: readonly AxisTap[], { kernel }: Axis): Tap[] =>
  rows.flatMap((y) => columns.map((x): Tap => [y.at, x.at, y.tap * kernel + x.tap]));
