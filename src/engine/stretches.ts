import { stepsOfPass, type Passes } from '../contract/epochs';

/** Places from `begin` up to `end` in the order of an epoch's pictures. */
export interface Stretch {
  readonly epoch: number;
  readonly begin: number;
  readonly end: number;
}

/**
 * Where the pictures of a step lie: one stretch, or two where a batch takes what an epoch left over
 * and the first pictures of the next. For batches that are drawn, where the step is in its epoch.
 */
export function stretchesOf(step: number, passes: Passes): Stretch[] {
  const { pictures, batchSize, batching } = passes;
  if (batching === 'carried-over') return stretchesBetween(step, passes);
  const steps = stepsOfPass(passes);
  const begin = (step % steps) * batchSize;
  const end = Math.min(begin + batchSize, pictures);
  return [{ epoch: Math.floor(step / steps), begin, end }];
}

/** The orders of all epochs, one after the other, are cut into batches without regard to where an
 *  epoch ends. */
function stretchesBetween(step: number, { pictures, batchSize }: Passes): Stretch[] {
  const stretches: Stretch[] = [];
  const to = (step + 1) * batchSize;
  for (let from = step * batchSize; from < to;) {
    const epoch = Math.floor(from / pictures);
    const begin = from - epoch * pictures;
    const end = Math.min(pictures, begin + to - from);
    stretches.push({ epoch, begin, end });
    from += end - begin;
  }
  return stretches;
}
