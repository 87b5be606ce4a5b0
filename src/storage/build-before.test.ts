import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { openDB } from 'idb';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunRecord } from '../contract/records';
import { curvesCsv } from '../export/curves';
import { openTfjs } from '../engine/tfjs/open';
import { fillDatabase } from '../testing/fill-database';
import { HostHarness, goOn } from '../testing/host-harness';
import { openStorage } from './open';

/**
 * A database as the studio of an earlier build left it, made by scripts/fixtures/database, and what
 * that build made of its runs afterwards. [WEB7]
 */
const FOLDER = 'src/testing/fixtures/databases';
const NAME = 'build-before';

interface Facts {
  readonly runs: readonly RunRecord[];
  /** The first lines of the curves of the runs that went on to their ends, by their names. */
  readonly curves: Readonly<Record<string, string>>;
}
const facts = JSON.parse(readFileSync(`${FOLDER}/version-5.json`, 'utf8')) as Facts;
const base64 = readFileSync(`${FOLDER}/version-5.bin.gz`).toString('base64');

await fillDatabase({ base64, name: NAME });
const raw = await readRaw();
const storage = await openStorage(NAME);
afterAll(() => storage.close());

type Stored = Readonly<Record<string, unknown>>;

/** All that lies in the database before today's studio has opened it. */
async function readRaw(): Promise<(store: string, runId: string) => Stored[]> {
  const database = await openDB(NAME);
  const stores = new Map<string, Stored[]>();
  for (const store of database.objectStoreNames) {
    stores.set(store, (await database.getAll(store)) as Stored[]);
  }
  database.close();
  return (store, runId) => (stores.get(store) ?? []).filter((one) => one['runId'] === runId);
}

/** Engines have other ids by now. */
const engineToday = ({ settings }: RunRecord): string =>
  String(settings.engine) === 'wgsl' ? 'compiled' : settings.engine;

/** The bytes of every float32 array within, as texts, in a fixed order. */
function tensors(value: unknown): string[] {
  if (value instanceof Float32Array) return [Buffer.from(value.slice().buffer).toString('base64')];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.values(value).flatMap(tensors).sort();
}

/** The same of what a build kept in parts. */
function storedTensors(kind: string, head: Stored, runId: string, place: number): string[] {
  const parts = raw('parts', runId).filter(
    (part) => part['kind'] === kind && (part['place'] as number[])[0] === place,
  );
  const bytes = Buffer.concat(parts.map((part) => part['bytes'] as Uint8Array));
  const { groups } = head['packed'] as { groups: { shape: number[] }[][] };
  let at = 0;
  return groups
    .flat()
    .map(({ shape }) => {
      const length = 4 * shape.reduce((product, edge) => product * edge, 1);
      at += length;
      return bytes.subarray(at - length, at).toString('base64');
    })
    .sort();
}

describe.each(facts.runs.map((run) => ({ run, name: run.name })))('the run "$name"', ({ run }) => {
  it('is listed and read as it was', async () => {
    const listed = (await storage.runs()).find(({ id }) => id === run.id);
    expect(listed).toEqual(await storage.run(run.id));
    const { name, state, step, epoch, checkpoint, learningRates, incidents, choice } = run;
    expect(listed).toMatchObject({ name, state, step, epoch, checkpoint, learningRates, choice });
    expect(listed).toMatchObject({ incidents, trainedMs: run.trainedMs, batching: run.batching });
    expect(listed?.settings).toMatchObject({ ...run.settings, engine: engineToday(run) });
    expect(listed?.device).toEqual({ kind: 'told', text: run.device });
    // Whatever form they have by now, the sentences are still there.
    for (const key of ['failure', 'lastIncident'] as const) {
      if (run[key] === null) expect(listed![key]).toBeNull();
      else expect(JSON.stringify(listed![key])).toContain(JSON.stringify(run[key]).slice(1, -1));
    }
  });

  it('has its curves, grids and generators', async () => {
    const metrics = await storage.metrics(run.id);
    expect(metrics.map(({ block, rows }) => ({ block, rows }))).toEqual(
      raw('metrics', run.id).map(({ block, rows }) => ({ block, rows })),
    );
    const samples = await storage.samples(run.id);
    const stored = raw('samples', run.id);
    expect(samples.map(({ epoch, step }) => [epoch, step])).toEqual(
      stored.map(({ epoch, step }) => [epoch, step]),
    );
    for (const [i, { image, scores }] of samples.entries()) {
      expect(image.type).toBe(stored[i]!['type']);
      expect(new Uint8Array(await image.arrayBuffer())).toEqual(stored[i]!['image']);
      expect(scores).toEqual(stored[i]!['verdicts']);
    }
    const heads = raw('generators', run.id);
    expect(await storage.generatorEpochs(run.id)).toEqual(heads.map(({ epoch }) => epoch));
    for (const head of heads) {
      const epoch = head['epoch'] as number;
      const generator = await storage.generator(run.id, epoch);
      expect(generator?.spec).toEqual(head['spec']);
      expect(tensors(generator?.weights)).toEqual(storedTensors('generators', head, run.id, epoch));
    }
  });

  it('has its newest checkpoint, whole', async () => {
    const found = await storage.newestCheckpoint(run.id);
    const head = raw('checkpoints', run.id).at(-1);
    expect(found?.checkpoint.step).toBe(head?.['step']);
    if (!head) return;
    expect(found?.damaged).toBe(0);
    expect(found?.checkpoint.metricTail).toEqual(head['metricTail']);
    expect(tensors(found?.checkpoint.state)).toEqual(
      storedTensors('checkpoints', head, run.id, head['step'] as number),
    );
  });
});

it('has its sets, with what was skipped, and what is known of one that was deleted', async () => {
  const sets = await storage.datasets();
  expect(sets.map(({ name, count }) => [name, count]).sort()).toMatchInlineSnapshot(`
    [
      [
        "Sample pictures",
        480,
      ],
      [
        "artgan",
        10,
      ],
      [
        "keragan",
        10,
      ],
      [
        "landscapes",
        24,
      ],
      [
        "tensorflow",
        10,
      ],
    ]
  `);
  const landscapes = sets.find(({ name }) => name === 'landscapes')!;
  expect(landscapes.excluded).toHaveLength(1);
  expect(landscapes.skippedCount).toBe(landscapes.skipped.length);
  expect(landscapes.skipped.map(({ path }) => path).sort()).toMatchInlineSnapshot(`
    [
      "landscapes/odd/again.png",
      "landscapes/odd/broken.svg",
      "landscapes/odd/cut.png",
      "landscapes/odd/damaged.zip",
      "landscapes/odd/empty.jpg",
      "landscapes/odd/fax.tif",
      "landscapes/odd/film.mp4",
      "landscapes/odd/labels.gz",
      "landscapes/odd/no-files.zip",
      "landscapes/odd/notes.txt",
      "landscapes/odd/packed.zip/implode.png",
      "landscapes/odd/page.png",
      "landscapes/odd/paper.pdf",
      "landscapes/odd/song.mp3",
      "landscapes/odd/vast.png",
      "landscapes/odd/what.bin",
    ]
  `);
  for (const { id, bytes } of sets) {
    let found = 0;
    for (let index = 0; found < bytes; index++) {
      found += (await storage.chunk(id, index))!.pixels.length;
    }
    expect(found).toBe(bytes);
    expect((await storage.pictureBlock(id, 0))?.paths.length).toBeGreaterThan(0);
  }
  expect((await storage.goneSets()).map(({ count }) => count)).toEqual([9]);
});

it(
  'goes on from the checkpoint as the earlier build did, to the bit [SAVE5]',
  { timeout: 120_000 },
  async () => {
    const name = 'stopped cpu';
    const { id } = facts.runs.find((run) => run.name === name)!;
    const world = new HostHarness({ openStorage: () => openStorage(NAME) }, () => openTfjs('cpu'));
    world.host.handle({ ...goOn, runId: id, epochs: 6 });
    await world.ended();
    expect((await storage.run(id))?.state).toBe('finished');
    const curves = await curvesCsv(await storage.metrics(id)).text();
    // The losses' own logarithms are another JavaScript's; the numbers of the nets are float32.
    const rows = (text: string): number[][] =>
      text.split('\n').map((line) => line.split(',').map((one) => Math.fround(Number(one))));
    const lines = rows(curves.trimEnd());
    // A header and six steps an epoch.
    expect(lines).toHaveLength(1 + 6 * 6);
    expect(lines).toEqual(rows(facts.curves[name]!).slice(0, lines.length));
  },
);
