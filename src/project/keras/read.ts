import { StudioError } from '../../contract/errors';
import type { NetSpec } from '../../contract/net-spec';
import type { WeightTensor } from '../../contract/records';
import { elements } from '../../nets/shapes';
import { weightSpecs, type WeightRole, type WeightSpec } from '../../nets/weights';
import { readHdf5, type FoundGroup, type FoundNode } from '../../records/hdf5/read';
import { allFinite } from '../../records/numbers';
import { netSpec } from '../../records/restore-net';
import type { ForeignNet } from '../foreign-net';
import { parseJson } from '../json';
import { checkNet } from '../nets';
import { LIMITS } from '../limits';
import { fieldsOf, textIn } from './json';
import { layersOf, passes } from './layers';
import { chainOf, type KerasLayer } from './topology';

/**
 * A net out of the file that Keras makes of a model: HDF5 with the model as JSON beside its weights
 * [KERAS4]. Known are the layers that the studio has; nothing in it is carried out.
 * @throws StudioError `file-unreadable`.
 */
export async function readKeras(file: Blob): Promise<ForeignNet> {
  const most = LIMITS.foreignBytes;
  if (file.size > most) throw new StudioError('file-foreign-too-large', { bytes: file.size, most });
  const root = readHdf5(new Uint8Array(await file.arrayBuffer()));
  const text = root.attributes.get('model_config');
  const weights = root.children.get('model_weights');
  if (typeof text !== 'string' || weights?.kind !== 'group')
    throw new StudioError('file-keras-not-model');
  const json = parseJson(new TextEncoder().encode(text), 'file-part "model_config"');
  const { layers, input } = chainOf(json);
  const taken = layers
    .filter((layer) => !passes(layer))
    .map((layer) => [layer, layersOf(layer)] as const);
  const found = { input, layers: taken.flatMap(([, some]) => some) };
  const spec = netSpec(found, 'file-part "model_config"');
  checkNet(spec);
  const from = taken.flatMap(([layer, some]) => some.map(() => layer));
  const told = root.attributes.get('atelier');
  return {
    tool: 'keras',
    spec,
    weights: weightsOf(spec, from, weights),
    told:
      typeof told === 'string'
        ? fieldsOf(parseJson(new TextEncoder().encode(told), 'file-part "atelier"'))
        : null,
    // Keragan's nets alone lie in a model of their own, as its code makes them.
    nested: fieldsOf(json).get('class_name') !== 'Sequential',
    version: textIn(root.attributes.get('keras_version')),
  };
}

/** Keras' names of weights by their roles. */
const NAMES: Readonly<Record<WeightRole, string>> = {
  kernel: 'kernel',
  bias: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  movingMean: 'moving_mean',
  movingVariance: 'moving_variance',
};

/** All weights of the net. @param from the layer of Keras that each of its layers is of. */
function weightsOf(spec: NetSpec, from: readonly KerasLayer[], all: FoundGroup): WeightTensor[] {
  const scopes = scopesOf(spec, from, all);
  return weightSpecs(spec).map((wanted) => {
    const layer = from[wanted.layer]!;
    const home = all.children.get(layer.home);
    const scope = scopes.get(layer) ?? layer.name;
    const path = `${scope}/${NAMES[wanted.role]}:0`;
    return tensorAt(home, path, `${layer.home}/${path}`, wanted);
  });
}

/**
 * Under which name the weights of a layer lie within their home: mostly the layer's own. Where a
 * model was loaded beside another, TensorFlow numbered them on; then the order tells.
 */
function scopesOf(
  spec: NetSpec,
  from: readonly KerasLayer[],
  all: FoundGroup,
): ReadonlyMap<KerasLayer, string> {
  const weighted = [...new Set(weightSpecs(spec).map(({ layer }) => from[layer]!))];
  const scopes = new Map<KerasLayer, string>();
  for (const home of new Set(weighted.map((layer) => layer.home))) {
    const group = all.children.get(home);
    const names = group?.kind === 'group' ? group.attributes.get('weight_names') : undefined;
    const paths = typeof names === 'string' || names === undefined ? [] : names;
    const found = [...new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/'))))];
    const layers = weighted.filter((layer) => layer.home === home);
    for (const [i, layer] of layers.entries()) {
      const own = found.find((scope) => scope.split('/').at(-1) === layer.name);
      const scope = own ?? (found.length === layers.length ? found[i] : undefined);
      if (scope !== undefined) scopes.set(layer, scope);
    }
  }
  return scopes;
}

function tensorAt(
  home: FoundNode | undefined,
  path: string,
  tensor: string,
  { name, shape }: WeightSpec,
): WeightTensor {
  let node = home;
  for (const part of path.split('/'))
    node = node?.kind === 'group' ? node.children.get(part) : undefined;
  if (node?.kind !== 'dataset') throw new StudioError('file-tensor-missing', { tensor });
  const fits = node.shape.join() === shape.join();
  const values = fits ? node.values() : null;
  if (values?.length !== elements(shape))
    throw new StudioError('file-tensor-wrong', { tensor, shape });
  if (!allFinite(values)) throw new StudioError('file-tensor-not-finite', { tensor });
  return { name, shape, values };
}
