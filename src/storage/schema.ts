import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type {
  ChunkRecord,
  DatasetRecord,
  GoneSet,
  MetricBlockRecord,
  PictureBlockRecord,
  RunRecord,
} from '../contract/records';
import { listBlobGrids, type StoredSample } from './grids';
import type { CheckpointHeader, GeneratorHeader } from './blob-headers';
import type { PartRecord } from './blob-blocks';
import { splitPictures } from './split-pictures';
import { tensorsInParts } from './tensors-in-blocks';

export const DATABASE_NAME = 'atelier';

/** What a set keeps besides its record; each store's key begins with the set's id. */
export const SET_STORES = ['chunks', 'pictures'] as const;

/** What a run keeps besides its record; each store's key begins with the run's id. */
export const RUN_STORES = ['metrics', 'samples', 'generators', 'checkpoints', 'parts'] as const;
export type RunStore = (typeof RUN_STORES)[number];

/** Bytes of one kept thing, so that a run's size is known without reading its weights. */
export interface SizeRecord {
  readonly runId: string;
  readonly store: RunStore;
  /** What follows the run's id in the thing's key. */
  readonly place: readonly number[];
  readonly bytes: number;
}

export interface StudioSchema extends DBSchema {
  datasets: { key: string; value: DatasetRecord };
  chunks: { key: [string, number]; value: ChunkRecord };
  pictures: { key: [string, number]; value: PictureBlockRecord };
  /** Sets that only runs remember; their blocks of hashes lie in `pictures`. */
  gone: { key: string; value: GoneSet };
  runs: { key: string; value: RunRecord };
  metrics: { key: [string, number]; value: MetricBlockRecord };
  samples: { key: [string, number, number]; value: StoredSample };
  /** Keys of grids that an older studio stored, not yet brought to today's form. */
  blobGrids: { key: [string, number, number]; value: true };
  generators: { key: [string, number]; value: GeneratorHeader };
  checkpoints: { key: [string, number]; value: CheckpointHeader };
  parts: { key: [string, string, number[], number]; value: PartRecord };
  sizes: { key: [string, string, number[]]; value: SizeRecord };
}

/** A step from one version to the next. Untyped on purpose: it outlives today's StudioSchema. */
export type Migration = (
  database: IDBPDatabase,
  transaction: IDBPTransaction<unknown, string[], 'versionchange'>,
) => void | Promise<void>;

/**
 * Migration i leads from version i to i + 1. Never change one that was released: add another, and
 * a fixture of the version it starts from to migrations.test.ts.
 */
export const MIGRATIONS: readonly Migration[] = [
  (database) => {
    database.createObjectStore('datasets', { keyPath: 'id' });
    database.createObjectStore('chunks', { keyPath: ['datasetId', 'index'] });
    database.createObjectStore('runs', { keyPath: 'id' });
    database.createObjectStore('metrics', { keyPath: ['runId', 'block'] });
    database.createObjectStore('samples', { keyPath: ['runId', 'epoch', 'step'] });
    database.createObjectStore('generators', { keyPath: ['runId', 'epoch'] });
    database.createObjectStore('sizes', { keyPath: ['runId', 'store', 'place'] });
  },
  splitPictures,
  tensorsInParts,
  listBlobGrids,
  (database) => {
    database.createObjectStore('gone', { keyPath: 'id' });
  },
  // Sets and grids tell a shape, where they told the edge of a square. picture-shape.ts reads both;
  // an older studio would not.
  () => undefined,
];

export const VERSION = MIGRATIONS.length;

/** Brings a database from `from` to `MIGRATIONS.length`, within its upgrade transaction. */
export function migrate(
  database: IDBPDatabase,
  transaction: IDBPTransaction<unknown, string[], 'versionchange'>,
  from: number,
  migrations: readonly Migration[] = MIGRATIONS,
): void {
  const run = async (): Promise<void> => {
    for (const step of migrations.slice(from)) await step(database, transaction);
  };
  // Half a migration would be worse than none: the opening fails, and all stays as it was.
  run().catch(() => abort(transaction));
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // A full disk, say, has aborted it already.
  }
}

/** All keys of a compound-key store that begin with `id`: an array sorts after every number and
 *  string, so that [id, []] lies behind them all. */
export const keysOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id], [id, []]);
