import type { LayerSpec } from '../../contract/net-spec';
import type { WeightTensor } from '../../contract/records';
import { padsOf } from '../../nets/edges';
import type { WeightRole } from '../../nets/weights';
import { permuted } from '../permuted';
import type { Attribute, OnnxNode, OnnxTensor } from './proto';

/** Operators of a layer, and the constants they read. */
interface Lowered {
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
}

interface Place {
  /** What its operators and constants begin with: `3.conv`. */
  readonly name: string;
  /** Name of what goes in. */
  readonly input: string;
  /** What goes in, channels last, without the batch axis. */
  readonly shape: readonly number[];
  readonly weight: (role: WeightRole) => WeightTensor | undefined;
}

type Of<Kind extends LayerSpec['kind']> = Extract<LayerSpec, { kind: Kind }>;

/** A layer by operators of ONNX, channels first. The last of them has the layer's name. */
export function lowered(layer: LayerSpec, place: Place): Lowered {
  const { name, input } = place;
  const one = (op: string, attributes: OnnxNode['attributes'] = {}): Lowered => ({
    nodes: [{ op, inputs: [input], output: name, attributes }],
    tensors: [],
  });
  switch (layer.kind) {
    case 'dense':
      return dense(place);
    case 'reshape':
      return reshape(layer, place);
    case 'flatten':
      return flatten(place);
    case 'conv':
    case 'convTranspose':
      return convolution(layer, place);
    case 'upsample':
      return upsample(place);
    case 'averagePool':
      return one('AveragePool', { kernel_shape: { ints: [2, 2] }, strides: { ints: [2, 2] } });
    case 'batchNorm':
      return batchNorm(layer, place);
    case 'relu':
      return one('Relu');
    case 'leakyRelu':
      return one('LeakyRelu', { alpha: { float: layer.slope } });
    case 'tanh':
      return one('Tanh');
    case 'sigmoid':
      return one('Sigmoid');
    case 'dropout':
      // It does nothing to who does not train.
      return one('Identity');
    default:
      return layer satisfies never;
  }
}

/** A constant from a weight. */
function constant(name: string, weight: WeightTensor, order?: readonly number[]): OnnxTensor {
  const { shape, values } = order ? permuted(weight, order) : weight;
  return { name, shape, values };
}

function dense({ name, input, weight }: Place): Lowered {
  const kernel = constant(`${name}.weight`, weight('kernel')!);
  const bias = weight('bias');
  const inputs = [input, kernel.name];
  if (!bias) return { nodes: [{ op: 'MatMul', inputs, output: name }], tensors: [kernel] };
  const added = constant(`${name}.bias`, bias);
  return {
    nodes: [{ op: 'Gemm', inputs: [...inputs, added.name], output: name }],
    tensors: [kernel, added],
  };
}

/** [n, h * w * c] -> [n, c, h, w]: the numbers lie channels last. */
function reshape({ height, width, channels }: Of<'reshape'>, { name, input }: Place): Lowered {
  const shape = { name: `${name}.shape`, shape: [4], values: [0, height, width, channels] };
  const last = `${name}.channels_last`;
  return {
    nodes: [
      { op: 'Reshape', inputs: [input, shape.name], output: last },
      { op: 'Transpose', inputs: [last], output: name, attributes: toFirst },
    ],
    tensors: [shape],
  };
}

function flatten({ name, input, shape }: Place): Lowered {
  if (shape.length < 3)
    return { nodes: [{ op: 'Flatten', inputs: [input], output: name }], tensors: [] };
  const last = `${name}.channels_last`;
  return {
    nodes: [
      { op: 'Transpose', inputs: [input], output: last, attributes: toLast },
      { op: 'Flatten', inputs: [last], output: name, attributes: { axis: { int: 1 } } },
    ],
    tensors: [],
  };
}

const toFirst: Record<string, Attribute> = { perm: { ints: [0, 3, 1, 2] } };
const toLast: Record<string, Attribute> = { perm: { ints: [0, 2, 3, 1] } };

function convolution(layer: Of<'conv' | 'convTranspose'>, place: Place): Lowered {
  const { name, input, shape, weight } = place;
  const transposed = layer.kind === 'convTranspose';
  // Kernels come as [height, width, in, out] and, transposed, [height, width, out, in]; either way the
  // last two axes change places and go to the front.
  const kernel = constant(`${name}.weight`, weight('kernel')!, [3, 2, 0, 1]);
  const bias = weight('bias');
  const added = bias ? [constant(`${name}.bias`, bias)] : [];
  const [rows, columns] = [padsOf(layer, shape[0]!), padsOf(layer, shape[1]!)];
  const after = [rows.after, columns.after];
  return {
    nodes: [
      {
        op: transposed ? 'ConvTranspose' : 'Conv',
        inputs: [input, kernel.name, ...added.map((tensor) => tensor.name)],
        output: name,
        attributes: {
          kernel_shape: { ints: [layer.kernel, layer.kernel] },
          strides: { ints: [layer.stride, layer.stride] },
          pads: { ints: [rows.before, columns.before, ...after.map((pad) => Math.max(pad, 0))] },
          ...(after.some((pad) => pad < 0)
            ? { output_padding: { ints: after.map((pad) => Math.max(-pad, 0)) } }
            : {}),
        },
      },
    ],
    tensors: [kernel, ...added],
  };
}

function batchNorm(
  { epsilon, momentum }: Of<'batchNorm'>,
  { name, input, weight }: Place,
): Lowered {
  const roles = [
    ['gamma', 'weight'],
    ['beta', 'bias'],
    ['movingMean', 'running_mean'],
    ['movingVariance', 'running_var'],
  ] as const;
  const tensors = roles.map(([role, as]) => constant(`${name}.${as}`, weight(role)!));
  return {
    nodes: [
      {
        op: 'BatchNormalization',
        inputs: [input, ...tensors.map((tensor) => tensor.name)],
        output: name,
        attributes: { epsilon: { float: epsilon }, momentum: { float: momentum } },
      },
    ],
    tensors,
  };
}

/** Each pixel becomes 2 x 2. */
function upsample({ name, input }: Place): Lowered {
  const scales = { name: `${name}.scales`, shape: [4], values: Float32Array.of(1, 1, 2, 2) };
  return {
    nodes: [
      {
        op: 'Resize',
        inputs: [input, '', scales.name],
        output: name,
        attributes: {
          mode: { text: 'nearest' },
          coordinate_transformation_mode: { text: 'asymmetric' },
          nearest_mode: { text: 'floor' },
        },
      },
    ],
    tensors: [scales],
  };
}
