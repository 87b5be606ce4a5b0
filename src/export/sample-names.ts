import type { SampleRecord } from '../contract/records';

/**
 * `image_at_epoch_0012.png` for the grid at the end of an epoch; one that was asked for within an
 * epoch also tells its step: `image_at_epoch_0012_step_003456.png`.
 * @param stepsPerEpoch 0 where unknown: the first grid of each epoch then has the plain name.
 */
export function sampleNames(samples: readonly SampleRecord[], stepsPerEpoch: number): string[] {
  const seen = new Set<number>();
  return samples.map(({ epoch, step }) => {
    const plain = stepsPerEpoch > 0 ? step === epoch * stepsPerEpoch : !seen.has(epoch);
    seen.add(epoch);
    const base = `image_at_epoch_${String(epoch).padStart(4, '0')}`;
    return plain ? `${base}.png` : `${base}_step_${String(step).padStart(6, '0')}.png`;
  });
}
