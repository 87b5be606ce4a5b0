import type { Initializer, LayerSpec, Padding } from '../../contract/net-spec';
import { fieldsOf, listIn, otherPart, textIn, type Fields } from './json';
import type { KerasLayer } from './topology';

/** A layer of Keras as layers of the studio: one, and another for its activation, where it has one.
 *  @throws StudioError `file-keras-part` naming what the studio has no layer for. */
export function layersOf(layer: KerasLayer): LayerSpec[] {
  const { config } = layer;
  if (config.get('data_format') === 'channels_first')
    otherPart('channels-first', layer.name, layer.kind);
  const one = lower(layer);
  const after = one.kind === 'dense' || one.kind === 'conv' || one.kind === 'convTranspose';
  return [one, ...(after ? activation(layer, config.get('activation')) : [])];
}

/** Layers that do nothing to what goes through them. */
export const passes = ({ kind, config }: KerasLayer): boolean =>
  kind === 'InputLayer' || (kind === 'Activation' && config.get('activation') === 'linear');

function lower(layer: KerasLayer): LayerSpec {
  const { kind, name, config } = layer;
  const number = (key: string): number => numberIn(config.get(key));
  switch (kind) {
    case 'Dense':
      return { kind: 'dense', units: number('units'), ...common(config) };
    case 'Reshape': {
      const [height = 0, width = 0, channels = 0, ...more] = listIn(config.get('target_shape')).map(
        numberIn,
      );
      if (more.length > 0 || channels === 0) otherPart('shape', name, config.get('target_shape'));
      return { kind: 'reshape', height, width, channels };
    }
    case 'Conv2D':
      return { kind: 'conv', ...windowOf(layer) };
    case 'Conv2DTranspose':
      if (config.get('output_padding')) otherPart('padding', name, config.get('output_padding'));
      return { kind: 'convTranspose', ...windowOf(layer) };
    case 'UpSampling2D':
      if (pair(config.get('size')) !== 2) otherPart('scaling', name, config.get('size'));
      if ((config.get('interpolation') ?? 'nearest') !== 'nearest')
        otherPart('scaling', name, config.get('interpolation'));
      return { kind: 'upsample' };
    case 'AveragePooling2D':
      if (pair(config.get('pool_size')) !== 2 || pair(config.get('strides') ?? 2) !== 2)
        otherPart('pooling', name, config.get('pool_size'));
      return { kind: 'averagePool' };
    case 'BatchNormalization': {
      const [axis] = [config.get('axis') ?? -1].flat();
      if (
        config.get('scale') === false ||
        config.get('center') === false ||
        (axis !== -1 && axis !== 3 && axis !== 1)
      )
        otherPart('batch-norm', name, axis);
      return {
        kind: 'batchNorm',
        momentum: number('momentum'),
        epsilon: number('epsilon'),
        unbiasedVariance: true,
      };
    }
    case 'ReLU':
      if (numberIn(config.get('negative_slope') ?? 0) || (config.get('max_value') ?? null) !== null)
        otherPart('activation', name, kind);
      return { kind: 'relu' };
    case 'LeakyReLU':
      return {
        kind: 'leakyRelu',
        slope: slopeIn(config.get('alpha') ?? config.get('negative_slope')),
      };
    case 'Activation':
      return activation(layer, config.get('activation'))[0] ?? otherPart('activation', name, kind);
    case 'Dropout':
      return { kind: 'dropout', rate: number('rate') };
    case 'Flatten':
      return { kind: 'flatten' };
    default:
      return otherPart('layer', name, kind);
  }
}

function activation({ name }: KerasLayer, found: unknown): LayerSpec[] {
  switch (found ?? 'linear') {
    case 'linear':
      return [];
    case 'relu':
      return [{ kind: 'relu' }];
    case 'tanh':
      return [{ kind: 'tanh' }];
    case 'sigmoid':
      return [{ kind: 'sigmoid' }];
    default:
      return otherPart('activation', name, found);
  }
}

const PADDINGS = ['same', 'valid'] as const;

function windowOf({ name, config }: KerasLayer) {
  const kernel = pair(config.get('kernel_size'));
  const stride = pair(config.get('strides') ?? 1);
  if (kernel === null) otherPart('kernel', name, config.get('kernel_size'));
  if (stride === null) otherPart('stride', name, config.get('strides'));
  if (pair(config.get('dilation_rate') ?? 1) !== 1)
    otherPart('dilation', name, config.get('dilation_rate'));
  if (numberIn(config.get('groups') ?? 1) !== 1) otherPart('kernel', name, config.get('groups'));
  const found = textIn(config.get('padding'));
  const padding: Padding | undefined = PADDINGS.find((one) => one === found);
  if (!padding) return otherPart('padding', name, found);
  const filters = numberIn(config.get('filters'));
  return { filters, kernel, stride, padding, ...common(config) };
}

const common = (config: Fields) => ({
  bias: config.get('use_bias') !== false,
  initializer: initializerOf(fieldsOf(config.get('kernel_initializer'))),
});

/** Only for who trains the net anew. */
function initializerOf(found: Fields): Initializer {
  const config = fieldsOf(found.get('config'));
  const kind = textIn(found.get('class_name'));
  if (kind === 'RandomNormal') {
    const deviation = numberIn(config.get('stddev'));
    if (deviation > 0 && deviation < 1) return { kind: 'normal', deviation };
  }
  if (kind === 'VarianceScaling' && config.get('mode') === 'fan_in')
    return { kind: 'fanInUniform' };
  return { kind: 'glorotUniform' };
}

/** One number for both sides of a picture; null where they differ. */
function pair(value: unknown): number | null {
  const [first, second] = Array.isArray(value)
    ? listIn(value).map(numberIn)
    : [numberIn(value), numberIn(value)];
  return first !== undefined && first === second ? first : null;
}

const numberIn = (value: unknown): number => (typeof value === 'number' ? value : NaN);

/** Some Keras write an array of one float32: 0.20000000298 is 0.2. */
function slopeIn(value: unknown): number {
  const found = numberIn([fieldsOf(value).get('value') ?? value].flat(2)[0]);
  const short = Number(found.toPrecision(7));
  return Math.fround(short) === Math.fround(found) ? short : found;
}
