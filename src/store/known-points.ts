import type { FocusPoint } from '../contract/focus';
import type { DatasetRecord } from '../contract/records';
import type { Context } from './context';

/**
 * Where the crops of files are taken that come again: as in the set whose place they take; for a new set
 * as in any other, the newest first, or in one that is gone and that runs need as it was [PIC26].
 */
export async function knownPoints(
  context: Context,
  replaces: DatasetRecord | null,
): Promise<readonly FocusPoint[]> {
  const { datasets } = context.state;
  if (replaces) return datasets.find(({ id }) => id === replaces.id)?.focusPoints ?? [];
  // Pictures can be prepared where the storage does not tell.
  const gone = await context.ports.storage.goneSets().catch(() => []);
  const points = new Map<string, FocusPoint>();
  for (const { focusPoints = [] } of [...datasets, ...gone]) {
    for (const point of focusPoints) if (!points.has(point.hash)) points.set(point.hash, point);
  }
  return [...points.values()];
}
