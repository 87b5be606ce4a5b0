import type { Preparing } from '../../contract/preparing';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, test } from 'vitest';
import { StudioError } from '../../contract/errors';
import { reasonText, words } from '../../words';
import type { TfjsEngine } from '../tfjs/open';
import { closeEngine, openEngine } from './open';
import { EXPECTED, isRight, trialStep } from '../tfjs/backends/trial';

afterEach(closeEngine);

test('[TRN8] Automatic measures WebGL against WASM where WebGPU is software, and says so', async () => {
  const told: Preparing[] = [];
  const { report } = await openEngine('automatic', (now) => told.push(now));
  expect(['webgl', 'wasm']).toContain(report.engine);
  expect(reasonText(report.reason)).toContain('WebGPU here is SwiftShader');
  expect(reasonText(report.reason)).toMatch(/In a short trial (WASM|WebGL) took \d+ ms a step and/);
  expect(reasonText(report.reason)).toContain('graphics card');
  expect(told).toEqual([
    { code: 'looking-for-gpu', params: {} },
    { code: 'starting-engine', params: { engine: 'wasm' } },
    { code: 'trying-engine', params: { engine: 'wasm' } },
    { code: 'starting-engine', params: { engine: 'webgl' } },
    { code: 'trying-engine', params: { engine: 'webgl' } },
  ]);
  expect(tf.getBackend()).toBe(report.engine);
  // The loser's registration is gone, with its memory.
  const loser = report.engine === 'wasm' ? 'webgl' : 'wasm';
  expect(tf.findBackendFactory(loser)).toBeNull();

  const again = await openEngine('automatic', (now) => told.push(now));
  expect(again.report).toEqual(report);
  expect(told).toHaveLength(5);
});

test.each<TfjsEngine>(['webgpu', 'webgl', 'wasm', 'cpu'])(
  '[TRN8] %s opens when asked for, computes rightly, and reports itself',
  async (engine) => {
    const { report, lost } = await openEngine(engine);
    expect(report.engine).toBe(engine);
    expect(tf.getBackend()).toBe(engine);
    const result = await trialStep();
    expect(isRight(result), `${result.join(', ')} for ${EXPECTED.join(', ')}`).toBe(true);
    switch (engine) {
      case 'webgpu':
      case 'webgl':
        expect(report.adapter).toEqual({ kind: 'gpu', name: 'SwiftShader' });
        expect(report.software).toBe(true);
        expect(reasonText(report.reason)).toContain('SwiftShader');
        expect(report.maxBufferBytes).toBeGreaterThanOrEqual(2 ** 27);
        expect(lost).toBeInstanceOf(Promise);
        break;
      case 'wasm':
        expect(crossOriginIsolated).toBe(true);
        expect(words().adapter(report.adapter)).toMatch(/^\d threads?, SIMD$/);
        expect(words().adapter(report.adapter)).not.toBe(
          navigator.hardwareConcurrency > 1 ? '1 thread, SIMD' : '',
        );
        expect(report.maxBufferBytes).toBe(2 ** 32);
        expect(lost).toBeNull();
        break;
      case 'cpu':
        expect(report.maxBufferBytes).toBeNull();
        expect(lost).toBeNull();
    }
  },
);

test('[TRN8] compiled opens when asked for, on software too, and reports itself', async () => {
  const { report, lost } = await openEngine('compiled');
  expect(report).toMatchObject({
    engine: 'compiled',
    adapter: { name: 'SwiftShader' },
    software: true,
  });
  expect(reasonText(report.reason)).toContain(
    'You chose WebGPU (compiled); it runs on SwiftShader',
  );
  expect(report.maxBufferBytes).toBeGreaterThanOrEqual(2 ** 27);
  expect(lost).toBeInstanceOf(Promise);
  // Of the engines that were open before, none is left.
  for (const other of ['webgpu', 'webgl', 'wasm', 'cpu']) {
    expect(tf.findBackendFactory(other)).toBeNull();
  }
});

test('an engine that is lost says so, and can be opened again', async () => {
  const { lost } = await openEngine('webgpu');
  const backend: unknown = tf.backend();
  if (!hasDevice(backend)) throw new Error('The WebGPU backend has a device.');
  backend.device.destroy();
  const error = await lost;
  expect(error).toBeInstanceOf(StudioError);
  expect(error?.kind).toBe('device-lost');
  await openEngine('webgpu');
  expect(isRight(await trialStep())).toBe(true);
});

test('a graphics card out of memory says so', async () => {
  const { lost } = await openEngine('webgpu');
  const backend: unknown = tf.backend();
  if (!hasDevice(backend)) throw new Error('The WebGPU backend has a device.');
  const error = new GPUOutOfMemoryError('too much');
  backend.device.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', { error }));
  expect((await lost)?.code).toBe('webgpu-out-of-memory');
});

test('a lost WebGL context says so, and WebGL can be opened again', async () => {
  const { lost } = await openEngine('webgl');
  const backend: unknown = tf.backend();
  if (!hasContext(backend)) throw new Error('The WebGL backend has a context.');
  backend.gpgpu.gl.getExtension('WEBGL_lose_context')?.loseContext();
  expect((await lost)?.kind).toBe('device-lost');
  await openEngine('webgl');
  expect(isRight(await trialStep())).toBe(true);
});

const hasDevice = (value: unknown): value is { device: GPUDevice } =>
  typeof value === 'object' && value !== null && 'device' in value;

const hasContext = (value: unknown): value is { gpgpu: { gl: WebGL2RenderingContext } } =>
  typeof value === 'object' && value !== null && 'gpgpu' in value;
