import 'fake-indexeddb/auto';
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { describe, expect, it } from 'vitest';
import { aRun } from '../testing/records';
import { openStorage } from './open';
import { MIGRATIONS, VERSION, migrate } from './schema';

/** What a database of each released version holds; entry i is of version i and is brought up to
 *  today's. A new migration needs the fixture of the version it starts from. */
const FIXTURES: readonly ((database: IDBPDatabase) => Promise<void>)[] = [
  // Version 0: nothing was ever stored.
  () => Promise.resolve(),
];

describe('migrations', () => {
  it('has a fixture for the version each migration starts from', () => {
    expect(FIXTURES).toHaveLength(MIGRATIONS.length);
    expect(VERSION).toBe(MIGRATIONS.length);
  });

  it.each(FIXTURES.map((fill, version) => ({ fill, version })))(
    'brings version $version to today, exercising every migration on the way',
    async ({ fill, version }) => {
      const name = `migration-test-${version}`;
      if (version > 0) {
        const old = await openDB(name, version, {
          upgrade: (database, from, _to, transaction) =>
            migrate(database, transaction, from, MIGRATIONS.slice(0, version)),
        });
        await fill(old);
        old.close();
      }
      const ran: number[] = [];
      const counted = MIGRATIONS.map(
        (step, i): (typeof MIGRATIONS)[number] =>
          (database, transaction) => {
            ran.push(i);
            step(database, transaction);
          },
      );
      const upgraded = await openDB(name, VERSION, {
        upgrade: (database, from, _to, transaction) =>
          migrate(database, transaction, from, counted),
      });
      upgraded.close();
      expect(ran).toEqual(MIGRATIONS.map((_, i) => i).slice(version));

      // The result is a database that the storage of today works on.
      const storage = await openStorage(name);
      await storage.createRun(aRun('after'));
      expect((await storage.runs()).map((run) => run.id)).toContain('after');
      expect(await storage.datasets()).toBeDefined();
      storage.close();
      await deleteDB(name);
    },
  );

  it('runs only what is missing', async () => {
    const steps: string[] = [];
    const list = ['one', 'two', 'three'].map((label): (typeof MIGRATIONS)[number] => (database) => {
      steps.push(label);
      database.createObjectStore(label);
    });
    const first = await openDB('only-missing', 1, {
      upgrade: (database, from, _to, transaction) =>
        migrate(database, transaction, from, list.slice(0, 1)),
    });
    first.close();
    const second = await openDB('only-missing', 3, {
      upgrade: (database, from, _to, transaction) => migrate(database, transaction, from, list),
    });
    expect(steps).toEqual(['one', 'two', 'three']);
    expect([...second.objectStoreNames]).toEqual(['one', 'three', 'two']);
    second.close();
  });
});
