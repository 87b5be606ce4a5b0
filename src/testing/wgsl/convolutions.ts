import type { Linear } from '../../engine/wgsl/plan/stages';
import { imageView } from '../../engine/wgsl/plan/tensor';
import { convOutput, type Conv, type Shape4 } from '../reference-ops';

/** One convolution of the tests: its big side is [edge, edge, big], its small one follows. */
export interface Shape {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: 'same' | 'valid';
  readonly edge: number;
  /** Channels. */
  readonly big: number;
  readonly small: number;
  /** Of one group. */
  readonly images: number;
  readonly groups: number;
}

const shape = (
  kernel: number,
  stride: number,
  padding: Shape['padding'],
  edge: number,
  big: number,
  small: number,
  images: number,
  groups: number,
): Shape => ({ kernel, stride, padding, edge, big, small, images, groups });

/** Odd sizes and counts on purpose; each way of each kernel is offered for some of them. */
export const SHAPES: readonly Shape[] = [
  shape(1, 1, 'same', 5, 3, 5, 1, 1),
  shape(1, 1, 'valid', 1, 70, 64, 3, 2),
  // A product of few columns.
  shape(1, 1, 'valid', 1, 300, 1, 3, 2),
  shape(1, 1, 'valid', 1, 261, 7, 1, 1),
  shape(3, 1, 'same', 7, 5, 16, 2, 1),
  shape(3, 2, 'same', 9, 16, 5, 1, 2),
  shape(4, 2, 'same', 8, 1, 3, 3, 1),
  shape(4, 2, 'same', 8, 64, 33, 2, 2),
  shape(4, 2, 'same', 16, 16, 48, 1, 2),
  // Some taps lie outside wherever they are.
  shape(4, 2, 'same', 2, 20, 33, 3, 2),
  shape(4, 1, 'valid', 6, 3, 16, 2, 2),
  shape(5, 2, 'same', 9, 5, 1, 1, 1),
  shape(5, 2, 'same', 8, 32, 64, 2, 1),
  shape(5, 1, 'same', 6, 16, 16, 2, 2),
];

export const namedShapes = SHAPES.map((one) => {
  const { kernel, stride, padding, edge, big, small, images, groups } = one;
  const name = `${kernel}/${stride} ${padding}, ${edge} px, ${big} and ${small} channels, ${groups} x ${images} images`;
  return [name, one] as const;
});

/** As the references take it. */
export function convOf({ kernel, stride, padding, edge, big, small, images, groups }: Shape): Conv {
  const x: Shape4 = [images * groups, edge, edge, big];
  return { x, filter: [kernel, kernel, big, small], stride, padding };
}

/** As the plan takes it. */
export function linearOf(one: Shape, direction: Linear['direction']): Linear {
  const { kernel, stride, padding, edge, big, small } = one;
  const [, height, width] = convOutput(convOf(one));
  const total = padding === 'valid' ? 0 : Math.max(0, (height - 1) * stride + kernel - edge);
  return {
    direction,
    kernel,
    masterKernel: kernel,
    stride,
    pad: Math.floor(total / 2),
    big: imageView(edge, edge, big),
    small: imageView(height, width, small),
    fold: 'none',
    bias: false,
  };
}
