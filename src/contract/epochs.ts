import type { Batching } from './net-spec';
import type { RunRecord } from './records';

/**
 * Steps and epochs: how passes over a set become batches. All of it follows from these three, so
 * that whoever knows them counts alike; a run's record holds them.
 */
export interface Passes {
  /** Pictures of the set, 1 or more. */
  readonly pictures: number;
  /** Pictures of a whole batch, 1 to `pictures`; only `last-smaller` and `replacement` take more. */
  readonly batchSize: number;
  readonly batching: Batching;
}

export const passesOf = (run: RunRecord): Passes => ({
  pictures: run.datasetCount,
  batchSize: run.settings.batchSize,
  batching: run.batching,
});

/** Whole steps that one pass takes: those of an epoch, or, where what is left over is carried into
 *  the next, those that one pass is enough for. */
export function stepsOfPass({ pictures, batchSize, batching }: Passes): number {
  const steps = pictures / batchSize;
  return batching === 'last-dropped' ? Math.floor(steps) : Math.ceil(steps);
}

/** Steps of an epoch in the mean: a whole number, save where what is left over is carried on. */
export const stepsPerEpoch = (passes: Passes): number =>
  passes.batching === 'carried-over' ? passes.pictures / passes.batchSize : stepsOfPass(passes);

/** Epochs that are complete after so many steps. */
export const epochsAfter = (steps: number, passes: Passes): number =>
  passes.batching === 'carried-over'
    ? Math.floor((steps * passes.batchSize) / passes.pictures)
    : Math.floor(steps / stepsOfPass(passes));

/** Steps after which so many epochs are complete. Where what is left over is carried on, the last of
 *  them may show some pictures of the next epoch. */
export const stepsFor = (epochs: number, passes: Passes): number =>
  passes.batching === 'carried-over'
    ? Math.ceil((epochs * passes.pictures) / passes.batchSize)
    : epochs * stepsOfPass(passes);

/** Pictures that so many steps showed to the discriminator, each as often as it was. */
export function picturesSeen(steps: number, passes: Passes): number {
  const { pictures, batchSize, batching } = passes;
  if (batching !== 'last-smaller') return steps * batchSize;
  const ofPass = stepsOfPass(passes);
  return Math.floor(steps / ofPass) * pictures + (steps % ofPass) * batchSize;
}

/** Pictures at the end of an epoch that fill no whole batch. */
export const leftOver = ({ pictures, batchSize }: Passes): number => pictures % batchSize;
