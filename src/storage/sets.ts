import type { DatasetRecord } from '../contract/records';
import { StudioError } from '../contract/errors';
import type { Connection } from './connection';
import { restoreAll, restoreChunk, restoreDataset } from './restore';
import { keysOf } from './schema';
import { compact } from './sizes';
import type { StudioStorage } from './studio-storage';

type SetMethods = Pick<
  StudioStorage,
  | 'putChunk'
  | 'finishDataset'
  | 'sweepUnfinished'
  | 'datasets'
  | 'dataset'
  | 'updateDataset'
  | 'deleteDataset'
  | 'chunk'
>;

const newestFirst = (a: DatasetRecord, b: DatasetRecord): number => b.createdAt - a.createdAt;

/** Sets of pictures: a record, and chunks of pixels that come before it. */
export function setMethods(connection: Connection): SetMethods {
  return {
    putChunk: (chunk) =>
      connection.write(['chunks'], async (transaction) => {
        await transaction.objectStore('chunks').put({ ...chunk, pixels: compact(chunk.pixels) });
      }),

    finishDataset: (record) =>
      connection.write(['datasets'], async (transaction) => {
        await transaction.objectStore('datasets').put(record);
      }),

    sweepUnfinished: (keep) =>
      connection.write(['datasets', 'chunks'], async (transaction) => {
        const finished = await transaction.objectStore('datasets').getAllKeys();
        const known = new Set<string>([...finished, ...keep]);
        let cursor = await transaction.objectStore('chunks').openKeyCursor();
        while (cursor) {
          const id = cursor.key[0];
          if (!known.has(id)) await transaction.objectStore('chunks').delete(keysOf(id));
          // On to the next set: chunk numbers are finite.
          cursor = await cursor.continue([id, Infinity]);
        }
      }),

    datasets: async () => {
      const all = await connection.read(['datasets'], (transaction) =>
        transaction.objectStore('datasets').getAll(),
      );
      return restoreAll(all, restoreDataset).sort(newestFirst);
    },

    dataset: async (id) =>
      restoreDataset(
        await connection.read(['datasets'], (transaction) =>
          transaction.objectStore('datasets').get(id),
        ),
      ),

    updateDataset: (id, change) =>
      connection.write(['datasets'], async (transaction) => {
        const store = transaction.objectStore('datasets');
        const record = restoreDataset(await store.get(id));
        if (!record) {
          throw new StudioError(
            'set-missing',
            'This set is no longer stored.',
            'Drop its folder again.',
          );
        }
        const changed = { ...record, ...change };
        await store.put(changed);
        return changed;
      }),

    deleteDataset: (id) =>
      connection.write(['datasets', 'chunks'], async (transaction) => {
        await Promise.all([
          transaction.objectStore('datasets').delete(id),
          transaction.objectStore('chunks').delete(keysOf(id)),
        ]);
      }),

    chunk: async (datasetId, index) =>
      restoreChunk(
        await connection.read(['chunks'], (transaction) =>
          transaction.objectStore('chunks').get([datasetId, index]),
        ),
      ),
  };
}
