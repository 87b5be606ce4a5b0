import type { AdamSpec } from '../../../contract/net-spec';
import { counterOf } from '../../../nets/model-state';
import type { NetName } from '../../../contract/step-program';
import type { PartsPlan } from './backward';
import { overTwo, type DispatchList } from './dispatch';
import type { NetPlan } from './net-plan';
import { COUNTERS, FLAG, STATE } from './state';
import { channelVectors, whole, type Storage, type Tensor } from './tensor';
import { BLOCK } from './weights';

const FOLDS = { none: 0, upsample: 1, pool: 2 } as const;
const NOT_WANTED = 0xffffffff;
/** Threads of a workgroup. */
const THREADS = 64;

/** What an update shares with the rest of the step. */
export interface Shared {
  readonly state: Tensor;
  readonly flags: Tensor;
}

/** An average that follows the weights of a net. */
export interface Averaged {
  /** Laid out as the net's weights. */
  readonly weights: Storage;
  /** In steps. */
  readonly halfLife: number;
}

const folds = ({ stages }: NetPlan): number =>
  stages.some(({ linear }) => linear.fold !== 'none') ? 1 : 0;

/** Adam over all weights of a net whose gradients have a place; an average of them follows at once. */
export function adam(
  list: DispatchList,
  plan: NetPlan,
  side: NetName,
  spec: AdamSpec,
  parts: PartsPlan,
  partsStorage: Tensor,
  { state, flags }: Shared,
  average: Averaged | null = null,
): void {
  const segments: number[] = [];
  const blocks = new Uint32Array(plan.layout.trainableVectors / BLOCK);
  const nothing = segments.length;
  segments.push(0, 0, 0, 0, 0, 0, 0, 0);
  blocks.fill(nothing);
  for (const place of plan.layout.places) {
    const found = parts.byName.get(place.spec.name);
    if (!place.spec.trainable || !found) continue;
    const stage = plan.stages.find(({ layer }) => layer === place.spec.layer);
    const fold = place.spec.role === 'kernel' && stage ? FOLDS[stage.linear.fold] : 0;
    blocks.fill(
      segments.length / 8,
      place.start / BLOCK,
      Math.ceil((place.start + place.count) / BLOCK),
    );
    segments.push(
      place.start,
      place.count,
      partsStorage.base + found.at,
      found.splits,
      found.stride,
      fold,
      stage?.linear.masterKernel ?? 1,
      place.count / place.taps,
    );
  }
  const { beta1, beta2, epsilon } = spec;
  list.add({
    kernel: 'adam',
    label: `${side} Adam`,
    flags: {
      THREADS: plan.traits.rowThreads,
      AHEAD: plan.traits.readsAhead ? 1 : 0,
      FOLDS: folds(plan),
      AVERAGE: average ? 1 : 0,
    },
    params: {
      beta1,
      beta2,
      share1: 1 - beta1,
      share2: 1 - beta2,
      epsilon,
      // A beta of 0 has no logarithm; its powers are 0.
      log1: Math.max(Math.log(beta1), -1e9),
      log2: Math.max(Math.log(beta2), -1e9),
      plainEpsilon: spec.form === 'keras' ? 1 : 0,
      counter: COUNTERS[counterOf(spec, side)],
      rate: STATE[`${side}Rate`],
      blocks: blocks.length,
      flag: FLAG[side],
      halfLife: average?.halfLife ?? 0,
    },
    tensors: {
      state,
      blockSegments: list.table(`${side} Adam blocks`, blocks),
      segments: list.table(`${side} Adam segments`, Uint32Array.from(segments)),
      parts: whole(partsStorage.storage),
      weights: whole(plan.storages.weights),
      adamMoments: whole(plan.storages.adam),
      flags,
      ...(average ? { average: whole(average.weights) } : {}),
    },
    grid: [...overTwo(blocks.length), 1],
  });
}

/**
 * Copies of the weights as convolutions read them.
 * @param counts where an update that was made is counted, and how many steps are over with it.
 */
export function prepare(
  list: DispatchList,
  plan: NetPlan,
  side: NetName,
  { state, flags }: Shared,
  counts: { readonly counter: number; readonly steps: number } | null,
): void {
  const segments: number[] = [];
  const blocks: number[] = [];
  for (const { stage, plain, transposed } of plan.prepared) {
    if (plain === null && transposed === null) continue;
    const { linear, layer } = plan.stages[stage]!;
    const [rows, columns] =
      linear.fold === 'upsample' ? [linear.small, linear.big] : [linear.big, linear.small];
    const [rows4, columns4] = [channelVectors(rows), channelVectors(columns)];
    const work = linear.kernel ** 2 * rows4 * columns4;
    const index = segments.length / 8;
    segments.push(
      blocks.length,
      plan.layout.find(layer, 'kernel').start,
      plain ?? NOT_WANTED,
      transposed ?? NOT_WANTED,
      FOLDS[linear.fold],
      linear.masterKernel,
      rows4,
      columns4,
    );
    for (let i = 0; i < Math.ceil(work / THREADS); i++) blocks.push(index);
  }
  // An array that is bound has one element at least: of a net whose kernels serve as they are, none.
  if (segments.length === 0) segments.push(0, 0, 0, 0, 0, 0, 0, 0);
  list.add({
    kernel: 'prepare',
    label: `${side} prepare`,
    flags: { FOLDS: folds(plan) },
    params: {
      blocks: blocks.length,
      counter: counts?.counter ?? 0,
      steps: counts?.steps ?? 0,
      movingVectors: plan.layout.movingVectors,
      counts: counts ? 1 : 0,
    },
    tensors: {
      blockSegments: list.table(`${side} prepare blocks`, Uint32Array.from(blocks)),
      segments: list.table(`${side} prepare segments`, Uint32Array.from(segments)),
      weights: whole(plan.storages.weights),
      prepared: whole(plan.storages.prepared),
      state,
      moving: whole(plan.storages.moving),
      flags,
    },
    grid: [...overTwo(Math.max(1, blocks.length)), 1],
  });
}
