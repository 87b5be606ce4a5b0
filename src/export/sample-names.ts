import { passesOf, stepsFor } from '../contract/epochs';
import type { RunRecord, SampleRecord } from '../contract/records';

/**
 * `image_at_epoch_0012.png` for the grid at the end of an epoch; one that was asked for within an
 * epoch also tells its step: `image_at_epoch_0012_step_003456.png`.
 * @param run where its steps are not known, the first grid of each epoch has the plain name.
 */
export function sampleNames(samples: readonly SampleRecord[], run: RunRecord): string[] {
  const seen = new Set<number>();
  const passes = passesOf(run);
  return samples.map(({ epoch, step }) => {
    const plain = run.stepsPerEpoch > 0 ? step === stepsFor(epoch, passes) : !seen.has(epoch);
    seen.add(epoch);
    const base = `image_at_epoch_${String(epoch).padStart(4, '0')}`;
    return plain ? `${base}.png` : `${base}_step_${String(step).padStart(6, '0')}.png`;
  });
}
