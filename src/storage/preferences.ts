import { openDB, type IDBPDatabase } from 'idb';

/** Apart from what people made: it may be deleted at any time, and needs no migration. */
const DATABASE = 'atelier-memo';
const STORE = 'texts';
/** More than these begin anew: each of some hundred bytes, and every net has its own. */
const MOST = 5_000;

/** Short texts that outlive the page; forgetting them is harmless. */
export interface Preferences {
  read(key: string): string | null;
  write(key: string, value: string): void;
}

/** A storage that has not answered by then is done without. */
const PATIENCE_MS = 3_000;

/** Reads all there is. Never rejects: without a storage, it lasts as long as the page. */
export async function openPreferences(name = DATABASE): Promise<Preferences> {
  const known = new Map<string, string>();
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  const database = await Promise.race([open(name, known).catch(() => null), late]);
  return {
    read: (key) => known.get(key) ?? null,
    write(key, value) {
      known.set(key, value);
      database?.put(STORE, value, key).catch(() => undefined);
    },
  };
}

async function open(name: string, known: Map<string, string>): Promise<IDBPDatabase> {
  const database = await openDB(name, 1, {
    upgrade: (fresh) => void fresh.createObjectStore(STORE),
    // Deleted by hand, or brought to a newer version by another tab.
    blocking: (_, __, event) => (event.target as IDBDatabase | null)?.close(),
  });
  const [keys, values] = await Promise.all([database.getAllKeys(STORE), database.getAll(STORE)]);
  if (keys.length > MOST) await database.clear(STORE);
  else
    keys.forEach((key, i) => {
      const value: unknown = values[i];
      if (typeof key === 'string' && typeof value === 'string') known.set(key, value);
    });
  return database;
}
