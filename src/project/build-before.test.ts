import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { deleteDB } from 'idb';
import { expect, it } from 'vitest';
import type { RunRecord } from '../contract/records';
import { curvesCsv } from '../export/curves';
import { openStorage } from '../storage/open';
import { importFile } from './read';

/** Project files that an earlier build exported, made by scripts/fixtures/database. */
const FIXTURES = 'src/testing/fixtures';
const { runs, curves } = JSON.parse(
  readFileSync(`${FIXTURES}/databases/version-5.json`, 'utf8'),
) as { readonly runs: readonly RunRecord[]; readonly curves: Readonly<Record<string, string>> };

it.each([
  { file: 'version-3-pictures', name: 'stopped wasm', pictures: 24 },
  { file: 'version-3-no-pictures', name: 'stopped wasm', pictures: null },
  { file: 'version-3-compiled', name: 'compiled', pictures: null },
])('[FILE2] $file, of an earlier build, is read whole', async ({ file, name, pictures }) => {
  const before = runs.find((run) => run.name === name)!;
  const storage = await openStorage(file);
  const ids = { runId: 'new', datasetId: 'new-set' };
  const blob = new Blob([readFileSync(`${FIXTURES}/projects/${file}.atelier`)]);
  const taken = await importFile(storage, blob, ids, () => undefined);
  expect(taken).toEqual({ ...ids, datasetId: pictures === null ? null : ids.datasetId });
  const run = (await storage.run('new'))!;
  expect(run).toMatchObject({ name, state: 'stopped', step: before.step, epoch: before.epoch });
  const engine = name === 'compiled' ? 'compiled' : before.settings.engine;
  expect(run.settings).toMatchObject({ ...before.settings, engine });
  const lines = (await curvesCsv(await storage.metrics('new')).text()).trimEnd().split('\n');
  expect(lines).toEqual(curves[name]!.split('\n').slice(0, before.step + 1));
  expect((await storage.samples('new')).length).toBeGreaterThan(0);
  expect((await storage.generatorEpochs('new')).length).toBeGreaterThan(0);
  const found = await storage.newestCheckpoint('new');
  expect([found?.checkpoint.step, found?.damaged]).toEqual([before.step, 0]);
  expect((await storage.dataset('new-set'))?.count ?? null).toBe(pictures);
  storage.close();
  await deleteDB(file);
});
