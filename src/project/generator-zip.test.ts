import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GeneratorRecord } from '../contract/records';
import { generatorZip } from '../export/generator-zip';
import { openStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import { encode, pack, parse, unpack, type Files } from '../testing/fuzz/zip-files';
import { PROJECT_SETTINGS, storeRun } from '../testing/stored-project';
import { importFile } from './read';

const IDS = { runId: 'new-run', datasetId: 'new-set' };
let storage: StudioStorage;
let kept: GeneratorRecord;
let zip: Blob;

beforeAll(async () => {
  storage = await openStorage('generators');
  const run = await storeRun(storage, 'run', 'set');
  kept = (await storage.generator('run', 343))!;
  zip = await generatorZip(run, kept);
});
afterAll(async () => {
  storage.close();
  await deleteDB('generators');
});

const bringIn = (blob: Blob) => importFile(storage, blob, IDS, () => undefined);

async function changed(edit: (files: Files) => void): Promise<Blob> {
  const files = await unpack(zip);
  edit(files);
  return pack(files, 6);
}

const editSettings = (edit: (json: Record<string, unknown>) => void) =>
  changed((files) => {
    const json = parse(files.get('settings.json')) as Record<string, unknown>;
    edit(json);
    files.set('settings.json', encode(JSON.stringify(json)));
  });

describe('a generator ZIP brought back', () => {
  it('[FILE4] is a finished run that holds the generator, bit for bit', async () => {
    // As it was downloaded, and packed again by another tool.
    for (const blob of [zip, await changed(() => undefined)]) {
      expect(await bringIn(blob)).toEqual({ runId: 'new-run', datasetId: null });
      const back = (await storage.generator('new-run', 343))!;
      expect(back.spec).toEqual(kept.spec);
      expect(back.weights).toEqual(kept.weights);
      expect(await storage.run('new-run')).toMatchObject({
        name: 'Discs',
        device: { kind: 'told', text: 'CPU, JavaScript, 1 thread' },
        state: 'finished',
        epoch: 343,
        step: 1029,
        datasetName: 'paintings',
        checkpoint: null,
        settings: { preset: 'atelier', imageSize: 16, latentSize: 4 },
      });
      expect(await storage.metrics('new-run')).toEqual([]);
      expect(await storage.samples('new-run')).toEqual([]);
      await storage.deleteRun('new-run');
    }
  });

  it('[PIC28] makes pictures of the sides that its layers have, whatever its settings say', async () => {
    const sides = { shape: 'custom', pictureWidth: 48, pictureHeight: 80 } as const;
    const settings = { ...PROJECT_SETTINGS, ...sides };
    const run = await storeRun(storage, 'tall', 'set', { settings });
    const tall = await generatorZip(run, (await storage.generator('tall', 343))!);
    const files = await unpack(tall);
    const told = parse(files.get('settings.json')) as { settings: Record<string, unknown> };
    Object.assign(told.settings, { shape: 'square', pictureWidth: 64 });
    files.set('settings.json', encode(JSON.stringify(told)));
    for (const blob of [tall, await pack(files, 6)]) {
      await bringIn(blob);
      expect((await storage.run('new-run'))?.settings).toMatchObject(sides);
      await storage.deleteRun('new-run');
    }
    await storage.deleteRun('tall');
  });

  it('[AVG6] brings its averaged weights back, and says whether it has any', async () => {
    const settings = { ...PROJECT_SETTINGS, averageGenerator: true };
    const run = await storeRun(storage, 'averaged', 'set', { settings });
    const both = (await storage.generator('averaged', 343))!;
    const file = await generatorZip(run, both);
    await bringIn(file);
    const back = (await storage.generator('new-run', 343))!;
    expect([back.weights, back.averaged]).toEqual([both.weights, both.averaged]);
    expect(back.averaged).not.toEqual(back.weights);
    expect((await storage.run('new-run'))?.settings.averageGenerator).toBe(true);
    await storage.deleteRun('new-run');

    // Somebody took them out: the run that comes does not offer them.
    const files = await unpack(file);
    for (const name of [...files.keys()]) if (name.startsWith('averaged-')) files.delete(name);
    await bringIn(await pack(files, 6));
    expect(await storage.generator('new-run', 343)).not.toHaveProperty('averaged');
    expect((await storage.run('new-run'))?.settings.averageGenerator).toBe(false);
    await storage.deleteRun('new-run');
  });

  it('[FILE4] without its layers is refused, saying why', async () => {
    const old = await editSettings((json) => delete json.network);
    const elsewhere = await changed((files) => files.delete('settings.json'));
    for (const blob of [old, elsewhere]) {
      await expect(bringIn(blob)).rejects.toMatchObject({
        code: 'file-generator-not-ours',
        kind: 'file-unreadable',
      });
    }
  });

  it('[FILE4] [SAFE1] whose layers are not those of its weights is refused', async () => {
    const wider = await editSettings((json) => {
      const { layers } = json.network as { layers: { units?: number }[] };
      layers[0]!.units = 64;
    });
    await expect(bringIn(wider)).rejects.toMatchObject({ kind: 'file-unreadable' });
    const shard = 'group1-shard1of1.bin';
    const short = await changed((files) => files.set(shard, files.get(shard)!.subarray(4)));
    await expect(bringIn(short)).rejects.toMatchObject({ code: 'file-weights-of-other-size' });
    const bad = await changed((files) => {
      const bytes = files.get(shard)!;
      new DataView(bytes.buffer, bytes.byteOffset).setFloat32(8, Number.NaN, true);
    });
    await expect(bringIn(bad)).rejects.toMatchObject({
      params: { error: { params: { expected: { is: 'finite-tensor' } } } },
    });
    expect(await storage.run('new-run')).toBeUndefined();
    expect(await storage.generatorEpochs('new-run')).toEqual([]);
  });
});
