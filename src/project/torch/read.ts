import { StudioError } from '../../contract/errors';
import { DEFAULT_SETTINGS, HYPERPARAMETERS } from '../../contract/hyperparameters';
import type { NetSpec } from '../../contract/net-spec';
import type { WeightTensor } from '../../contract/records';
import { PRESETS, PUBLISHED, buildGan } from '../../nets/presets';
import { elements } from '../../nets/shapes';
import { weightSpecs, type WeightRole } from '../../nets/weights';
import { allFinite } from '../../records/numbers';
import { shortName } from '../fields';
import type { ForeignNet } from '../foreign-net';
import type { Tensor } from './pickle';
import { openStateDict, type StateDict } from './state-dict';

/**
 * A net of ARTGAN out of its state dict [PTH1]. A state dict tells weights and no layers, so that only
 * nets of that architecture can be known: by the order and the shapes of their weights, at any width.
 * @throws StudioError `file-unreadable`.
 */
export async function readTorch(file: Blob): Promise<ForeignNet> {
  const dict = await openStateDict(file);
  try {
    const modules = modulesOf(dict);
    const spec = artganOf(modules);
    const weights = await weightsOf(spec, modules, dict);
    return { tool: 'pytorch', spec, weights, told: null, nested: false, version: '' };
  } finally {
    await dict.close();
  }
}

/** The weights of one module of PyTorch. */
type Module = ReadonlyMap<string, { readonly name: string; readonly tensor: Tensor }>;

/** Modules with weights, in their order; counters of batches are left out. */
function modulesOf({ tensors }: StateDict): Module[] {
  const modules = new Map<string, Map<string, { name: string; tensor: Tensor }>>();
  for (const [name, tensor] of tensors) {
    const cut = name.lastIndexOf('.');
    const [home, role] = [name.slice(0, Math.max(0, cut)), name.slice(cut + 1)];
    if (role === 'num_batches_tracked') continue;
    const module = modules.get(home) ?? new Map<string, { name: string; tensor: Tensor }>();
    module.set(role, { name, tensor });
    modules.set(home, module);
  }
  return [...modules.values()];
}

/** ARTGAN's generator or discriminator of the width and latents that the weights have. */
function artganOf(modules: readonly Module[]): NetSpec {
  const kernels = modules.flatMap((module) => {
    const { shape = [] } = module.get('weight')?.tensor ?? {};
    return shape.length === 4 ? [shape] : [];
  });
  const [first, last] = [kernels[0], kernels.at(-1)];
  // Of a transposed convolution [in, out, 4, 4], of a convolution [out, in, 4, 4].
  const generates = last?.[1] === 3;
  const width = (generates ? last[0] : first?.[0]) ?? 0;
  const latentSize = generates ? first![0]! : 1;
  const { min } = HYPERPARAMETERS.latentSize;
  const settings = {
    ...{ ...DEFAULT_SETTINGS, ...PUBLISHED, ...PRESETS.artgan.defaults(64) },
    ...{ preset: 'artgan' as const, imageSize: 64, shape: 'square' as const, channels: 3 },
    ...{ width, latentSize: Math.max(min, latentSize) },
  };
  if (width < 1 || width > 1024 || latentSize > 2 ** 16) throw otherNet(modules);
  const { generator, discriminator } = buildGan(settings);
  const spec = generates ? { ...generator, input: [latentSize] } : discriminator;
  const wanted = wantedOf(spec);
  const fits =
    wanted.length === modules.length &&
    wanted.every((roles, i) => {
      const module = modules[i]!;
      return (
        module.size === roles.size &&
        [...roles].every(([role, shape]) => module.get(role)?.tensor.shape.join() === shape.join())
      );
    });
  if (fits) return spec;
  throw otherNet(modules);
}

const ROLES: Readonly<Record<WeightRole, string>> = {
  kernel: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  movingMean: 'running_mean',
  movingVariance: 'running_var',
};

/** Of each layer with weights, their shapes in PyTorch: kernels turned end to end. */
function wantedOf(spec: NetSpec): ReadonlyMap<string, readonly number[]>[] {
  const layers = new Map<number, Map<string, readonly number[]>>();
  for (const { layer, role, shape } of weightSpecs(spec)) {
    const roles = layers.get(layer) ?? new Map<string, readonly number[]>();
    roles.set(
      ROLES[role],
      role === 'kernel' ? [shape[3]!, shape[2]!, shape[0]!, shape[1]!] : shape,
    );
    layers.set(layer, roles);
  }
  return [...layers.values()];
}

async function weightsOf(
  spec: NetSpec,
  modules: readonly Module[],
  dict: StateDict,
): Promise<WeightTensor[]> {
  const layers = [...new Set(weightSpecs(spec).map(({ layer }) => layer))];
  const weights: WeightTensor[] = [];
  for (const { layer, role, shape, name } of weightSpecs(spec)) {
    const found = modules[layers.indexOf(layer)]!.get(ROLES[role])!;
    const numbers = await dict.numbers(found.tensor.storage, found.name);
    const values = gathered(found.tensor, numbers, found.name);
    if (!allFinite(values))
      throw new StudioError('file-tensor-not-finite', { tensor: shortName(found.name) });
    weights.push({ name, shape, values });
  }
  return weights;
}

/** Numbers in the order of the studio: kernels of [a, b, h, w] become [h, w, b, a], all else stays. */
function gathered(
  { shape, strides, offset }: Tensor,
  numbers: Float32Array,
  name: string,
): Float32Array<ArrayBuffer> {
  const order = shape.length === 4 ? [2, 3, 1, 0] : shape.map((_, i) => i);
  const edges = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const count = elements(edges);
  const last = offset + edges.reduce((sum, edge, i) => sum + (edge - 1) * steps[i]!, 0);
  if (!(last < numbers.length))
    throw new StudioError('file-tensor-wrong', { tensor: shortName(name), shape });
  const out = new Float32Array(count);
  const place = edges.map(() => 0);
  let from = offset;
  for (let at = 0; at < count; at++) {
    out[at] = numbers[from]!;
    for (let axis = edges.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++place[axis]! < edges[axis]!) break;
      from -= steps[axis]! * edges[axis]!;
      place[axis] = 0;
    }
  }
  return out;
}

/** What the weights are, for people. */
function otherNet(modules: readonly Module[]): StudioError {
  const found = modules.map((module) => `[${module.get('weight')?.tensor.shape.join(', ') ?? ''}]`);
  return new StudioError('file-torch-other-net', { found: shortName(found.join(' ')) });
}
