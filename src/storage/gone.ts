import { StudioError } from '../contract/errors';
import type { GoneSet } from '../contract/records';
import type { Connection, WriteTransaction } from './connection';
import { restoreDataset, restorePictureBlock } from '../records/restore';
import { keysOf } from './schema';

/**
 * What stays of a deleted set while runs learn from it: how its pictures were prepared, and their
 * hashes. By these a run finds its pictures again when they are dropped once more.
 */

/** Stores that a transaction needs which may forget such a set. */
export const GONE_STORES = ['runs', 'gone', 'pictures'] as const;

/** The set that a stored run learns from, of whatever else the record may be. */
export const setOf = (run: unknown): string | null => {
  const id = (run as { readonly datasetId?: unknown } | undefined)?.datasetId;
  return typeof id === 'string' ? id : null;
};

const isNeeded = async (transaction: WriteTransaction, id: string): Promise<boolean> =>
  (await transaction.objectStore('runs').getAll()).some((run) => setOf(run) === id);

/** Forgets a set that is gone where no run needs it any more; one that is stored stays. */
export async function forgetUnused(transaction: WriteTransaction, id: string): Promise<void> {
  const gone = transaction.objectStore('gone');
  if ((await gone.getKey(id)) === undefined || (await isNeeded(transaction, id))) return;
  await gone.delete(id);
  await transaction.objectStore('pictures').delete(keysOf(id));
}

/** Deletes a set; see StudioStorage. Where even its hashes find no room, all of it goes. */
export async function deleteSet(connection: Connection, id: string): Promise<void> {
  const stores = ['datasets', 'chunks', ...GONE_STORES] as const;
  const remove = (remember: boolean): Promise<void> =>
    connection.write([...stores], async (transaction) => {
      const stored: unknown = await transaction.objectStore('datasets').get(id);
      const needed = remember && (await isNeeded(transaction, id));
      await transaction.objectStore('datasets').delete(id);
      await transaction.objectStore('chunks').delete(keysOf(id));
      if (needed && (stored === undefined || (await keepHashes(transaction, stored)))) return;
      await transaction.objectStore('gone').delete(id);
      await transaction.objectStore('pictures').delete(keysOf(id));
    });
  try {
    await remove(true);
  } catch (error) {
    if (StudioError.from(error).kind !== 'storage-full') throw error;
    await remove(false);
  }
}

/** @returns false where the record is damaged: nothing can be known by it. */
async function keepHashes(transaction: WriteTransaction, stored: unknown): Promise<boolean> {
  const gone = identityOf(stored);
  if (!gone) return false;
  await transaction.objectStore('gone').put(gone);
  // Paths tell of the person's folders, and are not needed.
  let cursor = await transaction.objectStore('pictures').openCursor(keysOf(gone.id));
  while (cursor) {
    const block = restorePictureBlock(cursor.value);
    if (block) await cursor.update({ ...block, paths: block.paths.map(() => '') });
    cursor = await cursor.continue();
  }
  return true;
}

function identityOf(stored: unknown): GoneSet | null {
  try {
    const set = restoreDataset(stored);
    return set ? withoutNames(set) : null;
  } catch {
    return null;
  }
}

/** A set without what only people need to know of it. */
export function withoutNames(set: GoneSet): GoneSet {
  const { id, createdAt, shape, crop, background, count, chunkPictures } = set;
  const { folderOf, excluded, untickedFolders, bytes, cropsPerPicture = 1, focusPoints = [] } = set;
  return {
    ...{ id, createdAt, shape, crop, background, count, chunkPictures },
    ...{ folderOf, excluded, untickedFolders, bytes, cropsPerPicture, focusPoints },
  };
}
