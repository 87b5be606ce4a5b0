import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { safetensors } from '../export/safetensors';
import { openStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import { PROJECT_SETTINGS, storeRun, storeSet } from '../testing/stored-project';
import { importFile } from './read';

const IDS = { runId: 'new-run', datasetId: 'new-set' };
const quiet = (): void => undefined;

let name = '';
let serial = 0;
let storage: StudioStorage;

beforeEach(async () => {
  name = `safetensors-test-${serial++}`;
  storage = await openStorage(name);
});
afterEach(async () => {
  storage.close();
  await deleteDB(name);
});

async function saved(averageGenerator: boolean) {
  await storeSet(storage, 'set');
  const settings = { ...PROJECT_SETTINGS, averageGenerator };
  const run = await storeRun(storage, 'run', 'set', { settings });
  const generator = (await storage.generator('run', 343))!;
  const { checkpoint } = (await storage.newestCheckpoint('run'))!;
  return { run, generator, file: safetensors({ run, generator, checkpoint }) };
}

interface Header {
  __metadata__: Record<string, string>;
  [tensor: string]: unknown;
}

/** The file with another header; its numbers stay. */
async function edited(file: Blob, edit: (header: Header) => void): Promise<Blob> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Header;
  edit(header);
  const json = new TextEncoder().encode(JSON.stringify(header));
  const head = new Uint8Array(8);
  new DataView(head.buffer).setBigUint64(0, BigInt(json.length), true);
  return new Blob([head, json, bytes.subarray(8 + length)]);
}

const FIRST = 'generator.0.dense.kernel';

describe('weights saved as safetensors', () => {
  it.each([false, true])(
    '[FILE7] come back as a finished run with its generator (averaged: %s)',
    async (averaged) => {
      const { run, generator, file } = await saved(averaged);
      expect(await importFile(storage, file, IDS, quiet)).toEqual({ ...IDS, datasetId: null });
      const came = (await storage.run('new-run'))!;
      expect(came).toMatchObject({ name: run.name, state: 'finished', epoch: 343, step: 1029 });
      expect(came.settings).toEqual(run.settings);
      const { spec, weights, averaged: average } = (await storage.generator('new-run', 343))!;
      expect({ spec, weights, average }).toEqual({
        spec: generator.spec,
        weights: generator.weights,
        average: generator.averaged,
      });
    },
  );

  it('[FILE7] of before, which tell the preset alone, come back with its settings', async () => {
    const { run, file } = await saved(false);
    const before = await edited(file, ({ __metadata__ }) => delete __metadata__['settings']);
    await importFile(storage, before, IDS, quiet);
    const { settings } = (await storage.run('new-run'))!;
    const { imageSize, latentSize, preset } = run.settings;
    expect(settings).toMatchObject({ imageSize, latentSize, preset });
  });

  it.each<[string, (header: Header) => void, object]>([
    [
      'no layers',
      ({ __metadata__ }) => delete __metadata__['generator'],
      { code: 'file-safetensors-not-ours' },
    ],
    [
      'weights missing',
      (header) => delete header[FIRST],
      { code: 'file-tensor-missing', params: { tensor: FIRST } },
    ],
    [
      'weights of half precision',
      (header) => ((header[FIRST] as { dtype: string }).dtype = 'F16'),
      { code: 'file-tensor-wrong' },
    ],
    [
      'numbers beyond the end of the file',
      (header) => {
        const entry = header[FIRST] as { data_offsets: number[] };
        entry.data_offsets = entry.data_offsets.map((offset) => offset + 1e9);
      },
      { code: 'file-tensor-wrong' },
    ],
    [
      'layers that are no JSON',
      ({ __metadata__ }) => (__metadata__['generator'] = '{'),
      { kind: 'file-unreadable' },
    ],
    [
      'a generator of other layers',
      ({ __metadata__ }) => (__metadata__['generator'] = '{"input":[4],"layers":[]}'),
      { kind: 'file-unreadable' },
    ],
  ])('[FILE7] [FILE5] are refused with %s, and nothing is left', async (_, edit, expected) => {
    const { file } = await saved(false);
    const coming = importFile(storage, await edited(file, edit), IDS, quiet);
    await expect(coming).rejects.toMatchObject(expected);
    expect((await storage.runs()).map(({ id }) => id)).toEqual(['run']);
    expect(await storage.generatorEpochs('new-run')).toEqual([]);
  });

  it('[FILE7] are refused where the file is cut short', async () => {
    const { file } = await saved(false);
    for (const bytes of [200, file.size - 1]) {
      const coming = importFile(storage, file.slice(0, bytes), IDS, quiet);
      await expect(coming).rejects.toMatchObject({ kind: 'file-unreadable' });
    }
  });
});
