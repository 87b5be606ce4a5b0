import * as tf from '@tensorflow/tfjs-core';
import { registerTrainingKernels } from '../../engine/tfjs/backends/wasm/kernels';

/** TensorFlow.js on WASM in Node, as a reference: ten times as fast as its plain JavaScript. */
export async function openNodeWasm(): Promise<void> {
  // TensorFlow.js recommends its Node package, which is not what is wanted.
  tf.env().set('IS_TEST', true);
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  if (tf.getBackend() === 'wasm') return;
  wasm.setWasmPaths('node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  await tf.setBackend('wasm');
  registerTrainingKernels();
}
