import type { SavingEstimate } from '../../nets/saving';
import type { DiskView } from '../../store/model';
import { bytes } from '../../words/format';

/** What keeping a run takes of what is free; `fits` is false where it is more than there is. */
export function keepingWords(
  estimate: SavingEstimate,
  disk: DiskView | null,
): { says: string; fits: boolean } {
  const takes = `Keeping this run takes about ${bytes(estimate.run)}`;
  if (!disk) return { says: `${takes}.`, fits: true };
  const free = Math.max(0, disk.quota - disk.used);
  if (estimate.run <= free) {
    return { says: `${takes}; the browser has ${bytes(free)} free.`, fits: true };
  }
  // Two checkpoints lie side by side while the newer one is written.
  const bare = 2 * estimate.checkpoint > free;
  const then = bare
    ? 'It would train, but could not be saved, and a closed tab would lose it. Free some space first.'
    : 'It would train, but samples and generators would have to make room. Keep them less often, or free some space.';
  return { says: `${takes}; the browser has only ${bytes(free)} free. ${then}`, fits: false };
}
