import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FOLDER, PROGRAMS, digestFile, digestOfSources } from './compile-kernels.mjs';
import { Job } from '../src/engine/tfjs/backends/wasm/native/jobs.ts';

test.each(Object.keys(PROGRAMS))(
  'the compiled kernels of %s are those of the sources; else: npm run kernels',
  (folder) => {
    expect(readFileSync(digestFile(folder), 'utf8').trim()).toBe(digestOfSources(folder));
  },
);

test.each(['kernels', 'kernels-shared'])(
  '%s.wasm is a program that works on a given memory',
  (name) => {
    const module = new WebAssembly.Module(readFileSync(`${FOLDER}/${name}.wasm`));
    expect(WebAssembly.Module.imports(module)).toEqual([
      { module: 'env', name: 'memory', kind: 'memory' },
    ]);
    const shared = name !== 'kernels';
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared });
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    expect(exports.scratchBytes()).toBeGreaterThan(0);
  },
);

test('every kind of job is cut into tasks and performed', () => {
  const program = readFileSync(`${FOLDER}/index.ts`, 'utf8');
  const kinds = Object.keys(Job).filter((key) => Number.isNaN(Number(key)));
  expect(kinds.length).toBeGreaterThan(10);
  const cases = (kind) => [...program.matchAll(new RegExp(`case Job\\.${kind}:`, 'g'))].length;
  expect(kinds.filter((kind) => cases(kind) !== 2)).toEqual([]);
});
