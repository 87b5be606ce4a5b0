import type { Initializer, LayerSpec, NetSpec } from '../contract/net-spec';

/** One layer as Keras' JSON has it: its class and what to construct it with. */
export interface LayerJson {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The layer's name in the model: `layer_3_conv`. Weights are found by it. */
export const layerName = (index: number, layer: LayerSpec): string =>
  `layer_${index}_${layer.kind}`;

/** A net as a Keras sequential model, channels last. */
export function sequential(spec: NetSpec, name: string): LayerJson {
  const layers = spec.layers.map((layer, index): LayerJson => {
    const json = lower(layer);
    return {
      class_name: json.class_name,
      config: {
        name: layerName(index, layer),
        trainable: true,
        ...(index === 0 ? { batch_input_shape: [null, ...spec.input], dtype: 'float32' } : {}),
        ...json.config,
      },
    };
  });
  return { class_name: 'Sequential', config: { name, layers } };
}

function lower(layer: LayerSpec): LayerJson {
  switch (layer.kind) {
    case 'dense':
      return {
        class_name: 'Dense',
        config: { units: layer.units, activation: 'linear', ...weights(layer) },
      };
    case 'reshape':
      return {
        class_name: 'Reshape',
        config: { target_shape: [layer.height, layer.width, layer.channels] },
      };
    case 'conv':
      return { class_name: 'Conv2D', config: { ...window(layer), dilation_rate: [1, 1] } };
    case 'convTranspose':
      return { class_name: 'Conv2DTranspose', config: window(layer) };
    case 'upsample':
      return {
        class_name: 'UpSampling2D',
        config: { size: [2, 2], data_format: 'channels_last', interpolation: 'nearest' },
      };
    case 'averagePool':
      return {
        class_name: 'AveragePooling2D',
        config: {
          pool_size: [2, 2],
          strides: [2, 2],
          padding: 'valid',
          data_format: 'channels_last',
        },
      };
    case 'batchNorm':
      return {
        class_name: 'BatchNormalization',
        config: {
          axis: -1,
          momentum: layer.momentum,
          epsilon: layer.epsilon,
          center: true,
          scale: true,
        },
      };
    case 'relu':
      return { class_name: 'ReLU', config: {} };
    case 'leakyRelu':
      return { class_name: 'LeakyReLU', config: { alpha: layer.slope } };
    case 'tanh':
      return { class_name: 'Activation', config: { activation: 'tanh' } };
    case 'sigmoid':
      return { class_name: 'Activation', config: { activation: 'sigmoid' } };
    case 'dropout':
      return { class_name: 'Dropout', config: { rate: layer.rate } };
    case 'flatten':
      return { class_name: 'Flatten', config: { data_format: 'channels_last' } };
    default:
      return layer satisfies never;
  }
}

/** What Conv2D and Conv2DTranspose share. */
function window(
  layer: Extract<LayerSpec, { kind: 'conv' | 'convTranspose' }>,
): LayerJson['config'] {
  return {
    filters: layer.filters,
    kernel_size: [layer.kernel, layer.kernel],
    strides: [layer.stride, layer.stride],
    padding: layer.padding,
    data_format: 'channels_last',
    activation: 'linear',
    ...weights(layer),
  };
}

function weights(layer: {
  readonly bias: boolean;
  readonly initializer: Initializer;
}): LayerJson['config'] {
  return {
    use_bias: layer.bias,
    kernel_initializer: initializer(layer.initializer),
    bias_initializer: { class_name: 'Zeros', config: {} },
  };
}

/** Only for whoever trains the model anew: loading it sets every weight. */
function initializer(start: Initializer): LayerJson {
  switch (start.kind) {
    case 'glorotUniform':
      // Under this name every Keras has it: up to 2.2.4 GlorotUniform is no class.
      return {
        class_name: 'VarianceScaling',
        config: { scale: 1, mode: 'fan_avg', distribution: 'uniform', seed: null },
      };
    case 'fanInUniform':
      // U(-l, l) with l = sqrt(3 scale / fanIn): a third gives 1 / sqrt(fanIn).
      return {
        class_name: 'VarianceScaling',
        config: { scale: 1 / 3, mode: 'fan_in', distribution: 'uniform', seed: null },
      };
    case 'normal':
      return {
        class_name: 'RandomNormal',
        config: { mean: 0, stddev: start.deviation, seed: null },
      };
    default:
      return start satisfies never;
  }
}
