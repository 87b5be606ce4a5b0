import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DIGEST, FOLDER, digestOfSources } from './compile-kernels.mjs';

test('the compiled kernels are those of the sources; else: npm run kernels', () => {
  expect(readFileSync(DIGEST, 'utf8').trim()).toBe(digestOfSources());
});

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
