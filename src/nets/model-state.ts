import type { AdamSpec, GanSpec, NetSpec } from '../contract/net-spec';
import type { TensorHeader, WeightTensor } from '../contract/records';
import type { NetName } from '../contract/step-program';
import { StudioError } from '../contract/errors';
import { CHANCE_COUNTERS, hasChance } from './augmentation-chance';
import { averageOf } from './average';
import { checkGroups } from './fit';
import { weightSpecs, type WeightSpec } from './weights';

/**
 * What a model holds beyond its GanSpec and seed, by name. This file alone knows the list: engines,
 * storage and files go by `tensorGroups` and `counterNames`, so that what is added here is kept,
 * stored, validated and read back everywhere.
 */

export const NET_NAMES: readonly NetName[] = ['generator', 'discriminator'];

/** `weights`: those that Adam moves; `statistics`: batch norm's running means and variances; both
 *  moments of Adam, a tensor for each weight; `average`: of the generator's weights, where the step
 *  makes one. */
export type GroupKind = 'weights' | 'statistics' | 'adam.first' | 'adam.second' | 'average';
export type GroupName = `${NetName}.${GroupKind}`;

/** Tensors that are held, read and written together. */
export interface TensorGroup {
  readonly name: GroupName;
  readonly net: NetName;
  readonly kind: GroupKind;
  /** In the order of `weightSpecs`; each tensor has the name and the shape of its weight. */
  readonly tensors: readonly WeightSpec[];
}

/** Every group of tensors in the state of a pair of nets; one without tensors is none. */
export function tensorGroups(gan: Pick<GanSpec, NetName | 'step'>): TensorGroup[] {
  const averages = averageOf(gan.step.program) !== null;
  return NET_NAMES.flatMap((net) => {
    const specs = weightSpecs(gan[net]);
    const trained = specs.filter(({ trainable }) => trainable);
    const groups: Readonly<Record<GroupKind, readonly WeightSpec[]>> = {
      weights: trained,
      statistics: specs.filter(({ trainable }) => !trainable),
      'adam.first': trained,
      'adam.second': trained,
      average: averages && net === 'generator' ? trained : [],
    };
    return (Object.keys(groups) as GroupKind[])
      .map((kind) => ({ name: `${net}.${kind}` as const, net, kind, tensors: groups[kind] }))
      .filter(({ tensors }) => tensors.length > 0);
  });
}

/** Whether a group holds the weights that a net computes with, which are never all zero. */
export const holdsWeights = (group: string): boolean => group.endsWith('.weights');

/** Updates that the optimiser of a net, or the one of both, has made; what the chance of augmentation
 *  goes by. */
export type CounterName =
  `${NetName}.adam.step` | 'adam.step' | `augmentation.${'chance' | 'taken' | 'seen'}`;

/** The counter that the bias corrections of a net read. */
export const counterOf = ({ counter }: Pick<AdamSpec, 'counter'>, net: NetName): CounterName =>
  counter === 'shared' ? 'adam.step' : `${net}.adam.step`;

/** Every counter in the state of a pair of nets. */
export const counterNames = ({ step }: Pick<GanSpec, 'step'>): CounterName[] => [
  ...new Set(NET_NAMES.map((net) => counterOf(step.adam, net))),
  ...(hasChance(step) ? Object.values(CHANCE_COUNTERS) : []),
];

/** All weights of a net in the order of `weightSpecs`, out of groups that hold them in parts. */
export function allWeights(
  spec: NetSpec,
  ...groups: readonly (readonly WeightTensor[])[]
): WeightTensor[] {
  const byName = new Map(groups.flat().map((weight) => [weight.name, weight]));
  return weightSpecs(spec).map(({ name }) => byName.get(name)!);
}

/**
 * Refuses a state of other nets: its groups, their tensors and its counters must be just those that
 * this pair has. It may come without its numbers, as a file tells of it before they are read.
 * @throws StudioError('model-missing')
 */
export function checkState(
  gan: GanSpec,
  state: {
    readonly tensors: { readonly [group: string]: readonly TensorHeader[] };
    readonly counters: { readonly [name: string]: number };
  },
): void {
  checkGroups(tensorGroups(gan), state.tensors);
  for (const name of counterNames(gan)) {
    if (state.counters[name] === undefined)
      throw new StudioError('counter-missing', { counter: name });
  }
}
