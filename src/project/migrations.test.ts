import 'fake-indexeddb/auto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { deleteDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { openStorage } from '../storage/open';
import { storeRun, storeSet } from '../testing/stored-project';
import { MIGRATIONS, VERSION, migrateDocument, type Migration } from './migrations';
import { importFile } from './read';
import { writeProject } from './write';

const fixture = (version: number): string =>
  `src/testing/fixtures/projects/version-${version}.atelier`;
const quiet = (): void => undefined;

/**
 * A file of each version as that version's studio wrote it, of the run of testing/stored-project.ts.
 * That of today's version is written by this test where it is missing; one that is there stays as it
 * is for good, since later versions have to read it.
 */
async function makeFixture(): Promise<void> {
  const storage = await openStorage('fixture');
  await storeSet(storage, 'set');
  await storeRun(storage, 'run', 'set');
  const { blob } = await writeProject(storage, 'run', true, quiet);
  writeFileSync(fixture(VERSION), new Uint8Array(await blob.arrayBuffer()));
  storage.close();
  await deleteDB('fixture');
}

describe('versions of the project format', () => {
  it.each(Array.from({ length: VERSION }, (_, i) => i + 1))(
    '[FILE2] [SAVE15] a file of version %i is read',
    async (version) => {
      if (version === VERSION && !existsSync(fixture(version)) && !process.env.CI) {
        await makeFixture();
      }
      const file = new Blob([readFileSync(fixture(version))]);
      const storage = await openStorage('versions');
      const ids = { runId: 'new', datasetId: 'new-set' };
      expect(await importFile(storage, file, ids, quiet)).toEqual(ids);
      expect(await storage.run('new')).toMatchObject({
        name: 'Discs',
        step: 1030,
        checkpoint: { step: 1030, epoch: 343 },
        // Before version 2 runs did not say it.
        batching: version === 1 ? 'last-dropped' : 'carried-over',
        // [WORD4] Before version 8 it was told in words.
        device: version < 8 ? { kind: 'told', text: 'CPU' } : { kind: 'engine', engine: 'cpu' },
      });
      expect((await storage.metrics('new')).map(({ rows }) => rows.length / 6)).toEqual([1024, 6]);
      expect((await storage.samples('new')).map(({ epoch }) => epoch)).toEqual([0, 343]);
      // Before version 7 nothing was measured.
      const steps = (await storage.measures('new')).map(({ step }) => step);
      expect(steps).toEqual(version < 7 ? [] : [512, 1030]);
      // [EXP7] Before version 9 what was kept in Explore stayed behind.
      const kept = [...(await storage.favourites('new')), ...(await storage.directions('new'))];
      const names = kept.map(({ name }) => name);
      expect(names).toEqual(version < 9 ? [] : ['Moon 0', 'Moon 1', 'More sky']);
      expect(await storage.generatorEpochs('new')).toEqual([340, 343]);
      const { checkpoint } = (await storage.newestCheckpoint('new'))!;
      expect(checkpoint.step).toBe(1030);
      // To the bit, by the names of today: it is the state that each version was given to write.
      await storeRun(storage, 'today', 'new-set');
      const today = (await storage.newestCheckpoint('today'))!.checkpoint;
      expect(checkpoint.state).toEqual(today.state);
      expect(await storage.generator('new', 343)).toEqual({
        ...(await storage.generator('today', 343)),
        runId: 'new',
      });
      expect((await storage.dataset('new-set'))?.count).toBe(7);
      storage.close();
      await deleteDB('versions');
    },
  );

  it('[FILE2] each step leads one version on, document by document', () => {
    const rename: Migration = {
      manifest: (json) => ({ title: (json as { name: string }).name }),
    };
    const wrap: Migration = {
      manifest: (json) => ({ run: json }),
      samples: (json) => ({ list: json }),
    };
    const steps = [rename, wrap];
    const manifest = { name: 'a' };
    expect(migrateDocument('manifest', manifest, 1, steps)).toEqual({ run: { title: 'a' } });
    expect(migrateDocument('manifest', { title: 'a' }, 2, steps)).toEqual({ run: { title: 'a' } });
    expect(migrateDocument('manifest', manifest, 3, steps)).toBe(manifest);
    expect(migrateDocument('samples', [], 1, steps)).toEqual({ list: [] });
    for (const version of [0, 4, 1.5, -1, Number.NaN]) {
      expect(() => migrateDocument('manifest', manifest, version, steps)).toThrow(
        expect.objectContaining({ code: 'file-version-unknown', params: { version } }) as Error,
      );
    }
    expect(VERSION).toBe(1 + MIGRATIONS.length);
  });
});
