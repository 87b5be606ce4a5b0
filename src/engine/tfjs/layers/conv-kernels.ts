import * as tf from '@tensorflow/tfjs-core';
import type { Padding } from '../../../contract/net-spec';
import { inFixedOrder } from '../mat-mul';

/** Geometry shared by a convolution and its two adjoints. */
export interface ConvGeometry {
  readonly stride: number;
  readonly padding: Padding;
}

/** x: [batch, h, w, in], filter: [k, k, in, out] -> [batch, h', w', out], plus `bias` [out]. */
export function convolve(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  { stride, padding }: ConvGeometry,
  bias: tf.Tensor | null,
): tf.Tensor4D {
  const [kernel, , channels, filters] = filter.shape;
  // A filter as large as its input is computed as one matrix product.
  return inFixedOrder(kernel * kernel * channels, x.shape[0] * filters, () =>
    bias
      ? tf.fused.conv2d({ x, filter, strides: stride, pad: padding, bias })
      : tf.conv2d(x, filter, stride, padding),
  );
}

/** The adjoint in x: dy [batch, h', w', out] -> [batch, h, w, in], which is `shape`. */
export function convolveBack(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  { stride, padding }: ConvGeometry,
  shape: readonly number[],
): tf.Tensor4D {
  return tf.engine().runKernel(
    tf.Conv2DBackpropInput,
    { dy, filter },
    {
      strides: [stride, stride],
      pad: padding,
      dataFormat: 'NHWC',
      inputShape: [...shape],
    },
  );
}

/** The adjoint in the filter: x [batch, h, w, in], dy [batch, h', w', out] -> `shape`. */
export function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  { stride, padding }: ConvGeometry,
  shape: readonly number[],
): tf.Tensor4D {
  return tf.engine().runKernel(
    tf.Conv2DBackpropFilter,
    { x, dy },
    {
      strides: [stride, stride],
      pad: padding,
      dataFormat: 'NHWC',
      filterShape: [...shape],
    },
  );
}

/** Sum over all axes but the last as rows: [..., c] -> [n, c]. */
export function asRows(x: tf.Tensor): tf.Tensor2D {
  const channels = x.shape[x.rank - 1]!;
  return tf.reshape(x, [x.size / channels, channels]);
}
