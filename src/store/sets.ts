import { heldOutOf } from '../contract/held-out';
import type { Settings } from '../contract/hyperparameters';
import {
  HASH_BYTES,
  PICTURE_BLOCK,
  type DatasetRecord,
  type PictureBlockRecord,
} from '../contract/records';

/** Pictures that are trained on: neither left out nor in a folder that is ticked off [PIC13]. */
export function activeCount(set: DatasetRecord): number {
  const unticked = new Set(set.untickedFolders);
  const ticked = Uint8Array.from(set.folders, (_, folder) => (unticked.has(folder) ? 0 : 1));
  const left = new Set(set.excluded);
  let count = 0;
  for (const folder of set.folderOf) count += ticked[folder] ?? 0;
  for (const picture of left) count -= ticked[set.folderOf[picture] ?? -1] ?? 0;
  return count;
}

/**
 * Pictures that a run of the settings learns from. Where a file gives several, it is not told here which
 * file each is of, and a few may be kept back more than are counted.
 */
export function learntCount(set: DatasetRecord, { keepBack }: Pick<Settings, 'keepBack'>): number {
  const active = activeCount(set);
  return keepBack ? active - heldOutOf(active) : active;
}

type ReadBlock = (datasetId: string, block: number) => Promise<PictureBlockRecord | undefined>;

/** What the person left out of `old`, found again in `fresh`: pictures by path and content,
 *  folders by path. Both may have skipped other files. */
export async function carryChoices(
  old: DatasetRecord,
  fresh: DatasetRecord,
  read: ReadBlock,
): Promise<Pick<DatasetRecord, 'excluded' | 'untickedFolders'>> {
  const off = new Set(old.untickedFolders.map((i) => old.folders[i]?.path));
  const excluded: number[] = [];
  if (old.excluded.length > 0) {
    const out = new Set(old.excluded);
    const left = new Set<string>();
    await eachPicture(old, read, (i, key) => {
      if (out.has(i)) left.add(key());
    });
    await eachPicture(fresh, read, (i, key) => {
      if (left.has(key())) excluded.push(i);
    });
  }
  return {
    excluded,
    untickedFolders: fresh.folders.flatMap((folder, i) => (off.has(folder.path) ? i : [])),
  };
}

/** Goes through a set block by block; `key` tells a picture by hash and path. */
async function eachPicture(
  set: DatasetRecord,
  read: ReadBlock,
  visit: (picture: number, key: () => string) => void,
): Promise<void> {
  for (let block = 0; block * PICTURE_BLOCK < set.count; block++) {
    const found = await read(set.id, block);
    found?.paths.forEach((path, i) => {
      const hash = found.hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
      visit(block * PICTURE_BLOCK + i, () => `${hash.join(' ')} ${path}`);
    });
  }
}
