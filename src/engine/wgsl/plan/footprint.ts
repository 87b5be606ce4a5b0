import { paintedShape } from '../../../nets/shapes';
import { variantsOf } from '../../../nets/step-phases';
import { portionOf } from '../../painter';
import type { AverageLists } from './averaged-plan';
import type { DispatchList } from './dispatch';
import { VECTOR_BYTES, keptStorages, planMemory } from './memory';
import { samplePlan } from './sample-plan';
import { FLAGS_LENGTH } from './state';
import { RING_SLOTS } from './loss';
import type { GanPlan } from './step-plan';
import type { Storage } from './tensor';

/** All buffers together may take so many times what the largest may: GPUs have more memory than they
 *  give in one piece, and do not say how much. */
const TOTAL_TO_LARGEST = 2;
/** Steps under way, each of which is read back through a buffer of its own. */
const IN_FLIGHT = 2;
/** Bytes from one dispatch's parameters to the next's, on most GPUs. */
const PARAMETERS = 256;

/** Bytes that training takes on the GPU, the pictures of the set apart. */
export interface Footprint {
  /** Weights of both nets, the averaged generator's too, and their copies, as convolutions read them; running statistics. */
  readonly weights: number;
  /** Adam's moments. */
  readonly optimizer: number;
  /** Buffers that tensors of a step share. */
  readonly arena: number;
  readonly total: number;
  readonly largestBuffer: number;
}

/** Lists that a model of this plan replays, for so many slices. */
export function listsOf(
  plan: GanPlan,
  slices: number,
): {
  /** One of each variant of the program. */
  steps: DispatchList[];
  sample: ReturnType<typeof samplePlan>;
  preparation: DispatchList;
  average: AverageLists | null;
} {
  const { batchSize } = plan.options;
  const { averaged } = plan;
  const images = Math.ceil(batchSize / slices);
  const portion = portionOf(paintedShape(plan.generator.spec), images);
  return {
    steps: stepsOf(plan, batchSize, slices),
    sample: samplePlan(portion, averaged?.net ?? plan.generator, plan.discriminator),
    preparation: plan.preparation(),
    average: averaged?.lists(images) ?? null,
  };
}

const stepsOf = (plan: GanPlan, images: number, slices: number): DispatchList[] =>
  variantsOf(plan.options.gan.step.program).map((program) =>
    plan.step(images, { kind: 'uploaded' }, slices, program),
  );

/** What those lists take, to the byte, save for the parameters of a step in many slices. */
export function footprintOf(plan: GanPlan, slices: number): Footprint {
  const { batchSize } = plan.options;
  // Further slices take the same memory as the second.
  const few = Math.min(slices, 2);
  const images = Math.min(batchSize, few * Math.ceil(batchSize / slices));
  const steps = stepsOf(plan, images, few);
  const { sample, preparation, average } = listsOf(plan, slices);
  const lists = [...steps, sample.list, preparation];
  if (average) lists.push(average.preparation, average.pass);
  const sizes: number[] = [];
  const kept = new Set<Storage>();
  for (const list of lists) {
    planMemory(list, sizes);
    for (const storage of keptStorages(list)) kept.add(storage);
  }
  const bytes = (of: Iterable<Storage>): number =>
    [...of].reduce((sum, { vectors }) => sum + vectors * VECTOR_BYTES, 0);
  const { generator, discriminator, averaged } = plan;
  const nets = [generator.storages, discriminator.storages];
  const computing = averaged ? [...nets, averaged.net.storages] : nets;
  const weights = bytes(computing.flatMap((net) => [net.weights, net.prepared, net.moving]));
  const optimizer = bytes(nets.map((net) => net.adam));
  const arena = sizes.reduce((sum, size) => sum + size, 0);
  const logits = sample.logits ? [sample.logits] : [];
  const readers =
    IN_FLIGHT * 4 * (RING_SLOTS * 3 * batchSize + FLAGS_LENGTH) + bytes([sample.rgba, ...logits]);
  const dispatches = lists.reduce((sum, list) => sum + list.dispatches.length, 0);
  return {
    weights,
    optimizer,
    arena,
    total: bytes(kept) + arena + readers + dispatches * PARAMETERS,
    largestBuffer: Math.max(...sizes, ...[...kept].map(({ vectors }) => vectors * VECTOR_BYTES)),
  };
}

/**
 * The fewest slices that a batch has to be computed in for a GPU that holds so much in one piece.
 * @returns as many as there are pictures where nothing suffices.
 */
export function slicesFor(
  plan: GanPlan,
  maxBufferBytes: number | null,
): { slices: number; footprint: Footprint } {
  const { batchSize } = plan.options;
  for (let slices = 1; ; slices = Math.min(2 * slices, batchSize)) {
    const footprint = footprintOf(plan, slices);
    const fits =
      maxBufferBytes === null ||
      (footprint.largestBuffer <= maxBufferBytes &&
        footprint.total <= TOTAL_TO_LARGEST * maxBufferBytes);
    if (fits || slices === batchSize) return { slices, footprint };
  }
}
