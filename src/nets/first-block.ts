import type { NetSpec } from '../contract/net-spec';
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

/**
 * The first block of a generator: a dense layer, or a transposed convolution of a single place, with what
 * follows it up to its activation. Null for a net that begins otherwise.
 * @param weights all of the generator's tensors.
 */
export function firstBlock(spec: NetSpec, weights: readonly WeightTensor[]): FirstBlock | null {
  const tensor = (layer: number, role: string): Float32Array<ArrayBuffer> | undefined =>
    weights.find(({ name }) => name === `${layer}/${role}`)?.values;
  const inputs = inputShapes(spec);
  let block: FirstBlock | null = null;
  for (const [index, layer] of spec.layers.entries()) {
    if (layer.kind === 'reshape' || layer.kind === 'flatten' || layer.kind === 'dropout') continue;
    if (!block) {
      const kernel = tensor(index, 'kernel');
      const matrix = kernel && linear(layer, inputs[index]!, kernel);
      if (!matrix) return null;
      const latentSize = spec.input[0]!;
      const features = matrix.length / latentSize;
      const shift = spread(tensor(index, 'bias'), features) ?? new Float32Array(features);
      block = { latentSize, features, matrix, shift, slope: 1 };
      continue;
    }
    if (layer.kind === 'relu') return { ...block, slope: 0 };
    if (layer.kind === 'leakyRelu') return { ...block, slope: layer.slope };
    if (layer.kind !== 'batchNorm') return block;
    const [gamma, beta] = [tensor(index, 'gamma'), tensor(index, 'beta')];
    const [mean, variance] = [tensor(index, 'movingMean'), tensor(index, 'movingVariance')];
    if (!gamma || !beta || !mean || !variance) return null;
    const scale = gamma.map((value, c) => value / Math.sqrt(variance[c]! + layer.epsilon));
    block = {
      ...block,
      matrix: block.matrix.map((value, i) => value * scale[i % scale.length]!),
      shift: block.shift.map((value, i) => {
        const c = i % scale.length;
        return (value - mean[c]!) * scale[c]! + beta[c]!;
      }),
    };
  }
  return block;
}

/** float32 [inputs, outputs] of a layer that takes a latent; null of any other. */
function linear(
  layer: NetSpec['layers'][number],
  input: readonly number[],
  kernel: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> | null {
  if (layer.kind === 'dense') return kernel;
  const [height, width, channels] = input;
  const onePlace = height === 1 && width === 1 && channels !== undefined;
  if (layer.kind !== 'convTranspose' || !onePlace || layer.padding !== 'valid') return null;
  // [k, k, filters, channels]: each output is one row of it.
  const outputs = kernel.length / channels;
  const matrix = new Float32Array(kernel.length);
  for (let output = 0; output < outputs; output++) {
    for (let channel = 0; channel < channels; channel++) {
      matrix[channel * outputs + output] = kernel[output * channels + channel]!;
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

/** float32 [features] of one latent, float32 [latentSize]. */
export function featuresOf(block: FirstBlock, latent: Float32Array): Float32Array<ArrayBuffer> {
  const { features, matrix, slope } = block;
  const out = block.shift.slice();
  for (let i = 0; i < latent.length; i++) {
    const value = latent[i]!;
    const row = i * features;
    for (let j = 0; j < features; j++) out[j]! += value * matrix[row + j]!;
  }
  for (let j = 0; j < features; j++) if (out[j]! < 0) out[j]! *= slope;
  return out;
}
