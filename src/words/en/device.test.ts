import { expect, test } from 'vitest';
import type { Device } from '../../contract/device';
import { device } from './device';
import { engineNotes } from './engine-notes';

test.each<[Device, string]>([
  [
    { kind: 'engine', engine: 'compiled', adapter: { kind: 'gpu', name: 'Apple M3' } },
    'WebGPU (compiled), Apple M3',
  ],
  [
    { kind: 'engine', engine: 'webgl', adapter: { kind: 'gpu', name: '' } },
    'WebGL, a graphics card the browser does not name',
  ],
  [
    { kind: 'engine', engine: 'wasm', adapter: { kind: 'processor', code: 'simd', threads: 4 } },
    'WASM, 4 threads, SIMD',
  ],
  [
    { kind: 'engine', engine: 'wasm', adapter: { kind: 'processor', code: 'simd', threads: 1 } },
    'WASM, 1 thread, SIMD',
  ],
  [
    {
      kind: 'engine',
      engine: 'cpu',
      adapter: { kind: 'processor', code: 'javascript', threads: 1 },
    },
    'CPU, JavaScript, 1 thread',
  ],
  [{ kind: 'told', text: 'WebGPU, Apple M3' }, 'WebGPU, Apple M3'],
])('[WORD3] %j reads "%s"', (what, text) => {
  expect(device(what)).toBe(text);
});

test('a card without a name that imitates one is told so', () => {
  const note = engineNotes['engine-chosen'];
  const tell = null as never;
  expect(typeof note === 'function' && note({ engine: 'webgl', imitated: '' }, tell)).toContain(
    'it runs on a graphics card the browser does not name, which imitates',
  );
});
