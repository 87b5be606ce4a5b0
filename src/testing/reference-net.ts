import type { LayerSpec, NetSpec } from '../contract/net-spec';
import type { WeightTensor } from '../contract/records';
import { convForward, convInputGradient, sizeOf, type Conv, type Shape4 } from './reference-ops';

/** A batch of values, row-major; the first axis is the batch. */
export interface Batch {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

type Weights = (role: string) => Float32Array | undefined;

/**
 * A net's output in inference mode (running statistics, no dropout), in plain loops and double
 * precision: what every engine and every export is held against.
 * @param input [batch, ...spec.input]
 */
export function referenceForward(
  spec: NetSpec,
  weights: readonly WeightTensor[],
  input: Batch,
): Batch {
  const named = new Map(weights.map((weight) => [weight.name, weight.values]));
  return spec.layers.reduce<Batch>(
    (x, layer, i) => forward(layer, (role) => named.get(`${i}/${role}`), x),
    input,
  );
}

function forward(layer: LayerSpec, weight: Weights, x: Batch): Batch {
  switch (layer.kind) {
    case 'dense':
      return dense(layer.units, weight, x);
    case 'reshape':
      return { ...x, shape: [x.shape[0]!, layer.height, layer.width, layer.channels] };
    case 'flatten':
      return { ...x, shape: [x.shape[0]!, sizeOf(x.shape.slice(1))] };
    case 'conv': {
      const { kernel, stride, padding, filters } = layer;
      const conv: Conv = {
        x: four(x.shape),
        filter: [kernel, kernel, x.shape[3]!, filters],
        stride,
        padding,
      };
      const values = convForward(conv, x.values, weight('kernel')!);
      return biased(weight('bias'), {
        shape: [...outputEdges(x, (edge) => edgeAfter(layer, edge)), filters],
        values,
      });
    }
    case 'convTranspose': {
      const { kernel, stride, padding, filters } = layer;
      const edges = outputEdges(x, (edge) =>
        padding === 'same' ? edge * stride : (edge - 1) * stride + kernel,
      );
      // The transpose of the convolution that would lead from the output to x.
      const conv: Conv = {
        x: [edges[0]!, edges[1]!, edges[2]!, filters],
        filter: [kernel, kernel, filters, x.shape[3]!],
        stride,
        padding,
      };
      return biased(weight('bias'), {
        shape: [...edges, filters],
        values: convInputGradient(conv, x.values, weight('kernel')!),
      });
    }
    case 'upsample':
      return resampled(x, 2, (at, y, column) => at(y >> 1, column >> 1));
    case 'averagePool':
      return resampled(
        x,
        0.5,
        (at, y, column) =>
          (at(2 * y, 2 * column) +
            at(2 * y, 2 * column + 1) +
            at(2 * y + 1, 2 * column) +
            at(2 * y + 1, 2 * column + 1)) /
          4,
      );
    case 'batchNorm':
      return channelwise(x, (value, c) => {
        const scale =
          weight('gamma')![c]! / Math.sqrt(weight('movingVariance')![c]! + layer.epsilon);
        return (value - weight('movingMean')![c]!) * scale + weight('beta')![c]!;
      });
    case 'relu':
      return channelwise(x, (value) => Math.max(0, value));
    case 'leakyRelu':
      return channelwise(x, (value) => (value < 0 ? layer.slope * value : value));
    case 'tanh':
      return channelwise(x, Math.tanh);
    case 'sigmoid':
      return channelwise(x, (value) => 1 / (1 + Math.exp(-value)));
    case 'dropout':
      return x;
    default:
      return layer satisfies never;
  }
}

const four = (shape: readonly number[]): Shape4 => [shape[0]!, shape[1]!, shape[2]!, shape[3]!];

const edgeAfter = (layer: Extract<LayerSpec, { kind: 'conv' }>, edge: number): number =>
  layer.padding === 'same'
    ? Math.ceil(edge / layer.stride)
    : Math.floor((edge - layer.kernel) / layer.stride) + 1;

const outputEdges = (x: Batch, edge: (before: number) => number): number[] => [
  x.shape[0]!,
  edge(x.shape[1]!),
  edge(x.shape[2]!),
];

function dense(units: number, weight: Weights, x: Batch): Batch {
  const [batch, inputs] = [x.shape[0]!, x.shape[1]!];
  const kernel = weight('kernel')!;
  const values = new Float64Array(batch * units);
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < inputs; i++) {
      for (let u = 0; u < units; u++) {
        values[b * units + u]! += x.values[b * inputs + i]! * kernel[i * units + u]!;
      }
    }
  }
  return biased(weight('bias'), { shape: [batch, units], values });
}

const biased = (bias: Float32Array | undefined, x: Batch): Batch =>
  bias ? channelwise(x, (value, c) => value + bias[c]!) : x;

function channelwise(x: Batch, of: (value: number, channel: number) => number): Batch {
  const channels = x.shape.at(-1)!;
  return { shape: x.shape, values: x.values.map((value, i) => of(value, i % channels)) };
}

/** Every output pixel from input pixels of its own picture and channel. */
function resampled(
  x: Batch,
  factor: number,
  of: (at: (y: number, x: number) => number, y: number, x: number) => number,
): Batch {
  const [n, h, w, c] = four(x.shape);
  const shape: Shape4 = [n, Math.floor(h * factor), Math.floor(w * factor), c];
  const values = new Float64Array(sizeOf(shape));
  let out = 0;
  for (let b = 0; b < n; b++) {
    for (let row = 0; row < shape[1]; row++) {
      for (let column = 0; column < shape[2]; column++) {
        for (let channel = 0; channel < c; channel++) {
          const at = (y: number, i: number): number =>
            x.values[((b * h + y) * w + i) * c + channel]!;
          values[out++] = of(at, row, column);
        }
      }
    }
  }
  return { shape, values };
}
