import type { Initializer, LayerSpec, NetSpec } from '../contract/net-spec';
import { elements, inputShapes } from './shapes';

export type WeightRole = 'kernel' | 'bias' | 'gamma' | 'beta' | 'movingMean' | 'movingVariance';

/** One weight tensor of a net. Kernels: conv [k, k, in, out], convTranspose [k, k, out, in],
 *  dense [in, out]; all others [channels]. */
export interface WeightSpec {
  /** `<layer index>/<role>`. */
  readonly name: string;
  readonly layer: number;
  readonly role: WeightRole;
  readonly shape: number[];
  /** False for batch norm's running statistics alone. */
  readonly trainable: boolean;
  /** Fans of the layer's kernel, for initialisers. A transposed convolution's are read off its
   *  kernel as if it were a convolution's (in = k * k * filters), as Keras and PyTorch both do. */
  readonly fanIn: number;
  readonly fanOut: number;
  /** Null: a constant (gamma 1, beta 0, bias 0, running mean 0, running variance 1). */
  readonly initializer: Initializer | null;
}

/**
 * All weight tensors, layer by layer: kernel, bias | gamma, beta, movingMean, movingVariance.
 * @throws StudioError `settings-invalid` as `inferShapes`.
 */
export function weightSpecs(spec: NetSpec): WeightSpec[] {
  const inputs = inputShapes(spec);
  return spec.layers.flatMap((layer, index) => layerWeights(layer, index, inputs[index]!));
}

/** Numbers in all weights; `total` includes batch norm's running statistics. */
export function countParameters(spec: NetSpec): { trainable: number; total: number } {
  let trainable = 0;
  let total = 0;
  for (const weight of weightSpecs(spec)) {
    const count = elements(weight.shape);
    total += count;
    if (weight.trainable) trainable += count;
  }
  return { trainable, total };
}

function layerWeights(layer: LayerSpec, index: number, input: readonly number[]): WeightSpec[] {
  const channels = input.at(-1)!;
  switch (layer.kind) {
    case 'dense':
      return kernelAndBias(index, layer, [channels, layer.units], layer.units, {
        fanIn: channels,
        fanOut: layer.units,
      });
    case 'conv': {
      const area = layer.kernel * layer.kernel;
      const shape = [layer.kernel, layer.kernel, channels, layer.filters];
      return kernelAndBias(index, layer, shape, layer.filters, {
        fanIn: area * channels,
        fanOut: area * layer.filters,
      });
    }
    case 'convTranspose': {
      const area = layer.kernel * layer.kernel;
      const shape = [layer.kernel, layer.kernel, layer.filters, channels];
      return kernelAndBias(index, layer, shape, layer.filters, {
        fanIn: area * layer.filters,
        fanOut: area * channels,
      });
    }
    case 'batchNorm': {
      const roles = ['gamma', 'beta', 'movingMean', 'movingVariance'] as const;
      return roles.map((role) => ({
        name: `${index}/${role}`,
        layer: index,
        role,
        shape: [channels],
        trainable: role === 'gamma' || role === 'beta',
        fanIn: channels,
        fanOut: channels,
        initializer: null,
      }));
    }
    case 'reshape':
    case 'upsample':
    case 'averagePool':
    case 'relu':
    case 'leakyRelu':
    case 'tanh':
    case 'sigmoid':
    case 'dropout':
    case 'flatten':
      return [];
    default:
      return layer satisfies never;
  }
}

function kernelAndBias(
  index: number,
  layer: { readonly bias: boolean; readonly initializer: Initializer },
  shape: number[],
  outputs: number,
  fans: { readonly fanIn: number; readonly fanOut: number },
): WeightSpec[] {
  const common = { layer: index, trainable: true, ...fans };
  const kernel: WeightSpec = {
    name: `${index}/kernel`,
    role: 'kernel',
    shape,
    initializer: layer.initializer,
    ...common,
  };
  if (!layer.bias) return [kernel];
  const bias: WeightSpec = {
    name: `${index}/bias`,
    role: 'bias',
    shape: [outputs],
    // PyTorch draws biases too, within the kernel's own limit; Keras and DCGAN start them at 0.
    initializer: layer.initializer.kind === 'fanInUniform' ? layer.initializer : null,
    ...common,
  };
  return [kernel, bias];
}
