import {
  backend_util,
  type Attribute,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

/** One axis of a convolution, as its gradients need it. */
export interface Axis {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  /** Zeros before the input. */
  readonly pad: number;
}

export interface Geometry {
  readonly rows: Axis;
  readonly columns: Axis;
}

/** Shapes of a convolution x [n, h, w, in], filter [kh, kw, in, out] from a kernel's attributes. */
export function geometryOf(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: NamedAttrMap,
): Geometry {
  if (attrs['dataFormat'] !== 'NHWC') {
    throw new Error(`The WASM engine trains on NHWC tensors; got ${JSON.stringify(attrs)}.`);
  }
  const info = backend_util.computeConv2DInfo(
    four(inputShape),
    four(filterShape),
    pair(attrs['strides']),
    1,
    padding(attrs['pad']),
    rounding(attrs['dimRoundingMode']),
  );
  return {
    rows: {
      input: info.inHeight,
      output: info.outHeight,
      kernel: info.filterHeight,
      stride: info.strideHeight,
      pad: info.padInfo.top,
    },
    columns: {
      input: info.inWidth,
      output: info.outWidth,
      kernel: info.filterWidth,
      stride: info.strideWidth,
      pad: info.padInfo.left,
    },
  };
}

/** A kernel's input of that name. */
export function input(inputs: NamedTensorInfoMap, name: string): TensorInfo {
  const info = inputs[name];
  if (!info) throw new Error(`The input ${name} is missing.`);
  return info;
}

/** An attribute that lists numbers, such as a shape. */
export function numbers(value: Attribute | undefined): number[] {
  if (!Array.isArray(value)) throw new Error('A list of numbers was expected.');
  return value.map(Number);
}

function four(shape: readonly number[]): [number, number, number, number] {
  const [a, b, c, d] = shape;
  if (shape.length !== 4) throw new Error(`Four axes were expected: [${shape.join(', ')}].`);
  return [a!, b!, c!, d!];
}

export function pair(value: Attribute | undefined): [number, number] {
  if (typeof value === 'number') return [value, value];
  const [height, width] = numbers(value);
  return [height ?? 1, width ?? 1];
}

function padding(
  value: Attribute | undefined,
): 'same' | 'valid' | number | backend_util.ExplicitPadding {
  if (value === 'same') return 'same';
  if (value === 'valid') return 'valid';
  if (typeof value === 'number') return value;
  if (Array.isArray(value) && value.length === 4) {
    const [n, rows, columns, c] = value.map((axis) =>
      pair(Array.isArray(axis) ? numbers(axis) : 0),
    );
    return [n!, rows!, columns!, c!];
  }
  throw new Error('The padding is not one that a convolution has.');
}

function rounding(value: Attribute | undefined): 'floor' | 'round' | 'ceil' | undefined {
  return (['floor', 'round', 'ceil'] as const).find((mode) => mode === value);
}
