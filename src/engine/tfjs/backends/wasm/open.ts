import type * as Wasm from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import { StudioError } from '../../../../contract/errors';
import { fetchPart } from '../../../../contract/fetch-part';
import type { Opened } from '../opened';
import { closeBackend, selectBackend } from '../registry';
import { threadsFor, withoutItsThreads } from './threads';

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
    throw new StudioError('webassembly-missing');
  }
  const wasm = await fetchPart('wasm', () => import('@tensorflow/tfjs-backend-wasm'));
  const create = (factory ??= preparedFactory(wasm));
  if ((await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) !== true) {
    throw new StudioError('webassembly-no-simd');
  }
  const native = await withoutItsThreads(() => selectBackend('wasm', create))
    // Loaded with the library, which they name.
    .then(() => fetchPart('wasm', () => Promise.all([import('./kernels'), import('./native')])))
    .then(([{ registerTrainingKernels }, { Native }]) => {
      registerTrainingKernels();
      return Native.open(wasmBackend(wasm), threadsFor(navigator.hardwareConcurrency));
    })
    .catch((error: unknown) => {
      throw startFailure(error);
    });
  return {
    report: {
      engine: 'wasm',
      adapter: { kind: 'processor', code: 'simd', threads: native.threadCount },
      software: false,
      maxBufferBytes: ADDRESS_SPACE,
      maxTotalBytes: ADDRESS_SPACE,
    },
    lost: null,
    close: () => {
      native.close();
      closeBackend('wasm');
    },
  };
}

/** Settings hold only while nothing is initialised, hence once, before the first opening. */
function preparedFactory(wasm: typeof Wasm): () => tf.KernelBackend | Promise<tf.KernelBackend> {
  // Addresses given by the bundler: only the one that fits the browser is fetched.
  wasm.setWasmPaths({
    // Asked for by name, and never fetched: our own program needs SIMD.
    'tfjs-backend-wasm.wasm': simdUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
  });
  wasm.setThreadsCount(1);
  return tf.findBackendFactory('wasm');
}

function wasmBackend({ BackendWasm }: typeof Wasm): Wasm.BackendWasm {
  const backend = tf.backend();
  if (backend instanceof BackendWasm) return backend;
  throw new Error('another engine was opened meanwhile.');
}

/** The library rejects with a plain `{ message }` about bundlers where its file does not load. */
function startFailure(error: unknown): StudioError {
  if (error instanceof Error) return StudioError.from(error, 'engine-unavailable');
  return new StudioError('wasm-program-missing', {}, { cause: error });
}
