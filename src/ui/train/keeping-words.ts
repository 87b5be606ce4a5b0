import type { SavingEstimate } from '../../nets/saving';
import type { DiskView } from '../../store/view-types';
import { words } from '../../words';

/** What keeping a run takes of what is free; `fits` is false where it is more than there is. */
export function keepingWords(
  estimate: SavingEstimate,
  disk: DiskView | null,
): { says: string; fits: boolean } {
  const { takes, ...says } = words().train.saving;
  if (!disk) return { says: takes(estimate.run), fits: true };
  const free = Math.max(0, disk.quota - disk.used);
  if (estimate.run <= free) {
    return { says: says.fits(estimate.run, free), fits: true };
  }
  // Two checkpoints lie side by side while the newer one is written.
  const bare = 2 * estimate.checkpoint > free;
  return { says: (bare ? says.impossible : says.crowded)(estimate.run, free), fits: false };
}
