import type { LayerSpec } from '../../contract/net-spec';

/** A layer in the field's words: "Conv 5x5, stride 2, 64". */
export function layer(spec: LayerSpec): string {
  switch (spec.kind) {
    case 'dense':
      return `Dense ${spec.units}`;
    case 'reshape':
      return `Reshape ${spec.height}x${spec.width}x${spec.channels}`;
    case 'conv':
      return `Conv ${kernelText(spec)}`;
    case 'convTranspose':
      return `Transposed conv ${kernelText(spec)}`;
    case 'upsample':
      return 'Upsample 2x, nearest';
    case 'averagePool':
      return 'Average pool 2x2';
    case 'batchNorm':
      return `Batch norm, momentum ${spec.momentum}`;
    case 'relu':
      return 'ReLU';
    case 'leakyRelu':
      return `Leaky ReLU ${spec.slope}`;
    case 'tanh':
      return 'Tanh';
    case 'sigmoid':
      return 'Sigmoid';
    case 'dropout':
      return `Dropout ${spec.rate}`;
    case 'flatten':
      return 'Flatten';
    default:
      return spec satisfies never;
  }
}

const kernelText = (layer: { kernel: number; stride: number; filters: number }): string =>
  `${layer.kernel}x${layer.kernel}, stride ${layer.stride}, ${layer.filters}`;
