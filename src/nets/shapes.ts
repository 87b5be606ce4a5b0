import { StudioError } from '../contract/errors';
import type { LayerValue } from '../contract/errors/settings';
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
    throw new StudioError('net-input-wrong', { shape });
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
  const place = { layer: index, layerKind: layer.kind };
  const count = (value: LayerValue, found: number): void => {
    if (!isCount(found)) throw new StudioError('layer-value-not-whole', { ...place, value, found });
  };
  const image = (): [number, number, number] => {
    const [h, w, c] = input;
    if (input.length !== 3 || h === undefined || w === undefined || c === undefined) {
      throw new StudioError('layer-needs-picture', { ...place, input });
    }
    return [h, w, c];
  };
  const share = (value: LayerValue, found: number): void => {
    if (found >= 0 && found < 1) return;
    throw new StudioError('layer-value-not-share', { ...place, value, found });
  };

  switch (layer.kind) {
    case 'dense': {
      count('units', layer.units);
      if (input.length !== 1) {
        throw new StudioError('layer-needs-flat', { ...place, input });
      }
      return [layer.units];
    }
    case 'reshape': {
      const out = [layer.height, layer.width, layer.channels];
      for (const size of out) count('shape', size);
      if (elements(input) !== elements(out)) {
        throw new StudioError('layer-reshape-wrong', { ...place, input, output: out });
      }
      return out;
    }
    case 'conv':
    case 'convTranspose': {
      const [h, w] = image();
      count('filters', layer.filters);
      count('kernel', layer.kernel);
      count('stride', layer.stride);
      const size = layer.kind === 'conv' ? convSize : transposedSize;
      const out = [h, w].map((edge) => size(edge, layer.kernel, layer.stride, layer.padding));
      if (!out.every(isCount)) {
        throw new StudioError('layer-kernel-too-large', { ...place, kernel: layer.kernel, input });
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
        throw new StudioError('layer-needs-even', { ...place, input });
      }
      return [h / 2, w / 2, c];
    }
    case 'batchNorm': {
      share('momentum', layer.momentum);
      const { epsilon } = layer;
      if (!(epsilon > 0))
        throw new StudioError('layer-epsilon-wrong', { ...place, found: epsilon });
      return [...input];
    }
    case 'dropout': {
      share('rate', layer.rate);
      return [...input];
    }
    case 'sigmoid': {
      if (!last) throw new StudioError('layer-sigmoid-inside', place);
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
