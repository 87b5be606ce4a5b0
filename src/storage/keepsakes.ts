import { restoreAll } from '../records/restore';
import { restoreDirection, restoreFavourite } from '../records/restore-keepsakes';
import type { Connection } from './connection';
import { keysOf } from './schema';
import { compact } from './sizes';
import { drop, type Keep } from './stored-entry';
import type { StudioStorage } from './studio-storage';

type KeepsakeMethods = Pick<
  StudioStorage,
  'favourites' | 'deleteFavourite' | 'directions' | 'deleteDirection'
>;

type KeepsakeWriters = Pick<StudioStorage, 'putFavourite' | 'putDirection'>;

/** Keep what a person found with a run's generators and gave a name. */
export const keepsakeWriters = (keep: Keep): KeepsakeWriters => ({
  putFavourite: async (favourite) => {
    const { runId, keptAt, latent, name, origin } = favourite;
    const bytes = latent.byteLength + name.length + origin.length;
    await keep({ runId, store: 'favourites', place: [keptAt], bytes }, (transaction) =>
      transaction.objectStore('favourites').put({ ...favourite, latent: compact(latent) }),
    );
  },
  putDirection: async (direction) => {
    const { runId, keptAt, vector, name } = direction;
    const bytes = vector.byteLength + name.length;
    await keep({ runId, store: 'directions', place: [keptAt], bytes }, (transaction) =>
      transaction.objectStore('directions').put({ ...direction, vector: compact(vector) }),
    );
  },
});

/** Find it again, and let it go. */
export const keepsakeMethods = (connection: Connection): KeepsakeMethods => {
  const remove = (store: 'favourites' | 'directions') => (runId: string, keptAt: number) =>
    connection.write(['sizes', 'parts', store], (transaction) =>
      drop(transaction, runId, store, [[keptAt]]),
    );
  return {
    favourites: async (runId) => {
      const all = await connection.read(['favourites'], (transaction) =>
        transaction.objectStore('favourites').getAll(keysOf(runId)),
      );
      return restoreAll(all, restoreFavourite);
    },
    deleteFavourite: remove('favourites'),
    directions: async (runId) => {
      const all = await connection.read(['directions'], (transaction) =>
        transaction.objectStore('directions').getAll(keysOf(runId)),
      );
      return restoreAll(all, restoreDirection);
    },
    deleteDirection: remove('directions'),
  };
};
