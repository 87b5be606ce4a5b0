import { StudioError } from '../../contract/errors';
import { LIMITS } from '../limits';
import { fieldsOf, listIn, otherPart, textIn, type Fields } from './json';

/** A layer of a model of Keras, whatever models it lies in. */
export interface KerasLayer {
  readonly kind: string;
  readonly name: string;
  readonly config: Fields;
  /** The layer of the outermost model that it is, or is a part of: its weights lie under that name. */
  readonly home: string;
}

/** Models in models. */
const DEEPEST = 4;

/**
 * The layers of a model one after the other, and what goes into the first: of Sequential, whose
 * config is a list up to Keras 2.2.2 and holds one since, and of Model where it has no branches.
 * Keragan's nets are a Sequential in a Model.
 * @throws StudioError `file-unreadable`.
 */
export function chainOf(model: unknown): {
  readonly layers: readonly KerasLayer[];
  readonly input: readonly number[];
} {
  const layers: KerasLayer[] = [];
  flatten(fieldsOf(model), null, layers, 0);
  const [first] = layers;
  if (!first) throw new StudioError('file-keras-not-model');
  const input = inputOf(layers, fieldsOf(fieldsOf(model).get('config')));
  return { layers: layers.filter(({ kind }) => kind !== 'InputLayer'), input };
}

function flatten(model: Fields, home: string | null, out: KerasLayer[], depth: number): void {
  if (depth > DEEPEST) throw new StudioError('file-keras-not-model');
  const config = model.get('config');
  const parts = Array.isArray(config) ? listIn(config) : listIn(fieldsOf(config).get('layers'));
  const chained = textIn(model.get('class_name')) !== 'Sequential';
  let before: string | null = null;
  for (const part of parts) {
    const layer = fieldsOf(part);
    const kind = textIn(layer.get('class_name'));
    const own = fieldsOf(layer.get('config'));
    const name = textIn(layer.get('name')) || textIn(own.get('name'));
    if (chained && !follows(layer.get('inbound_nodes'), before)) otherPart('branches', name, kind);
    before = name;
    const place = home ?? name;
    if (MODELS.test(kind)) flatten(layer, place, out, depth + 1);
    else out.push({ kind, name, config: own, home: place });
    if (out.length > LIMITS.layers) {
      throw new StudioError('file-net-too-deep', { layers: out.length, most: LIMITS.layers });
    }
  }
}

const MODELS = /^(?:Sequential|Model|Functional)$/;

/** Whether a layer takes what the one before it gives, once, and nothing else. */
function follows(nodes: unknown, before: string | null): boolean {
  const all = listIn(nodes);
  if (before === null) return all.length === 0;
  const [node] = all;
  if (all.length !== 1) return false;
  if (Array.isArray(node)) return node.length === 1 && listIn(node[0])[0] === before;
  // Keras 3 tells of the tensor that goes in.
  const args = listIn(fieldsOf(node).get('args'));
  const history = fieldsOf(fieldsOf(args[0]).get('config')).get('keras_history');
  return args.length === 1 && listIn(history)[0] === before;
}

/** Edges of what the model takes, without the batch. */
function inputOf(layers: readonly KerasLayer[], config: Fields): number[] {
  const named = layers.flatMap((layer) => [
    layer.config.get('batch_input_shape'),
    layer.config.get('batch_shape'),
  ]);
  const found = [...named, config.get('build_input_shape')].find(Array.isArray);
  const edges = listIn(found).slice(1);
  if (edges.length > 0 && edges.every((edge) => typeof edge === 'number')) return edges;
  return otherPart('shape', layers[0]!.name, found ?? null);
}
