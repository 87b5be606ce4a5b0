import { StudioError } from '../contract/errors';
import type { LayerSpec, NetSpec, Padding } from '../contract/net-spec';
import type { PictureShape } from '../contract/picture-shape';

/**
 * Output shape of every layer, without the batch axis, in order.
 * @throws StudioError `settings-invalid`, naming the layer, where shapes or values do not fit.
 */
export function inferShapes(spec: NetSpec): number[][] {
  const shapes: number[][] = [];
  let shape: readonly number[] = spec.input;
  if (shape.length === 0 || !shape.every(isCount)) {
    throw invalid(`The network's input shape ${show(shape)} needs whole numbers above 0.`);
  }
  for (const [index, layer] of spec.layers.entries()) {
    const out = outputShape(layer, index, shape, index === spec.layers.length - 1);
    shapes.push(out);
    shape = out;
  }
  return shapes;
}

/** What a generator paints. @throws StudioError `settings-invalid` as `inferShapes`. */
export function paintedShape(generator: NetSpec): PictureShape {
  const [height, width, channels] = inferShapes(generator).at(-1) ?? generator.input;
  return { height: height ?? 1, width: width ?? 1, channels: channels ?? 1 };
}

/** Input shape of every layer: the net's own, then the output of the layer before. */
export function inputShapes(spec: NetSpec): number[][] {
  return [[...spec.input], ...inferShapes(spec)].slice(0, spec.layers.length);
}

export const elements = (shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1);

function outputShape(
  layer: LayerSpec,
  index: number,
  input: readonly number[],
  last: boolean,
): number[] {
  const fail = (message: string): StudioError =>
    invalid(`Layer ${index} (${layer.kind}): ${message}`);
  const count = (name: string, value: number): void => {
    if (!isCount(value)) throw fail(`its ${name} is ${value}; a whole number above 0 is needed.`);
  };
  const image = (): [number, number, number] => {
    const [h, w, c] = input;
    if (input.length !== 3 || h === undefined || w === undefined || c === undefined) {
      throw fail(`it needs an input [height, width, channels]; its input is ${show(input)}.`);
    }
    return [h, w, c];
  };
  const share = (name: string, value: number): void => {
    if (!(value >= 0 && value < 1))
      throw fail(`its ${name} is ${value}; it goes from 0 to below 1.`);
  };

  switch (layer.kind) {
    case 'dense': {
      count('number of units', layer.units);
      if (input.length !== 1) {
        throw fail(`it needs a flat input [units]; its input is ${show(input)}. Flatten it first.`);
      }
      return [layer.units];
    }
    case 'reshape': {
      const out = [layer.height, layer.width, layer.channels];
      for (const size of out) count('shape', size);
      if (elements(input) !== elements(out)) {
        throw fail(
          `${show(input)} holds ${elements(input)} numbers; ${show(out)} needs ${elements(out)}.`,
        );
      }
      return out;
    }
    case 'conv':
    case 'convTranspose': {
      const [h, w] = image();
      count('number of filters', layer.filters);
      count('kernel size', layer.kernel);
      count('stride', layer.stride);
      const size = layer.kind === 'conv' ? convSize : transposedSize;
      const out = [h, w].map((edge) => size(edge, layer.kernel, layer.stride, layer.padding));
      if (!out.every(isCount)) {
        throw fail(
          `its ${layer.kernel}x${layer.kernel} kernel does not fit into its input ${show(input)}.`,
        );
      }
      return [...out, layer.filters];
    }
    case 'upsample': {
      const [h, w, c] = image();
      return [2 * h, 2 * w, c];
    }
    case 'averagePool': {
      const [h, w, c] = image();
      if (h % 2 !== 0 || w % 2 !== 0) {
        throw fail(
          `it halves height and width, which have to be even; its input is ${show(input)}.`,
        );
      }
      return [h / 2, w / 2, c];
    }
    case 'batchNorm': {
      share('momentum', layer.momentum);
      if (!(layer.epsilon > 0)) throw fail(`its epsilon is ${layer.epsilon}; it is above 0.`);
      return [...input];
    }
    case 'dropout': {
      share('rate', layer.rate);
      return [...input];
    }
    case 'sigmoid': {
      if (!last)
        throw fail('it may only be the last layer, since losses are taken from its input.');
      return [...input];
    }
    case 'leakyRelu':
    case 'relu':
    case 'tanh':
      return [...input];
    case 'flatten':
      return [elements(input)];
    default:
      return layer satisfies never;
  }
}

/** TensorFlow's rule: same = ceil(n / stride), valid = ceil((n - kernel + 1) / stride). */
function convSize(edge: number, kernel: number, stride: number, padding: Padding): number {
  return Math.ceil((padding === 'same' ? edge : edge - kernel + 1) / stride);
}

/** The size whose convolution gives `edge`: same = n * stride, valid = (n - 1) * stride + kernel. */
function transposedSize(edge: number, kernel: number, stride: number, padding: Padding): number {
  return padding === 'same' ? edge * stride : (edge - 1) * stride + kernel;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value > 0;
const show = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
const invalid = (message: string): StudioError =>
  new StudioError('settings-invalid', message, 'Choose another image size or width, or a preset.');
