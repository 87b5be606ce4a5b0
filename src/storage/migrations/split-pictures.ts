import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { HASH_BYTES, PICTURE_BLOCK } from '../../contract/records';
import { count, listOf, shape, text } from '../../records/check';

/** A set's record as it was while it held all of its pictures. */
const oldSet = shape<{
  id: string;
  pictures: { path: string; folder: number; hash: string }[];
  skipped: unknown[];
}>({
  id: text,
  pictures: listOf(shape({ path: text, folder: count, hash: text })),
  skipped: listOf((value) => value),
});

/** Moves paths and hashes of sets into blocks of their own. A record that is damaged stays as it
 *  is: it is passed over and can be deleted, like every damaged one. */
export async function splitPictures(
  database: IDBPDatabase,
  transaction: IDBPTransaction<unknown, string[], 'versionchange'>,
): Promise<void> {
  database.createObjectStore('pictures', { keyPath: ['datasetId', 'block'] });
  const blocks = transaction.objectStore('pictures');
  let cursor = await transaction.objectStore('datasets').openCursor();
  while (cursor) {
    const found: unknown = cursor.value;
    const set = restored(found);
    if (set) {
      const { pictures, skipped } = set;
      for (let at = 0; at < pictures.length; at += PICTURE_BLOCK) {
        const some = pictures.slice(at, at + PICTURE_BLOCK);
        await blocks.put({
          datasetId: set.id,
          block: at / PICTURE_BLOCK,
          paths: some.map(({ path }) => path),
          hashes: bytesOf(some.map(({ hash }) => hash)),
        });
      }
      const rest = { ...(found as Record<string, unknown>) };
      delete rest['pictures'];
      await cursor.update({
        ...rest,
        folderOf: Uint32Array.from(pictures, ({ folder }) => folder),
        skippedCount: skipped.length,
      });
    }
    cursor = await cursor.continue();
  }
}

function restored(value: unknown): ReturnType<typeof oldSet> | null {
  try {
    return oldSet(value, 'set');
  } catch {
    return null;
  }
}

/** uint8 [n, HASH_BYTES] of hashes in hex. */
function bytesOf(hashes: readonly string[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  hashes.forEach((hash, i) => hexInto(bytes, i * HASH_BYTES, hash.slice(0, 2 * HASH_BYTES)));
  return bytes;
}

/** Writes a hash in hex, two digits to a byte, from `at` on. */
function hexInto(bytes: Uint8Array, at: number, hex: string): void {
  const digit = (place: number): number => {
    const code = hex.charCodeAt(place);
    // '0' to '9' are 48 to 57; letters of either case count from 1 in their low four bits.
    return (code & 15) + (code >> 6) * 9;
  };
  for (let i = 0; 2 * i + 1 < hex.length && at + i < bytes.length; i++) {
    bytes[at + i] = 16 * digit(2 * i) + digit(2 * i + 1);
  }
}
