import type { ExportSources, KeptNet } from '../../contract/exports';
import type { NetSpec } from '../../contract/net-spec';
import { group, type H5Group } from '../../records/hdf5/tree';
import { writeHdf5 } from '../../records/hdf5/write';
import { inputShapes } from '../../nets/shapes';
import { kerasReadme } from '../../words/en/keras-readme';
import { chosenNet } from '../chosen-net';
import { sequential, type LayerJson } from '../layers-topology';
import { zip } from '../zip';
import { layerWeights } from './net';

/** An object as Keras 3 has it in its JSON. */
interface Serialized {
  readonly module: string;
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly registered_name: null;
  readonly build_config?: { readonly input_shape: readonly (number | null)[] };
}

/**
 * A net as Keras 3 saves it, a ZIP of three files [KERAS2]. A fourth one would be taken for assets:
 * https://github.com/keras-team/keras, src/saving/saving_lib.py.
 * @param now milliseconds since the Unix epoch, told as the time of saving.
 * @throws StudioError as `chosenNet`.
 */
export async function kerasArchive(source: ExportSources['network'], now: number): Promise<Blob> {
  const net = chosenNet(source);
  const layers = layersOf(net.spec);
  const saved = new Date(now).toISOString().slice(0, 19).replace('T', '@');
  const metadata = {
    keras_version: '3.0.0',
    date_saved: saved,
    readme: kerasReadme(source, net.spec, 'keras'),
  };
  return await zip([
    { name: 'metadata.json', data: JSON.stringify(metadata) },
    { name: 'config.json', data: JSON.stringify(modelOf(source.net, net.spec, layers)) },
    { name: 'model.weights.h5', data: new Blob(writeHdf5(weightsOf(net, layers))) },
  ]);
}

function modelOf(name: string, spec: NetSpec, layers: readonly Serialized[]): Serialized {
  const input = [null, ...spec.input];
  const first = serialized('keras.layers', 'InputLayer', {
    batch_shape: input,
    dtype: 'float32',
    sparse: false,
    name: 'input_layer',
  });
  return {
    ...serialized('keras', 'Sequential', {
      name,
      trainable: true,
      dtype: 'float32',
      layers: [first, ...layers],
      build_input_shape: input,
    }),
    build_config: { input_shape: input },
  };
}

function layersOf(spec: NetSpec): Serialized[] {
  const shapes = inputShapes(spec);
  const { layers } = sequential(spec, '').config;
  return (layers as readonly LayerJson[]).map(({ class_name, config }, index) => {
    return {
      ...serialized('keras.layers', class_name, asKeras3(config)),
      build_config: { input_shape: [null, ...shapes[index]!] },
    };
  });
}

/** Names that changed with Keras 3; what goes in stands apart there. */
function asKeras3(config: LayerJson['config']): LayerJson['config'] {
  const entries = Object.entries(config)
    .filter(([key]) => key !== 'batch_input_shape')
    .map(([key, value]) => [key === 'alpha' ? 'negative_slope' : key, initializer(key, value)]);
  return { ...(Object.fromEntries(entries) as LayerJson['config']), dtype: 'float32' };
}

const initializer = (key: string, value: unknown): unknown => {
  if (!key.endsWith('_initializer')) return value;
  const { class_name, config } = value as LayerJson;
  return serialized('keras.initializers', class_name, config);
};

const serialized = (
  module: string,
  className: string,
  config: Serialized['config'],
): Serialized => ({ module, class_name: className, config, registered_name: null });

/** Weights by the classes of their layers, each counted apart: `layers/conv2d_1/vars/0`. */
function weightsOf(net: KeptNet, layers: readonly Serialized[]): H5Group {
  const counts = new Map<string, number>();
  const groups: Record<string, H5Group> = {};
  for (const [index, weights] of layerWeights(net).entries()) {
    const name = snakeCase(layers[index]!.class_name);
    const seen = counts.get(name) ?? 0;
    counts.set(name, seen + 1);
    const vars = Object.fromEntries(weights.map(({ data }, i) => [String(i), data]));
    groups[seen === 0 ? name : `${name}_${seen}`] = group({}, { vars: group({}, vars) });
  }
  return group({}, { layers: group({}, groups), vars: group({}) });
}

/** As Keras' `to_snake_case`: LeakyReLU is `leaky_re_lu`, Conv2DTranspose `conv2d_transpose`. */
const snakeCase = (name: string): string =>
  name
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
