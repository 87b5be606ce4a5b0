import type { ModelState, WeightTensor } from '../../contract/records';
import { checkTensors } from '../../nets/fit';
import {
  allWeights,
  checkState,
  counterNames,
  tensorGroups,
  type TensorGroup,
} from '../../nets/model-state';
import type { Buffers } from './context/buffers';
import { hold, type Stretch } from './context/read';
import type { AveragedPlan } from './plan/averaged-plan';
import type { NetPlan } from './plan/net-plan';
import { COUNTERS, STATE_LENGTH } from './plan/state';
import type { GanPlan } from './plan/step-plan';
import { LANES, type Storage } from './plan/tensor';

/** Where a group of tensors lies: vectors of one layout in a storage that may hold others between. */
interface GroupPlace {
  readonly storage: Storage;
  readonly trainable: boolean;
  /** Vectors from one of its own to the next, and before its first. */
  readonly stride: number;
  readonly offset: number;
}

function placeOf(
  { kind }: Pick<TensorGroup, 'kind'>,
  { storages }: NetPlan,
  averaged: AveragedPlan | null = null,
): GroupPlace {
  const alone = { stride: 1, offset: 0 };
  switch (kind) {
    case 'weights':
      return { storage: storages.weights, trainable: true, ...alone };
    case 'statistics':
      return { storage: storages.moving, trainable: false, ...alone };
    case 'adam.first':
      return { storage: storages.adam, trainable: true, stride: 2, offset: 0 };
    case 'adam.second':
      return { storage: storages.adam, trainable: true, stride: 2, offset: 1 };
    case 'average':
      return { storage: averaged!.net.storages.weights, trainable: true, ...alone };
    default:
      return kind satisfies never;
  }
}

/** Writes groups of one net's tensors, all those of a storage at once. */
function writeGroups(
  buffers: Buffers,
  plan: NetPlan,
  groups: readonly { kind: TensorGroup['kind']; tensors: readonly WeightTensor[] }[],
  averaged: AveragedPlan | null = null,
): void {
  const written = new Map<Storage, Float32Array<ArrayBuffer>>();
  for (const { kind, tensors } of groups) {
    const { storage, trainable, stride, offset } = placeOf({ kind }, plan, averaged);
    const data = written.get(storage) ?? new Float32Array(storage.vectors * LANES);
    written.set(storage, data);
    const byName = new Map(tensors.map(({ name, values }) => [name, values]));
    plan.layout.pack(byName, trainable, data, stride, offset);
  }
  for (const [storage, data] of written) buffers.write({ storage, data });
}

/** Writes weights to the card. @throws StudioError('model-missing') where they are of another net. */
export function writeWeights(
  buffers: Buffers,
  plan: NetPlan,
  weights: readonly WeightTensor[],
): void {
  const specs = plan.layout.places.map(({ spec }) => spec);
  checkTensors('weights', specs, weights);
  // Each group takes its own of them.
  const kinds = ['weights', 'statistics'] as const;
  writeGroups(
    buffers,
    plan,
    kinds.map((kind) => ({ kind, tensors: weights })),
  );
}

/** Writes a whole state. @throws StudioError('model-missing') where it is of other nets. */
export function writeState(buffers: Buffers, plan: GanPlan, state: ModelState): void {
  const { gan } = plan.options;
  checkState(gan, state);
  const groups = tensorGroups(gan).map(({ name, net, kind }) => ({
    ...{ net, kind },
    tensors: state.tensors[name]!,
  }));
  for (const net of new Set(groups.map((group) => group.net))) {
    writeGroups(
      buffers,
      plan[net],
      groups.filter((group) => group.net === net),
      plan.averaged,
    );
  }
  for (const name of counterNames(gan)) {
    const data = Uint32Array.of(state.counters[name]!);
    buffers.write({ storage: plan.state.storage, data }, 4 * COUNTERS[name]);
  }
}

/** Holds all weights of a net as they are now. */
export function holdWeights(
  device: GPUDevice,
  buffers: Buffers,
  plan: NetPlan,
): () => Promise<WeightTensor[]> {
  const kinds = ['weights', 'statistics'] as const;
  const places = kinds.map((kind) => placeOf({ kind }, plan));
  const read = hold(
    device,
    places.map(({ storage }) => stretchOf(buffers, storage)),
  );
  return async () => {
    const data = await read();
    const groups = places.map(({ trainable }, i) => plan.layout.unpack(trainable, data[i]!));
    return allWeights(plan.spec, ...groups);
  };
}

/** Holds the whole state as it is now, to be read in a moment. */
export function holdState(
  device: GPUDevice,
  buffers: Buffers,
  plan: GanPlan,
): (between?: () => Promise<void>) => Promise<ModelState> {
  const { gan } = plan.options;
  const groups = tensorGroups(gan).map((group) => ({
    ...group,
    place: placeOf(group, plan[group.net], plan.averaged),
  }));
  const storages = [...new Set(groups.map(({ place }) => place.storage))];
  const state: Stretch = { buffer: buffers.of(plan.state.storage), size: 4 * STATE_LENGTH };
  const stretches = storages.map((storage) => stretchOf(buffers, storage));
  const read = hold(device, [state, ...stretches]);
  return async (between) => {
    const [counts, ...data] = await read(between);
    const numbers = new Uint32Array(counts!.buffer);
    const tensors: Record<string, WeightTensor[]> = {};
    for (const { name, net, place } of groups) {
      const source = data[storages.indexOf(place.storage)]!;
      const { trainable, stride, offset } = place;
      tensors[name] = plan[net].layout.unpack(trainable, source, stride, offset);
    }
    const counters = counterNames(gan).map((name) => [name, numbers[COUNTERS[name]]!] as const);
    return { tensors, counters: Object.fromEntries(counters) };
  };
}

function stretchOf(buffers: Buffers, storage: Storage): Stretch {
  const buffer = buffers.of(storage);
  return { buffer, size: buffer.size };
}
