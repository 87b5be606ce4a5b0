import type { LayerSpec, NetSpec } from '../contract/net-spec';
import { elements, inferShapes } from './shapes';
import { weightSpecs } from './weights';

export interface SummaryRow {
  readonly kind: LayerSpec['kind'];
  /** 'Conv 5x5, stride 2, 64'. */
  readonly text: string;
  /** Output shape without the batch axis. */
  readonly shape: number[];
  /** Running statistics of batch norm included. */
  readonly parameters: number;
}

export interface NetSummary {
  readonly rows: SummaryRow[];
  readonly total: number;
  readonly trainable: number;
}

/**
 * A net layer by layer, for the form.
 * @throws StudioError `settings-invalid` as `inferShapes`.
 */
export function summarize(spec: NetSpec): NetSummary {
  const shapes = inferShapes(spec);
  const weights = weightSpecs(spec);
  const count = (wanted: typeof weights): number =>
    wanted.reduce((sum, weight) => sum + elements(weight.shape), 0);
  return {
    rows: spec.layers.map((layer, index) => ({
      kind: layer.kind,
      text: layerText(layer),
      shape: shapes[index]!,
      parameters: count(weights.filter((weight) => weight.layer === index)),
    })),
    total: count(weights),
    trainable: count(weights.filter((weight) => weight.trainable)),
  };
}

function layerText(layer: LayerSpec): string {
  switch (layer.kind) {
    case 'dense':
      return `Dense ${layer.units}`;
    case 'reshape':
      return `Reshape ${layer.height}x${layer.width}x${layer.channels}`;
    case 'conv':
      return `Conv ${kernelText(layer)}`;
    case 'convTranspose':
      return `Transposed conv ${kernelText(layer)}`;
    case 'upsample':
      return 'Upsample 2x, nearest';
    case 'averagePool':
      return 'Average pool 2x2';
    case 'batchNorm':
      return `Batch norm, momentum ${layer.momentum}`;
    case 'relu':
      return 'ReLU';
    case 'leakyRelu':
      return `Leaky ReLU ${layer.slope}`;
    case 'tanh':
      return 'Tanh';
    case 'sigmoid':
      return 'Sigmoid';
    case 'dropout':
      return `Dropout ${layer.rate}`;
    case 'flatten':
      return 'Flatten';
    default:
      return layer satisfies never;
  }
}

const kernelText = (layer: { kernel: number; stride: number; filters: number }): string =>
  `${layer.kernel}x${layer.kernel}, stride ${layer.stride}, ${layer.filters}`;
