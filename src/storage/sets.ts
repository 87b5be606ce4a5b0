import type { DatasetRecord } from '../contract/records';
import { changedChunk, changedSet, chunkOf } from '../contract/change-picture';
import { StudioError } from '../contract/errors';
import type { Connection } from './connection';
import { deleteSet } from './gone';
import {
  restoreAll,
  restoreChunk,
  restoreDataset,
  restoreGoneSet,
  restorePictureBlock,
} from '../records/restore';
import { compact } from './sizes';
import type { StudioStorage } from './studio-storage';

type SetMethods = Pick<
  StudioStorage,
  | 'putChunk'
  | 'putPictureBlock'
  | 'finishDataset'
  | 'datasets'
  | 'dataset'
  | 'updateDataset'
  | 'replacePicture'
  | 'deleteDataset'
  | 'goneSets'
  | 'putGoneSet'
  | 'chunk'
  | 'pictureBlock'
>;

const newestFirst = (a: DatasetRecord, b: DatasetRecord): number => b.createdAt - a.createdAt;

/** Sets of pictures: a record, and chunks of pixels and blocks of paths that come before it. */
export function setMethods(connection: Connection): SetMethods {
  return {
    putChunk: (chunk) =>
      connection.write(['chunks'], async (transaction) => {
        await transaction.objectStore('chunks').put({ ...chunk, pixels: compact(chunk.pixels) });
      }),

    putPictureBlock: (block) =>
      connection.write(['pictures'], async (transaction) => {
        await transaction.objectStore('pictures').put({ ...block, hashes: compact(block.hashes) });
      }),

    finishDataset: (record) =>
      connection.write(['datasets'], async (transaction) => {
        await transaction.objectStore('datasets').put(record);
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
          throw new StudioError('set-to-change-gone');
        }
        const changed = { ...record, ...change };
        await store.put(changed);
        return changed;
      }),

    replacePicture: (change) =>
      connection.write(['datasets', 'chunks'], async (transaction) => {
        const datasets = transaction.objectStore('datasets');
        const chunks = transaction.objectStore('chunks');
        const record = restoreDataset(await datasets.get(change.datasetId));
        if (!record) throw new StudioError('set-to-change-gone');
        const chunk = restoreChunk(await chunks.get([record.id, chunkOf(record, change.picture)]));
        const changed = changedSet(record, change);
        await chunks.put(changedChunk(record, chunk, change));
        await datasets.put(changed);
        return changed;
      }),

    deleteDataset: (id) => deleteSet(connection, id),

    goneSets: async () =>
      restoreAll(
        await connection.read(['gone'], (transaction) => transaction.objectStore('gone').getAll()),
        restoreGoneSet,
      ),

    putGoneSet: (set) =>
      connection.write(['gone'], async (transaction) => {
        await transaction.objectStore('gone').put(set);
      }),

    chunk: async (datasetId, index) =>
      restoreChunk(
        await connection.read(['chunks'], (transaction) =>
          transaction.objectStore('chunks').get([datasetId, index]),
        ),
      ),

    pictureBlock: async (datasetId, block) =>
      restorePictureBlock(
        await connection.read(['pictures'], (transaction) =>
          transaction.objectStore('pictures').get([datasetId, block]),
        ),
      ),
  };
}
