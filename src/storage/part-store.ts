import type { PartRecord } from './blob-headers';
import type { WriteTransaction } from './connection';

/** All parts of one generator or checkpoint. */
export const partsOf = (runId: string, kind: string, place: readonly number[]): IDBKeyRange =>
  IDBKeyRange.bound([runId, kind, place], [runId, kind, place, []]);

/** Puts the parts in the place of any that were there. */
export async function putParts(
  transaction: WriteTransaction,
  { runId, kind, place }: Pick<PartRecord, 'runId' | 'kind' | 'place'>,
  bodies: readonly Uint8Array<ArrayBuffer>[],
): Promise<void> {
  const store = transaction.objectStore('parts');
  await store.delete(partsOf(runId, kind, place));
  for (const [part, bytes] of bodies.entries()) {
    await store.put({ runId, kind, place, part, bytes });
  }
}
