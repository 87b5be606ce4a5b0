import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoosePart } from '../contract/transfers';
import { generatorZip } from '../export/generator-zip';
import { openStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import { pack, unpack, type Files } from '../testing/fuzz/zip-files';
import { storeRun, storeSet } from '../testing/stored-project';
import { importFile } from './read';
import { writeProject } from './write';

const IDS = { runId: 'new-run', datasetId: 'new-set' };
const quiet = (): void => undefined;
let storage: StudioStorage;
let project: Files;
let generator: Files;

beforeAll(async () => {
  storage = await openStorage('unpacked');
  await storeSet(storage, 'set');
  const run = await storeRun(storage, 'run', 'set');
  project = await unpack((await writeProject(storage, 'run', true, quiet)).blob);
  generator = await unpack(await generatorZip(run, (await storage.generator('run', 343))!));
});
afterAll(async () => {
  storage.close();
  await deleteDB('unpacked');
});

const loose = (files: Files, folder = ''): LoosePart[] =>
  [...files].map(([name, bytes]) => ({ name: `${folder}${name}`, file: new Blob([bytes]) }));
/** Packed again as a folder, with what a Mac adds. */
const packedAgain = (files: Files): Promise<Blob> =>
  pack(
    new Map([
      ...[...files].map(([name, bytes]) => [`Discs/${name}`, bytes] as const),
      ['__MACOSX/Discs/._atelier.json', new Uint8Array(9)],
    ]),
    6,
  );

describe('[FILE6] what was unpacked, or packed again in a folder, comes in', () => {
  it('a project', async () => {
    const forms = [await packedAgain(project), loose(project), loose(project, 'a/b/')];
    for (const form of forms) {
      expect(await importFile(storage, form, IDS, quiet)).toMatchObject({ runId: 'new-run' });
      expect(await storage.run('new-run')).toMatchObject({ name: 'Discs', step: 1030 });
      expect(await storage.generatorEpochs('new-run')).toEqual([340, 343]);
      await storage.deleteRun('new-run');
    }
  });

  it('a generator', async () => {
    for (const form of [await packedAgain(generator), loose(generator)]) {
      await importFile(storage, form, IDS, quiet);
      expect(await storage.generatorEpochs('new-run')).toEqual([343]);
      await storage.deleteRun('new-run');
    }
  });

  it('[FILE5] and one that lacks a part, or has another in its place, is refused whole', async () => {
    const without = loose(project).filter(({ name }) => name !== 'checkpoint.bin');
    const other = loose(project).map((part) =>
      part.name === 'metrics.bin' ? { ...part, file: new Blob([new Uint8Array(48)]) } : part,
    );
    for (const form of [without, other, loose(generator).slice(0, 1), []]) {
      await expect(importFile(storage, form, IDS, quiet)).rejects.toMatchObject({
        kind: 'file-unreadable',
      });
      expect(await storage.run('new-run')).toBeUndefined();
    }
  });
});
