import type { LayerSpec, NetSpec } from '../contract/net-spec';
import type { WeightTensor } from '../contract/records';
import { inputShapes } from './shapes';

/**
 * What a generator does with a latent before anything else, as one linear map and an activation:
 * feature j = act(sum over i of latent i * matrix[i, j] + shift j). Batch norm's running statistics are
 * folded in.
 */
export interface FirstBlock {
  readonly latentSize: number;
  readonly features: number;
  /** float32 [latentSize, features]. */
  readonly matrix: Float32Array<ArrayBuffer>;
  /** float32 [features]. */
  readonly shift: Float32Array<ArrayBuffer>;
  /** Of what is below 0: 0 is ReLU, 1 no activation at all. */
  readonly slope: number;
}

/** Which layers of a generator its first block is. */
export interface Head {
  /** The dense layer, or the transposed convolution of a single place. */
  readonly linear: number;
  readonly norms: readonly number[];
  /** As in `FirstBlock`. */
  readonly slope: number;
  /** Layers from the first one on that it stands for, those without numbers included. */
  readonly layers: number;
}

/**
 * The first block of a generator: a dense layer, or a transposed convolution of a single place, with what
 * follows it up to its activation. Null for a net that begins otherwise.
 */
export function headOf(spec: NetSpec): Head | null {
  const inputs = inputShapes(spec);
  let linear: number | null = null;
  const norms: number[] = [];
  for (const [index, layer] of spec.layers.entries()) {
    if (layer.kind === 'reshape' || layer.kind === 'flatten' || layer.kind === 'dropout') continue;
    if (linear === null) {
      if (layer.kind !== 'dense' && !ofOnePlace(layer, inputs[index]!)) return null;
      linear = index;
      continue;
    }
    if (layer.kind === 'relu') return { linear, norms, slope: 0, layers: index + 1 };
    if (layer.kind === 'leakyRelu') return { linear, norms, slope: layer.slope, layers: index + 1 };
    if (layer.kind !== 'batchNorm') return { linear, norms, slope: 1, layers: index };
    norms.push(index);
  }
  return linear === null ? null : { linear, norms, slope: 1, layers: spec.layers.length };
}

/** The numbers of the first block; null where there is none.
 *  @param weights all of the generator's tensors. */
export function firstBlock(spec: NetSpec, weights: readonly WeightTensor[]): FirstBlock | null {
  const tensor = (layer: number, role: string): Float32Array<ArrayBuffer> | undefined =>
    weights.find(({ name }) => name === `${layer}/${role}`)?.values;
  const head = headOf(spec);
  const kernel = head && tensor(head.linear, 'kernel');
  if (!head || !kernel) return null;
  const latentSize = spec.input[0]!;
  const features = kernel.length / latentSize;
  let matrix = spec.layers[head.linear]!.kind === 'dense' ? kernel : transposed(kernel, latentSize);
  let shift = spread(tensor(head.linear, 'bias'), features) ?? new Float32Array(features);
  for (const norm of head.norms) {
    const layer = spec.layers[norm]!;
    const [gamma, beta] = [tensor(norm, 'gamma'), tensor(norm, 'beta')];
    const [mean, variance] = [tensor(norm, 'movingMean'), tensor(norm, 'movingVariance')];
    if (layer.kind !== 'batchNorm' || !gamma || !beta || !mean || !variance) return null;
    const scale = gamma.map((value, c) => value / Math.sqrt(variance[c]! + layer.epsilon));
    matrix = matrix.map((value, i) => value * scale[i % scale.length]!);
    shift = shift.map((value, i) => {
      const c = i % scale.length;
      return (value - mean[c]!) * scale[c]! + beta[c]!;
    });
  }
  return { latentSize, features, matrix, shift, slope: head.slope };
}

/** Whether a layer makes a picture of a single place. */
function ofOnePlace(layer: LayerSpec, [height, width]: readonly number[]): boolean {
  return layer.kind === 'convTranspose' && layer.padding === 'valid' && height === 1 && width === 1;
}

/** [outputs, inputs], as [k, k, filters, channels] is of a single place, as [inputs, outputs]. */
function transposed(kernel: Float32Array, inputs: number): Float32Array<ArrayBuffer> {
  const outputs = kernel.length / inputs;
  const matrix = new Float32Array(kernel.length);
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      matrix[input * outputs + output] = kernel[output * inputs + input]!;
    }
  }
  return matrix;
}

/** A value for each channel as one for each feature, whose last axis they are. */
const spread = (
  values: Float32Array | undefined,
  features: number,
): Float32Array<ArrayBuffer> | undefined =>
  values && Float32Array.from({ length: features }, (_, i) => values[i % values.length]!);

/**
 * Features of one latent, float32 [latentSize].
 * @param from the first of them; by default all are made.
 * @returns float32 [to - from].
 */
export function featuresOf(
  block: FirstBlock,
  latent: Float32Array,
  from = 0,
  to = block.features,
): Float32Array<ArrayBuffer> {
  const { features, matrix, slope } = block;
  const out = block.shift.slice(from, to);
  for (let i = 0; i < latent.length; i++) {
    const value = latent[i]!;
    const row = i * features + from;
    for (let j = 0; j < out.length; j++) out[j]! += value * matrix[row + j]!;
  }
  for (let j = 0; j < out.length; j++) if (out[j]! < 0) out[j]! *= slope;
  return out;
}
