import 'fake-indexeddb/auto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CheckpointRecord, TensorGroups } from '../contract/records';
import { findPython } from '../../scripts/python/find.mjs';
import type { Engine } from '../engine/engine';
import { importFile } from '../project/read';
import { openStorage } from '../storage/open';
import type { StudioStorage } from '../storage/studio-storage';
import { openNodeWasm } from '../testing/engine/node-wasm-engine';
import { MORE, SERVER_CASES, idOf, writeCase, type WrittenCase } from '../testing/server/cases';
import { trainStored } from '../testing/server/trained';

const into = mkdtempSync(join(tmpdir(), 'atelier-server-'));
let storage: StudioStorage;
let engine: Engine;
const written = new Map<string, WrittenCase>();

beforeAll(async () => {
  storage = await openStorage('server');
  engine = await openNodeWasm();
  for (const one of SERVER_CASES)
    written.set(one.name, await writeCase(storage, engine, one, into));
  const args = [...written.values()].map(({ folder, from }) => `${folder}:${from.step + MORE}`);
  const python = findPython();
  if (!python.path) throw new Error(`There is no such Python here (${python.get}).`);
  const how = ['-B', 'scripts/python/train_cases.py', ...args];
  const ran = spawnSync(python.path, how, { encoding: 'utf8' });
  expect(ran.stderr + (ran.error?.message ?? '')).toBe('');
  expect(ran.status).toBe(0);
}, 300_000);

/** Column n of rows of six numbers. */
const LOSSES = [2, 3, 4, 5] as const;

describe.each(SERVER_CASES)('$name', (what) => {
  const { name, preset, limits } = what;
  const one = (): WrittenCase => written.get(name)!;
  const back = async (): Promise<{ id: string; checkpoint: CheckpointRecord }> => {
    const file = new Blob([readFileSync(join(one().folder, 'out/back-to-studio.atelier'))]);
    const ids = { runId: `${idOf(what)}-back`, datasetId: 'never' };
    await importFile(storage, file, ids, () => undefined);
    const { checkpoint } = (await storage.newestCheckpoint(ids.runId))!;
    return { id: ids.runId, checkpoint };
  };

  it('[SERVER2] [SERVER5] goes on as the studio does, and comes back', async () => {
    const { after, rows, folder } = one();
    const { id, checkpoint } = await back();
    expect(checkpoint).toMatchObject({
      step: after.step,
      epoch: after.epoch,
      engine: after.engine,
      settings: after.settings,
      learningRates: after.learningRates,
    });
    // Whole numbers, so that the chance of augmentation is the same to the bit.
    expect(checkpoint.state.counters).toEqual(after.state.counters);
    const came = (await storage.metrics(id)).flatMap((block) => [...block.rows]);
    expect(came).toHaveLength(rows.length);
    for (let at = 0; at < rows.length; at += 6) {
      expect(came.slice(at, at + 2)).toEqual(rows.slice(at, at + 2));
      for (const column of LOSSES) {
        const [found, wanted] = [came[at + column]!, rows[at + column]!];
        expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(wanted)));
      }
    }
    compare(checkpoint.state.tensors, after.state.tensors, preset === 'keragan');
    // Every number that the program kept, to the bit.
    const [newest] = readdirSync(join(folder, 'out/checkpoints')).toSorted().reverse();
    expect(tensorsIn(readFileSync(join(folder, 'out/checkpoints', newest!)))).toEqual(
      bytesOf(checkpoint.state.tensors),
    );
    // And the studio goes on from there.
    const run = (await storage.run(id))!;
    expect(run).toMatchObject({
      step: after.step,
      state: 'stopped',
      datasetId: `set-of-${idOf(what)}`,
    });
    const later = await trainStored(storage, engine, id, after.step + 1, limits);
    expect(later.step).toBe(after.step + 1);
    expect(later.metricTail).toHaveLength(6 * (after.step + 1));
    const epochs = await storage.generatorEpochs(id);
    expect(epochs).toContain(after.epoch);
    expect((await storage.samples(id)).map(({ step }) => step)).toContain(after.step);
  });
});

/** To 1e-4 of the largest number of a tensor, or of 1 in a hundred where all are small. */
function compare(found: TensorGroups, wanted: TensorGroups, biasesBeforeNorm: boolean): void {
  expect(Object.keys(found)).toEqual(Object.keys(wanted));
  for (const [group, tensors] of Object.entries(wanted)) {
    for (const [index, { name, values }] of tensors.entries()) {
      const others = found[group]![index]!;
      expect(others.name).toBe(name);
      const apart = Math.max(...values.map((value, i) => Math.abs(value - others.values[i]!)));
      const size = Math.max(...values.map(Math.abs));
      // Where biases are moved by rounding alone, gradients of other weights follow them a little.
      const moment = biasesBeforeNorm && group.includes('adam');
      const most = moment ? 1e-4 + 2e-2 * size : 1e-4 * Math.min(1, Math.max(size, 1e-2));
      const bias = biasesBeforeNorm && name.endsWith('/bias');
      expect(apart, `${group} ${name}`).toBeLessThanOrEqual(bias ? 1e-4 : most);
    }
  }
}

/** Bytes of each tensor of a safetensors file, by group and name. */
function tensorsIn(file: Buffer): Record<string, string> {
  const length = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.subarray(8, 8 + length).toString()) as Record<
    string,
    { data_offsets: [number, number] }
  >;
  return Object.fromEntries(
    Object.entries(header)
      .filter(([name]) => name !== '__metadata__')
      .map(
        ([
          name,
          {
            data_offsets: [from, to],
          },
        ]) => [name, file.subarray(8 + length + from, 8 + length + to).toString('base64')],
      ),
  );
}

const bytesOf = (groups: TensorGroups): Record<string, string> =>
  Object.fromEntries(
    Object.entries(groups).flatMap(([group, tensors]) =>
      tensors.map(({ name, values }) => [
        `${group}/${name}`,
        Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
      ]),
    ),
  );
