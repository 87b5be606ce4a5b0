import type { SampleRecord } from '../contract/records';
import type { Connection } from './connection';
import type { StoredSample } from './schema';
import { compact } from './sizes';

/** A grid as it is to be stored. Before a transaction begins: it does not wait for a Blob. */
export async function toStored({ image, ...rest }: SampleRecord): Promise<StoredSample> {
  return {
    ...rest,
    scores: compact(rest.scores),
    image: new Uint8Array(await image.arrayBuffer()),
    type: image.type,
  };
}

/** A stored grid with its image as a Blob; what holds one already, or is no grid, as it is. */
export function withBlob(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { image, type, ...rest } = value as Record<string, unknown>;
  if (!(image instanceof Uint8Array) || !(image.buffer instanceof ArrayBuffer)) return value;
  const bytes = new Uint8Array(image.buffer, image.byteOffset, image.length);
  return { ...rest, image: new Blob([bytes], { type: typeof type === 'string' ? type : '' }) };
}

/** Grids brought to today's form in one transaction. */
const AT_ONCE = 16;

/**
 * Stores the images of older grids as bytes, a few at a time. It may be cut off anywhere, and may
 * run in several tabs at once. A grid whose Blob cannot be read stays as it is.
 */
export const blobsToBytes = (connection: Connection) => async (): Promise<void> => {
  for (;;) {
    const found = await connection.read(['blobGrids', 'samples'], async (transaction) => {
      const keys = await transaction.objectStore('blobGrids').getAllKeys(null, AT_ONCE);
      const samples = transaction.objectStore('samples');
      return Promise.all(keys.map(async (key) => ({ key, value: await samples.get(key) })));
    });
    if (found.length === 0) return;
    const read = await Promise.all(
      found.map(async ({ key, value }) => ({ key, ...(await bytesOf(value)) })),
    );
    await connection.write(['blobGrids', 'samples'], async (transaction) => {
      const samples = transaction.objectStore('samples');
      for (const { key, bytes, type } of read) {
        // It may have gone, or been painted anew, meanwhile.
        const now: unknown = bytes && (await samples.get(key));
        if (bytes && blobOf(now))
          await samples.put({ ...(now as StoredSample), image: bytes, type });
        await transaction.objectStore('blobGrids').delete(key);
      }
    });
  }
};

const blobOf = (value: unknown): Blob | null => {
  const image = (value as { readonly image?: unknown } | null | undefined)?.image;
  return image instanceof Blob ? image : null;
};

async function bytesOf(
  value: unknown,
): Promise<{ bytes: Uint8Array<ArrayBuffer> | null; type: string }> {
  const image = blobOf(value);
  try {
    return {
      bytes: image && new Uint8Array(await image.arrayBuffer()),
      type: image?.type ?? '',
    };
  } catch {
    return { bytes: null, type: '' };
  }
}
