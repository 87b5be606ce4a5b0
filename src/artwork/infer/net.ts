import type { LayerSpec, NetSpec } from '../../contract/net-spec';
import type { WeightTensor } from '../../contract/records';
import { elements, inputShapes, inferShapes } from '../../nets/shapes';
import { weightSpecs, type WeightRole } from '../../nets/weights';
import { inJavaScript, type Arithmetic } from './arithmetic';
import { convolution, transposedConvolution } from './convolve';

/** Fills `to` from `from`; both float32, row-major, channels last. */
export type Pass = (from: Float32Array, to: Float32Array) => void;

export type Weights = { readonly [Role in WeightRole]?: Float32Array };

/**
 * A network in inference mode, for a browser without a graphics card, on one picture at a time. Memory is
 * taken once, for all its pictures.
 */
export class PlainNet {
  private readonly input: Float32Array;
  private readonly steps: readonly { readonly pass: Pass; readonly to: Float32Array }[];

  /**
   * @param tensors as `weightSpecs` orders them.
   * @param begin what computes its products, given how many numbers it is to hold.
   * @throws StudioError `settings-invalid` for layers that do not fit each other.
   */
  constructor(
    spec: NetSpec,
    tensors: readonly WeightTensor[],
    begin: (numbers: number) => Arithmetic = inJavaScript,
  ) {
    const inputs = inputShapes(spec);
    const outputs = inferShapes(spec);
    const held = [spec.input, ...outputs, ...tensors.map(({ shape }) => shape)];
    const arithmetic = begin(held.reduce((sum, shape) => sum + elements(shape), 0));
    const weights = spec.layers.map((): Record<string, Float32Array> => ({}));
    for (const [index, { layer, role }] of weightSpecs(spec).entries()) {
      const values = arithmetic.numbers(tensors[index]!.values.length);
      values.set(tensors[index]!.values);
      weights[layer]![role] = values;
    }
    this.input = arithmetic.numbers(elements(spec.input));
    this.steps = spec.layers.map((layer, index) => ({
      pass: passOf(layer, inputs[index]!, outputs[index]!, weights[index]!, arithmetic),
      to: arithmetic.numbers(elements(outputs[index]!)),
    }));
  }

  /**
   * @param input float32, as many numbers as the network takes.
   * @returns float32 of its output, good until the next call.
   */
  run(input: Float32Array): Float32Array {
    this.input.set(input);
    let from = this.input;
    for (const { pass, to } of this.steps) {
      pass(from, to);
      from = to;
    }
    return from;
  }
}

const copy: Pass = (from, to) => to.set(from);

const each =
  (change: (value: number) => number): Pass =>
  (from, to) => {
    for (let i = 0; i < from.length; i++) to[i] = change(from[i]!);
  };

function passOf(
  layer: LayerSpec,
  input: readonly number[],
  output: readonly number[],
  weights: Weights,
  arithmetic: Arithmetic,
): Pass {
  switch (layer.kind) {
    case 'dense':
      return dense(layer.units, weights, arithmetic);
    case 'conv':
      return convolution({ ...layer, input, output }, weights, arithmetic);
    case 'convTranspose':
      return transposedConvolution({ ...layer, input, output }, weights, arithmetic);
    case 'batchNorm':
      return batchNorm(layer.epsilon, weights);
    case 'upsample':
      return upsample(input);
    case 'averagePool':
      return averagePool(input);
    case 'relu':
      return each((value) => Math.max(value, 0));
    case 'leakyRelu':
      return each((value) => (value < 0 ? value * layer.slope : value));
    case 'tanh':
      return each(Math.tanh);
    case 'sigmoid':
      return each((value) => 1 / (1 + Math.exp(-value)));
    case 'dropout':
    case 'flatten':
    case 'reshape':
      return copy;
    default:
      return layer satisfies never;
  }
}

/** Kernel [in, units]. */
function dense(
  units: number,
  { kernel, bias }: Weights,
  { addProducts }: Pick<Arithmetic, 'addProducts'>,
): Pass {
  return (from, to) => {
    if (bias) to.set(bias);
    else to.fill(0);
    addProducts({ from, at: 0, count: from.length }, kernel!, 0, { to, at: 0, count: units });
  };
}

/** By the running statistics: gamma (x - mean) / sqrt(variance + epsilon) + beta, for each channel. */
function batchNorm(epsilon: number, { gamma, beta, movingMean, movingVariance }: Weights): Pass {
  const channels = gamma!.length;
  const scale = gamma!.map((value, c) => value / Math.sqrt(movingVariance![c]! + epsilon));
  const shift = beta!.map((value, c) => value - movingMean![c]! * scale[c]!);
  return (from, to) => {
    for (let i = 0; i < from.length; i += channels) {
      for (let c = 0; c < channels; c++) to[i + c] = from[i + c]! * scale[c]! + shift[c]!;
    }
  };
}

function upsample([height = 1, width = 1, channels = 1]: readonly number[]): Pass {
  return (from, to) => {
    for (let y = 0; y < 2 * height; y++) {
      for (let x = 0; x < 2 * width; x++) {
        const at = ((y >> 1) * width + (x >> 1)) * channels;
        to.set(from.subarray(at, at + channels), (y * 2 * width + x) * channels);
      }
    }
  };
}

function averagePool([height = 2, width = 2, channels = 1]: readonly number[]): Pass {
  return (from, to) => {
    for (let y = 0; y < height / 2; y++) {
      for (let x = 0; x < width / 2; x++) {
        const at = (2 * y * width + 2 * x) * channels;
        const below = at + width * channels;
        const out = ((y * width) / 2 + x) * channels;
        for (let c = 0; c < channels; c++) {
          const above = from[at + c]! + from[at + channels + c]!;
          to[out + c] = (above + from[below + c]! + from[below + channels + c]!) / 4;
        }
      }
    }
  };
}
