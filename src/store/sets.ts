import type { DatasetRecord, RunState } from '../contract/records';

/** Pictures that are trained on: neither left out nor in a folder that is ticked off [PIC13]. */
export function activeCount(set: DatasetRecord): number {
  const excluded = new Set(set.excluded);
  const unticked = new Set(set.untickedFolders);
  return set.pictures.reduce(
    (count, picture, i) => (excluded.has(i) || unticked.has(picture.folder) ? count : count + 1),
    0,
  );
}

/** What the person left out of `old`, found again in `fresh`: pictures by path and content,
 *  folders by path. Both may have skipped other files. */
export function carryChoices(
  old: DatasetRecord,
  fresh: DatasetRecord,
): Pick<DatasetRecord, 'excluded' | 'untickedFolders'> {
  const key = (picture: DatasetRecord['pictures'][number]): string =>
    `${picture.hash} ${picture.path}`;
  const left = new Set(
    old.excluded.flatMap((i) => {
      const picture = old.pictures[i];
      return picture ? key(picture) : [];
    }),
  );
  const off = new Set(old.untickedFolders.map((i) => old.folders[i]?.path));
  return {
    excluded: fresh.pictures.flatMap((picture, i) => (left.has(key(picture)) ? i : [])),
    untickedFolders: fresh.folders.flatMap((folder, i) => (off.has(folder.path) ? i : [])),
  };
}

/** Whether a worker trains or holds a run in this state. */
export function isLive(state: RunState): boolean {
  switch (state) {
    case 'preparing':
    case 'running':
    case 'paused':
      return true;
    case 'stopped':
    case 'finished':
    case 'failed':
    case 'interrupted':
      return false;
  }
}
