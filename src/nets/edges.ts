import type { LayerSpec } from '../contract/net-spec';

type Conv = Extract<LayerSpec, { kind: 'conv' | 'convTranspose' }>;

/** Rows before and after an edge: zeros that a convolution adds, or what a transposed one cuts off. */
export interface Pads {
  readonly before: number;
  readonly after: number;
}

/** As TensorFlow pads an edge of so many pixels: the odd one goes to the end. */
export function padsOf({ kind, kernel, stride, padding }: Conv, edge: number): Pads {
  if (padding === 'valid') return { before: 0, after: 0 };
  const total =
    kind === 'conv' ? (Math.ceil(edge / stride) - 1) * stride + kernel - edge : kernel - stride;
  const before = Math.floor(Math.max(total, 0) / 2);
  // Below zero, a transposed convolution's output is longer than its kernels reach.
  return { before, after: kind === 'conv' ? Math.max(total, 0) - before : total - before };
}
