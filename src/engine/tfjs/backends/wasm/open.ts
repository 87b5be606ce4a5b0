import type * as Wasm from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import { StudioError } from '../../../../contract/errors';
import type { Opened } from '../opened';
import { closeBackend, selectBackend } from '../registry';
import { withOurThreads, threadsFor } from './threads';

/** WebAssembly's memory has 32-bit addresses. */
const ADDRESS_SPACE = 2 ** 32;

/** The module's own factory: it is registered on import, which happens once only. */
let factory: (() => tf.KernelBackend | Promise<tf.KernelBackend>) | null = null;

/**
 * Opens WebAssembly, with SIMD and threads where the browser and the page's headers allow them,
 * and with the kernels that training needs.
 * @throws StudioError('engine-unavailable') where WebAssembly is missing or cannot be loaded.
 */
export async function openWasm(): Promise<Opened> {
  if (typeof WebAssembly === 'undefined') {
    throw new StudioError('engine-unavailable', 'This browser has no WebAssembly.');
  }
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  const create = (factory ??= preparedFactory(wasm));
  await withOurThreads(() => selectBackend('wasm', create)).catch((error: unknown) => {
    throw new StudioError('engine-unavailable', startFailure(error), '', { cause: error });
  });
  // Loaded with the library, which it names.
  const { registerTrainingKernels } = await import('./kernels');
  registerTrainingKernels();
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return {
    report: {
      engine: 'wasm',
      adapter: wasmName(wasm.getThreadsCount(), simd === true),
      software: false,
      maxBufferBytes: ADDRESS_SPACE,
      maxTotalBytes: ADDRESS_SPACE,
    },
    lost: null,
    close: () => closeBackend('wasm'),
  };
}

/** Settings hold only while nothing is initialised, hence once, before the first opening. */
function preparedFactory(wasm: typeof Wasm): () => tf.KernelBackend | Promise<tf.KernelBackend> {
  // Addresses given by the bundler: only the one that fits the browser is fetched.
  wasm.setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
  });
  wasm.setThreadsCount(threadsFor(navigator.hardwareConcurrency));
  return tf.findBackendFactory('wasm');
}

/** "4 threads, SIMD". */
export function wasmName(threads: number, simd: boolean): string {
  const count = `${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return simd ? `${count}, SIMD` : count;
}

/** The library rejects with a plain `{ message }` about bundlers where its file does not load. */
function startFailure(error: unknown): string {
  if (error instanceof Error) return error.message;
  return 'its program could not be loaded from this site, or the memory for it is missing.';
}
