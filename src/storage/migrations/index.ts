import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { devicesAsData } from './devices-as-data';
import { listBlobGrids } from './list-blob-grids';
import { messagesByCode } from './messages-by-code';
import { nameTensors } from './name-tensors';
import { splitPictures } from './split-pictures';
import { tensorsInParts } from './tensors-in-blocks';

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
  // Sets and grids tell a shape, where they told the edge of a square. records/picture-shape.ts reads
  // both; an older studio would not.
  () => undefined,
  nameTensors,
  messagesByCode,
  (database) => {
    database.createObjectStore('measures', { keyPath: ['runId', 'step'] });
  },
  devicesAsData,
  (database) => {
    database.createObjectStore('favourites', { keyPath: ['runId', 'keptAt'] });
    database.createObjectStore('directions', { keyPath: ['runId', 'keptAt'] });
  },
  (database) => {
    database.createObjectStore('signature');
  },
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
