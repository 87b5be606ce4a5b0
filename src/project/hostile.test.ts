import type { StudioError, StudioErrorData } from '../contract/errors';
import { innermost, wrong } from '../testing/failing';
import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import { encode, pack, parse, resign, unpack, type Files } from '../testing/fuzz/zip-files';
import { storeRun, storeSet } from '../testing/stored-project';
import { NAMES } from './manifest';
import { VERSION } from './migrations';
import { importFile } from './read';
import { writeProject } from './write';

const IDS = { runId: 'new-run', datasetId: 'new-set' };
let storage: StudioStorage;
let project: Blob;

beforeAll(async () => {
  const source = await openStorage('hostile-source');
  await storeSet(source, 'set');
  await storeRun(source, 'run', 'set');
  project = (await writeProject(source, 'run', true, () => undefined)).blob;
  source.close();
  await deleteDB('hostile-source');
  storage = await openStorage('hostile');
});
afterAll(async () => {
  storage.close();
  await deleteDB('hostile');
});

const bringIn = (blob: Blob) => importFile(storage, blob, IDS, () => undefined);

/** A refusal with its reason; nothing may have come in. */
async function expectRefused(blob: Blob, reason: StudioErrorData): Promise<void> {
  const refusal: unknown = await bringIn(blob).catch((error: unknown) => error);
  const kind = reason.code === 'file-newer' ? 'file-newer' : 'file-unreadable';
  expect(refusal).toMatchObject({ name: 'StudioError', kind });
  expect(innermost((refusal as StudioError).toData())).toEqual(reason);
  expect(await storage.run(IDS.runId)).toBeUndefined();
  expect(await storage.newestSample(IDS.runId)).toBeUndefined();
  expect(await storage.newestCheckpoint(IDS.runId)).toBeUndefined();
}

/** The project with some of its files changed, sizes and checksums made right again. */
async function changed(edit: (files: Files) => void, sign = true): Promise<Blob> {
  const files = await unpack(project);
  edit(files);
  if (sign) await resign(files);
  return pack(files, 6);
}

type Json = Record<string, unknown>;
const editJson = (name: string, edit: (json: Json) => void) => (files: Files) => {
  const json = parse(files.get(name)) as Json;
  edit(json);
  files.set(name, encode(JSON.stringify(json)));
};
const editRun = (change: Json) =>
  changed(editJson(NAMES.manifest, (json) => Object.assign(json.run as Json, change)));
const setFloat = (name: string, at: number, value: number) => (files: Files) => {
  const bytes = files.get(name)!;
  new DataView(bytes.buffer, bytes.byteOffset).setFloat32(4 * at, value, true);
};

describe('a project file from outside', () => {
  it('that is none, or empty, or cut short, says so [SAFE1]', async () => {
    await expectRefused(new Blob(['hello']), { code: 'file-no-archive', params: {} });
    await expectRefused(new Blob([]), { code: 'file-no-archive', params: {} });
    await expectRefused(project.slice(0, project.size - 30), {
      code: 'file-no-archive',
      params: {},
    });
    await expectRefused(await pack([['a.txt', encode('x')]]), {
      code: 'file-of-other-kind',
      params: {},
    });
    const other = await changed(editJson(NAMES.manifest, (json) => (json.format = 'other')));
    await expectRefused(other, { code: 'file-no-project', params: {} });
  });

  it('[FILE2] of a newer version is refused, saying so', async () => {
    const newer = await changed(editJson(NAMES.manifest, (json) => (json.version = 99)));
    await expectRefused(newer, { code: 'file-newer', params: { version: 99, newest: VERSION } });
    const never = await changed(editJson(NAMES.manifest, (json) => (json.version = 0)));
    await expectRefused(never, { code: 'file-version-unknown', params: { version: 0 } });
  });

  it('[SAFE1] whose parts are missing, doubled, of other sizes or checksums', async () => {
    await expectRefused(await changed((files) => files.delete(NAMES.metrics)), {
      code: 'file-part-missing',
      params: { part: 'metrics.bin' },
    });
    await expectRefused(await changed((files) => files.delete(NAMES.metrics), false), {
      code: 'file-part-of-other-size',
      params: { part: 'metrics.bin', bytes: 49440, found: 0 },
    });
    const other = await changed((files) => (files.get(NAMES.metrics)![9]! ^= 1), false);
    await expectRefused(other, {
      code: 'file-part-damaged',
      params: { part: 'metrics.bin', damage: 'checksum' },
    });
    const twice = editJson(NAMES.manifest, (json) => (json.generators = [340, 340]));
    await expectRefused(await changed(twice), {
      code: 'file-part-missing',
      params: { part: 'generators/epoch-0340.json' },
    });
  });

  it('[SAFE1] that claims to unpack to gigabytes is not unpacked', async () => {
    const bomb = await changed((files) => files.set('zeros.bin', new Uint8Array(2 ** 27)));
    expect(bomb.size).toBeLessThan(2 ** 19);
    const bytes = [...(await unpack(bomb)).values()].reduce((sum, { length }) => sum + length, 0);
    const before = performance.now();
    await expectRefused(bomb, { code: 'file-unpacks-too-far', params: { bytes } });
    expect(performance.now() - before).toBeLessThan(2000);
  }, 30_000);

  it('[SAFE1] that lies about the size of a part is stopped while it unpacks', async () => {
    const long = await changed((files) => files.set(NAMES.metrics, new Uint8Array(2 ** 20)), false);
    const bytes = new Uint8Array(await long.arrayBuffer());
    const view = new DataView(bytes.buffer);
    const name = encode(NAMES.metrics);
    // Its record in the directory (APPNOTE 4.3.12): 46 bytes, then the name.
    for (let at = 46; at < bytes.length; at++) {
      if (view.getUint32(at - 46, true) !== 0x02014b50) continue;
      if (name.every((byte, i) => bytes[at + i] === byte)) view.setUint32(at - 22, 49440, true);
    }
    await expectRefused(new Blob([bytes]), {
      code: 'file-part-damaged',
      params: { part: 'metrics.bin', damage: 'not-unpacked' },
    });
  });

  it('[SAFE1] with names that climb out is refused, and names are never paths', async () => {
    const out = await changed((files) => files.set('../../evil.bin', encode('x')), false);
    await expectRefused(out, { code: 'file-no-archive', params: {} });
  });

  it('[SAFE1] with JSON that is deep, or means to change prototypes', async () => {
    const deep = `{"format":"atelier-project","version":1,"run":${'['.repeat(1e6)}${']'.repeat(1e6)}}`;
    await expectRefused(await changed((files) => files.set(NAMES.manifest, encode(deep)), false), {
      code: 'file-part-too-deep',
      params: { place: 'file-manifest', most: 32 },
    });
    const text = new TextDecoder().decode((await unpack(project)).get(NAMES.manifest));
    const poisoned = text.replace(
      '"run":{',
      '"__proto__":{"polluted":1},"run":{"__proto__":{"polluted":1},',
    );
    const blob = await changed((files) => files.set(NAMES.manifest, encode(poisoned)), false);
    await bringIn(blob);
    await storage.deleteDataset(IDS.datasetId);
    expect('polluted' in {}).toBe(false);
    expect(await storage.run(IDS.runId)).not.toHaveProperty('polluted');
    await storage.deleteRun(IDS.runId);
  });

  it('[SAFE1] [FILE3] with numbers that are not finite, in weights, curves, scores and moments', async () => {
    const generator = `${NAMES.generator(343)}.bin`;
    await expectRefused(
      await changed(setFloat(generator, 5, Number.NaN)),
      wrong('file-generator 343, weights 0/kernel', { is: 'finite-tensor' }, NaN),
    );
    await expectRefused(
      await changed(setFloat(generator, 5, Infinity)),
      wrong('file-generator 343, weights 0/kernel', { is: 'finite-tensor' }, Infinity),
    );
    await expectRefused(
      await changed(setFloat(NAMES.scores, 0, 7)),
      wrong('sample', { is: 'scores-in-range' }, 'other'),
    );
    await expectRefused(
      await changed(setFloat(NAMES.scores, 0, Number.NaN)),
      wrong('sample', { is: 'scores-in-range' }, 'other'),
    );
    const moments = (files: Files): void => {
      const bytes = files.get('checkpoint.bin')!;
      setFloat('checkpoint.bin', bytes.length / 4 - 1, Number.NaN)(files);
    };
    await expectRefused(
      await changed(moments),
      wrong('file-checkpoint, discriminator.adam.second 6/bias', { is: 'finite-tensor' }, NaN),
    );
    const curves = (files: Files): void => {
      const bytes = files.get(NAMES.metrics)!;
      new DataView(bytes.buffer, bytes.byteOffset).setFloat64(16, Number.NaN, true);
    };
    await expectRefused(await changed(curves), { code: 'file-curves-wrong', params: {} });
  });

  it('[SAFE1] [FILE3] with absurd shapes and times', async () => {
    const generator = `${NAMES.generator(343)}.json`;
    const wide = editJson(generator, (json) => {
      const { layers } = json.spec as { layers: Json[] };
      layers[0]!.units = 2 ** 40;
    });
    await expectRefused(
      await changed(wide),
      wrong(
        'generator, spec, layers 0, units',
        { is: 'whole-within', least: 1, most: 67108864 },
        1099511627776,
      ),
    );
    const many = editJson(generator, (json) => {
      const spec = json.spec as { layers: Json[] };
      spec.layers = Array.from({ length: 10_000 }, () => ({ kind: 'relu' }));
    });
    await expectRefused(
      await changed(many),
      wrong('generator, spec, layers', { is: 'list-up-to', most: 256 }, 10000),
    );
    await expectRefused(
      await editRun({ createdAt: 1e300 }),
      wrong(
        'file-run, createdAt',
        { is: 'number-within', least: 0, most: 8640000000000000 },
        1e300,
      ),
    );
    await expectRefused(
      await editRun({ createdAt: '1e3' }),
      wrong('run, createdAt', { is: 'number' }, 'string'),
    );
    await expectRefused(await editRun({ name: 'x'.repeat(5000) }), {
      code: 'file-text-too-long',
      params: { place: 'file-run, name', found: 5000, most: 500 },
    });
    await expectRefused(
      await editRun({ learningRates: { generator: 9, discriminator: 9 } }),
      wrong('run, learningRates, generator', { is: 'number-within', least: 0, most: 1 }, 9),
    );
    const picture = editJson(NAMES.samples, (json) => ((json[0] as Json).columns = 1000));
    await expectRefused(await changed(picture), {
      code: 'file-sample-of-other-size',
      params: { expected: { width: 16000, height: 32 }, found: { width: 32, height: 32 } },
    });
    const measured = (edit: (record: Json) => void) =>
      changed(editJson(NAMES.measures, (json) => edit(json[1] as Json)));
    await expectRefused(
      await measured((record) => ((record.closest as Json).height = 9)),
      wrong('file-measures', { is: 'numbers-of', count: 108 }, 48),
    );
    await expectRefused(
      await measured((record) => ((record.measures as Json).colour = 'much')),
      wrong('file-measures, measures, colour', { is: 'number' }, 'string'),
    );
    // Pictures of two records would be read from one part.
    await expectRefused(
      await changed(
        editJson(NAMES.measures, (json) => {
          (json[0] as Json).closest = (json[1] as Json).closest;
        }),
      ),
      { code: 'file-part-missing', params: { part: NAMES.closest } },
    );
    await expectRefused(
      await changed(editJson(NAMES.keepsakes, (json) => (json.directions as Json[]).pop())),
      wrong('file-keepsakes', { is: 'numbers-of', count: 8 }, 12),
    );
    const chunks = editJson(NAMES.set, (json) => (json.chunkPictures = 2));
    await expectRefused(await changed(chunks), {
      code: 'file-part-too-large',
      params: { part: 'set/chunks/0000.bin', bytes: 2304, most: 1536 },
    });
  });

  it('[FILE3] whose checkpoint is of other nets than its settings make', async () => {
    const settings = { preset: 'atelier', imageSize: 16, width: 16, latentSize: 4 };
    await expectRefused(await editRun({ settings }), {
      code: 'file-checkpoint-of-other-nets',
      params: {},
    });
  });
});
