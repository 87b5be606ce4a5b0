import type { TensorInfo } from '@tensorflow/tfjs-core';
import {
  convolveWindows,
  scatterInputGradient,
  suitsScatter,
  suitsWindows,
  windowFilterGradient,
} from './few-channels';
import type { Axis, Geometry } from './geometry';
import { combine } from './jobs';
import { shape4, type Scratch } from '../scratch';

// A convolution of stride 1 is the gradient, in its input, of the one by the filter backwards, with
// channels and filters exchanged. Of one that ends in pictures, with few filters, that one has few channels.

/** Whether a convolution that ends in few channels, and its gradients, go so. */
export function suitsMirror(
  geometry: Geometry,
  pictures: number,
  channels: number,
  filters: number,
): boolean {
  if (geometry.rows.stride !== 1 || geometry.columns.stride !== 1) return false;
  const other = mirrored(geometry);
  return suitsScatter(other, filters, channels) && suitsWindows(other, pictures, filters, channels);
}

/** As `convolve`. */
export function mirrorConvolve(
  scratch: Scratch,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  geometry: Geometry,
): TensorInfo {
  const shape = [x.shape[0]!, geometry.rows.output, geometry.columns.output, shape4(filter)[3]];
  const other = backwards(scratch, filter);
  return scatterInputGradient(scratch, x, other, mirrored(geometry), shape, bias);
}

/** As `inputGradient`. */
export function mirrorInputGradient(
  scratch: Scratch,
  dy: TensorInfo,
  filter: TensorInfo,
  geometry: Geometry,
): TensorInfo {
  return convolveWindows(scratch, dy, backwards(scratch, filter), null, mirrored(geometry));
}

/** As `filterGradient`. */
export function mirrorFilterGradient(
  scratch: Scratch,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: Geometry,
): TensorInfo {
  return backwards(scratch, windowFilterGradient(scratch, dy, x, mirrored(geometry)));
}

const mirrored = ({ rows, columns }: Geometry): Geometry => ({
  rows: mirroredAxis(rows),
  columns: mirroredAxis(columns),
});

const mirroredAxis = ({ input, output, kernel, pad }: Axis): Axis => ({
  input: output,
  output: input,
  kernel,
  stride: 1,
  pad: kernel - 1 - pad,
});

/** [h, w, c, k] to [h, w, k, c], the last tap first. */
function backwards(scratch: Scratch, filter: TensorInfo): TensorInfo {
  const [h, w] = shape4(filter);
  const taps = Array.from({ length: h * w }, (_, tap) => h * w - 1 - tap);
  return combine(scratch, filter, {
    edges: [h, w],
    terms: taps.flatMap((tap) => [tap, -1, -1, -1]),
    turned: true,
    scale: 1,
  });
}
