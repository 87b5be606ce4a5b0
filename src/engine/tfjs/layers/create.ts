import { StudioError } from '../../../contract/errors';
import type { LayerSpec } from '../../../contract/net-spec';
import { leakyReluLayer, reluLayer, tanhLayer } from './activation';
import { batchNormLayer } from './batch-norm';
import { convLayer, convTransposeLayer } from './conv';
import { denseLayer } from './dense';
import { dropoutLayer } from './dropout';
import type { Layer, LayerContext } from './layer';
import { averagePoolLayer, reshapeLayer, upsampleLayer } from './shape';

/** The lowering of one layer to TensorFlow.js. */
export function createLayer(spec: LayerSpec, context: LayerContext): Layer {
  switch (spec.kind) {
    case 'dense':
      return denseLayer(spec.bias, context);
    case 'conv':
      return convLayer(spec, spec.bias, context);
    case 'convTranspose':
      return convTransposeLayer(spec, spec.bias, context);
    case 'batchNorm':
      return batchNormLayer(spec.epsilon, context);
    case 'reshape':
    case 'flatten':
      return reshapeLayer(context);
    case 'upsample':
      return upsampleLayer(context);
    case 'averagePool':
      return averagePoolLayer(context);
    case 'relu':
      return reluLayer();
    case 'leakyRelu':
      return leakyReluLayer(spec.slope);
    case 'tanh':
      return tanhLayer();
    case 'dropout':
      return dropoutLayer(spec.rate, context);
    case 'sigmoid':
      throw new StudioError('layer-sigmoid-inside', { layer: context.index, layerKind: spec.kind });
    default:
      return spec satisfies never;
  }
}
