import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { finite, floats, listOf, shape, text } from '../../records/check';

/** As of version 3; never changed, whatever the studio of a later day writes. */
const PART_BYTES = 16 * 2 ** 20;

/** A generator's record as it was while it held its own weights. */
const oldGenerator = shape<{
  runId: string;
  epoch: number;
  weights: { name: string; shape: number[]; values: Float32Array<ArrayBuffer> }[];
}>({
  runId: text,
  epoch: finite,
  weights: listOf(shape({ name: text, shape: listOf(finite), values: floats })),
});

/**
 * Adds checkpoints, and moves the weights of generators into parts. Checksums take longer than an
 * upgrade waits, so that these parts have none. A record that is damaged stays as it is: it is
 * refused when it is opened, and goes with its run.
 */
export async function tensorsInParts(
  database: IDBPDatabase,
  transaction: IDBPTransaction<unknown, string[], 'versionchange'>,
): Promise<void> {
  database.createObjectStore('checkpoints', { keyPath: ['runId', 'step'] });
  database.createObjectStore('parts', { keyPath: ['runId', 'kind', 'place', 'part'] });
  const parts = transaction.objectStore('parts');
  let cursor = await transaction.objectStore('generators').openCursor();
  while (cursor) {
    const found: unknown = cursor.value;
    const old = restored(found);
    if (old) {
      const bytes = joined(old.weights.map(({ values }) => values));
      const sizes: number[] = [];
      for (let at = 0; at < bytes.length; at += PART_BYTES) {
        const some = bytes.slice(at, at + PART_BYTES);
        const place = [old.epoch];
        const part = sizes.length;
        await parts.put({ runId: old.runId, kind: 'generators', place, part, bytes: some });
        sizes.push(some.length);
      }
      const header: Record<string, unknown> = { ...(found as object) };
      delete header['weights'];
      await cursor.update({
        ...header,
        version: 1,
        packed: {
          groups: [old.weights.map(({ name, shape }) => ({ name, shape }))],
          parts: sizes.map((size) => ({ bytes: size, sha256: null })),
        },
      });
    }
    cursor = await cursor.continue();
  }
}

function restored(value: unknown): ReturnType<typeof oldGenerator> | null {
  try {
    return oldGenerator(value, 'generator');
  } catch {
    return null;
  }
}

function joined(arrays: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(arrays.reduce((sum, values) => sum + values.byteLength, 0));
  let at = 0;
  for (const values of arrays) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}
