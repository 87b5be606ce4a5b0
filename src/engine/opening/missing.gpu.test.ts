import type { Preparing } from '../../contract/preparing';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { StudioError } from '../../contract/errors';
import { reasonText } from '../../words';
import { onlyWhole } from '../../testing/smoke';
import { closeEngine, forgetChoice, openEngine } from './open';

/** Replaces navigator.gpu until the test ends. */
function pretendGpu(gpu: Partial<GPU> | undefined): void {
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
}

afterEach(() => {
  closeEngine();
  forgetChoice();
  Reflect.deleteProperty(navigator, 'gpu');
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('[TRN8] an engine that is asked for and missing is an error that says so', () => {
  test.each(['compiled', 'webgpu'] as const)('no WebGPU in the browser: %s', async (engine) => {
    pretendGpu(undefined);
    const error = await failure(openEngine(engine));
    expect(error).toBeInstanceOf(StudioError);
    expect(error).toMatchObject({
      code: 'webgpu-missing',
      params: { lack: { lack: 'absent' } },
    });
  });

  test.each(['compiled', 'webgpu'] as const)('WebGPU without an adapter: %s', async (engine) => {
    pretendGpu({ requestAdapter: () => Promise.resolve(null) });
    expect(await failure(openEngine(engine))).toMatchObject({
      code: 'webgpu-missing',
      params: { lack: { lack: 'no-adapter' } },
    });
  });

  test('no OffscreenCanvas', async () => {
    vi.stubGlobal('OffscreenCanvas', undefined);
    expect(await failure(openEngine('webgl'))).toMatchObject({ kind: 'engine-unavailable' });
  });

  test('a WebGL that gives back other numbers than it has', async () => {
    const { prototype } = WebGL2RenderingContext;
    vi.spyOn(prototype, 'getBufferSubData').mockImplementation(() => undefined);
    vi.spyOn(prototype, 'readPixels').mockImplementation(() => undefined);
    expect(await failure(openEngine('webgl'))).toMatchObject({
      kind: 'engine-unavailable',
      params: { error: { code: 'webgl-noise' } },
    });
  });

  test('no WebAssembly', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(await failure(openEngine('wasm'))).toMatchObject({
      kind: 'engine-unavailable',
      params: { engine: 'wasm', error: { code: 'webassembly-missing' } },
    });
  });

  test('Automatic ends at the CPU, and says what failed', async () => {
    pretendGpu(undefined);
    vi.stubGlobal('OffscreenCanvas', undefined);
    vi.stubGlobal('WebAssembly', undefined);
    const { report } = await openEngine('automatic');
    expect(report.engine).toBe('cpu');
    expect(reasonText(report.reason)).toContain('This browser offers no WebGPU.');
    expect(reasonText(report.reason)).toContain('no WebAssembly');
    expect(reasonText(report.reason)).toContain('no WebGL 2');
    expect(tf.getBackend()).toBe('cpu');
  });
});

describe('[TRN8] Automatic and an adapter that is a graphics card', () => {
  /** The software adapter with the texts of a graphics card, a new one whenever it is asked for. */
  function disguised(requestDevice?: GPUAdapter['requestDevice']): Partial<GPU> {
    const { gpu } = navigator;
    const texts = { vendor: 'nvidia', architecture: 'ampere', device: '', description: '' };
    const requestAdapter = async (): Promise<GPUAdapter> => {
      const adapter = await gpu.requestAdapter();
      if (!adapter) throw new Error('This test needs a WebGPU adapter.');
      const { features, limits } = adapter;
      const own: GPUAdapter['requestDevice'] = (descriptor) => adapter.requestDevice(descriptor);
      const info = { ...texts, isFallbackAdapter: false };
      const card = { info, features, limits, requestDevice: requestDevice ?? own };
      return card as unknown as GPUAdapter;
    };
    return { requestAdapter };
  }

  test('a card that cannot be opened is passed over, with its reason', async () => {
    pretendGpu(disguised(() => Promise.reject(new Error('the driver refused.'))));
    const { report } = await openEngine('automatic');
    expect(['wasm', 'webgl']).toContain(report.engine);
    expect(reasonText(report.reason)).toContain(
      'WebGPU was found, but did not work: the driver refused.',
    );
  });

  const taken = () =>
    test('[FAST1] a card that works is taken without a word, by the compiled engine', async () => {
      pretendGpu(disguised());
      const told: Preparing[] = [];
      const { report } = await openEngine('automatic', (now) => told.push(now));
      expect(report).toMatchObject({
        engine: 'compiled',
        adapter: { kind: 'gpu', name: 'Nvidia ampere' },
        software: false,
        reason: [],
      });
      expect(told).toEqual([
        { code: 'looking-for-gpu', params: {} },
        { code: 'starting-engine', params: { engine: 'webgpu' } },
        { code: 'starting-engine', params: { engine: 'compiled' } },
        { code: 'trying-engine', params: { engine: 'compiled' } },
      ]);
      // TensorFlow.js has given its device back.
      expect(tf.findBackendFactory('webgpu')).toBeNull();
    });
  // Kernels of a card's kind, compiled for the processor by either engine.
  onlyWhole('a trial of both WebGPU engines against each other by Automatic', taken);
});
