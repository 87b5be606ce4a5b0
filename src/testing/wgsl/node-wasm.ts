import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import { registerTrainingKernels } from '../../engine/tfjs/backends/wasm/kernels';
import { Native } from '../../engine/tfjs/backends/wasm/native';
import type { OpenedEngine } from '../../engine/engine';
import { GanModel } from '../../engine/tfjs/gan-model';
import { openTfjsJudge } from '../../engine/tfjs/judge';
import { openTfjsPainter } from '../../engine/tfjs/painter';

let opened: Promise<void> | null = null;

/** The engine WASM in Node, as a reference: ten times as fast as plain JavaScript. */
export const openNodeWasm = (): Promise<void> => (opened ??= open());

/** The same for suites of what stands on an engine, whichever that is. Nothing closes it. */
export async function openWasmEngine(): Promise<OpenedEngine> {
  await openNodeWasm();
  const report = {
    engine: 'wasm',
    adapter: { kind: 'processor', code: 'simd', threads: 1 },
    software: false,
    maxBufferBytes: null,
  } as const;
  return {
    report,
    lost: null,
    activate: async () => void (await tf.setBackend('wasm')),
    createModel: (options) => Promise.resolve(new GanModel({ ...options, room: report })),
    openPainter: (spec, weights, limit) => Promise.resolve(openTfjsPainter(spec, weights, limit)),
    openJudge: (spec, weights) => Promise.resolve(openTfjsJudge(spec, weights)),
    close: () => undefined,
  };
}

async function open(): Promise<void> {
  // TensorFlow.js recommends its Node package, which is not what is wanted.
  tf.env().set('IS_TEST', true);
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths('node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  wasm.setThreadsCount(1);
  await tf.setBackend('wasm');
  registerTrainingKernels();
  const backend = tf.backend();
  if (!(backend instanceof wasm.BackendWasm)) throw new Error('The engine is not WASM.');
  // Node fetches no files.
  const { fetch } = globalThis;
  globalThis.fetch = async (url) => {
    if (typeof url !== 'string') throw new Error('A path is expected.');
    return new Response(await readFile(`.${url}`));
  };
  try {
    await Native.open(backend, 1);
  } finally {
    globalThis.fetch = fetch;
  }
}
