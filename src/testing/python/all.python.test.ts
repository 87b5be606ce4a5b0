import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPython } from '../../../scripts/python/find.mjs';
import { toBytes } from '../../records/numbers';
import { PYTHON_SUITES, type PythonCase } from './registry';

/** What Python found wrong: by suite, by place of its case. */
type Wrong = Record<string, Record<string, string>>;

const folder = mkdtempSync(join(tmpdir(), 'atelier-python-'));
const names = new Map<string, readonly string[]>();
let wrong: Wrong = {};

beforeAll(async () => {
  const python = findPython();
  if (!python.path) throw new Error(`There is no such Python here (${python.get}).`);
  for (const { id, cases } of PYTHON_SUITES) {
    const all = await cases();
    names.set(
      id,
      all.map(({ name }) => name),
    );
    for (const [place, { files }] of all.entries()) write(join(folder, id, String(place)), files);
  }
  const run = promisify(execFile);
  const { stdout } = await run(python.path, ['-B', 'scripts/python/all.py', folder]);
  console.log(stdout.trim());
  wrong = JSON.parse(readFileSync(join(folder, 'wrong.json'), 'utf8')) as Wrong;
}, 400_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(PYTHON_SUITES)('$promises', ({ id }) => {
  const cases = names.get(id)!;
  expect(cases.length).toBeGreaterThan(0);
  const found = wrong[id]!;
  expect(Object.keys(found)).toHaveLength(cases.length);
  const faults = cases.flatMap((name, place) => (found[place] ? [`${name}: ${found[place]}`] : []));
  expect(faults).toEqual([]);
});

function write(to: string, files: PythonCase['files']): void {
  mkdirSync(to, { recursive: true });
  for (const [name, data] of Object.entries(files)) writeFileSync(join(to, name), bytesOf(data));
}

function bytesOf(data: PythonCase['files'][string]): Uint8Array | string {
  if (typeof data === 'string' || data instanceof Uint8Array) return data;
  return data instanceof Float32Array ? toBytes([data]) : JSON.stringify(data);
}
