import { describe, expect, it } from 'vitest';
import type { Device } from '../contract/device';
import { aRun } from '../testing/records';
import { failureOf } from '../testing/failing';
import { restoreRun } from './restore';
import { runWithDevice } from './restore-device';

const simd = { kind: 'processor', code: 'simd', threads: 4 } as const;
const DEVICES: readonly (Device | null)[] = [
  null,
  { kind: 'engine', engine: 'compiled', adapter: { kind: 'gpu', name: 'Apple M3' } },
  { kind: 'engine', engine: 'webgl', adapter: { kind: 'gpu', name: '' } },
  { kind: 'engine', engine: 'wasm', adapter: simd },
  { kind: 'told', text: 'WebGPU, Apple M3' },
];

describe('[WORD3] what a run was trained on', () => {
  it.each(DEVICES)('%j comes back as it is', (device) => {
    expect(restoreRun(aRun('a', { device }))?.device).toEqual(device);
  });

  it.each([
    ['CPU', { is: 'object' }, 'string', ''],
    [{ kind: 'engine', engine: 'abacus', adapter: simd }, { is: 'one-of' }, 'string', ', engine'],
    [
      { kind: 'engine', engine: 'cpu', adapter: { kind: 'abacus' } },
      {},
      'string',
      ', adapter, kind',
    ],
    [
      { kind: 'engine', engine: 'cpu', adapter: { ...simd, threads: 0 } },
      { is: 'whole-within', least: 1, most: 4096 },
      0,
      ', adapter, threads',
    ],
    [{ kind: 'told', text: { toString: () => 'x' } }, { is: 'text' }, 'object', ', text'],
  ])('%j is refused', (device, expected, found, place) => {
    const run = { ...aRun('a'), device };
    expect(failureOf(() => restoreRun(run))).toMatchObject({
      code: 'value-wrong',
      params: { place: `run, device${place}`, expected, found },
    });
  });

  it('[WORD4] words of an older studio become a device that is told; what is none passes', () => {
    expect(runWithDevice({ id: 'a', device: 'WASM, 2 threads, SIMD' })).toEqual({
      id: 'a',
      device: { kind: 'told', text: 'WASM, 2 threads, SIMD' },
    });
    expect(runWithDevice({ id: 'a', device: '' })).toEqual({ id: 'a', device: null });
    for (const other of [null, 7, 'run', { id: 'a' }, { device: 3 }, { device: DEVICES[1] }])
      expect(runWithDevice(other)).toEqual(other);
  });
});
