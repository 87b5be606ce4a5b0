import { type KernelConfig } from '@tensorflow/tfjs-core';
import { geometryOf, input, numbers, type Axis } from './geometry';
import { Scratch, type Pad } from './scratch';

/**
 * The gradient of a convolution with respect to its filter, as a convolution:
 *
 *   dW[i, j, c, k] = sum over n, y, x of  input[n, y * stride + i - pad, ..., c] * dy[n, y, x, k]
 *
 * reads as a convolution of the input with channels and batch exchanged, [c, h, w, n], by the
 * output gradient as a filter [oh, ow, n, k], spread out by the stride.
 * Inputs x [n, h, w, c], dy [n, oh, ow, k]; output [kh, kw, c, k].
 */
export const filterGradient: KernelConfig = {
  kernelName: 'Conv2DBackpropFilter',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs = {}, backend }) => {
    const scratch = Scratch.over(backend);
    const x = input(inputs, 'x');
    const dy = input(inputs, 'dy');
    const { rows, columns } = geometryOf(x.shape, numbers(attrs['filterShape']), attrs);
    const gradient = scratch.conv(
      scratch.transpose(x, [3, 1, 2, 0]),
      scratch.transpose(dy, [1, 2, 0, 3]),
      padOf(rows),
      padOf(columns),
      [rows.stride, columns.stride],
    );
    const wanted = scratch.crop(gradient, 0, rows.kernel, 0, columns.kernel);
    return scratch.release(scratch.transpose(wanted, [1, 2, 0, 3]));
  },
};

/** Padding for at least `kernel` results; a stride that leaves part of the input unread would
 *  give a negative one, and gives some results too many instead, which are cropped. */
function padOf({ input: size, output, kernel, stride, pad }: Axis): Pad {
  return [pad, Math.max(0, kernel + (output - 1) * stride - size - pad)];
}
