import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as wasm from '@tensorflow/tfjs-backend-wasm';
import { registerTrainingKernels } from '../../src/engine/tfjs/backends/wasm/kernels';
import { Native } from '../../src/engine/tfjs/backends/wasm/native';
import { GanModel } from '../../src/engine/tfjs/gan-model';
import { openTfjsJudge } from '../../src/engine/tfjs/judge';
import { INFERENCE, openTfjsPainter } from '../../src/engine/tfjs/painter';
import type { TrainingModel } from '../../src/engine/model';
import type { Pictures } from '../../src/measures/pictures';
import type { BenchEngine } from './engine';

/** The studio's WASM engine in Node, on one thread: several runs go on beside each other. */
export async function openWasmInNode(folder: string): Promise<BenchEngine> {
  // TensorFlow.js recommends its Node package, which is another engine.
  tf.env().set('IS_TEST', true);
  wasm.setWasmPaths(`${join(folder, 'wasm')}/`);
  wasm.setThreadsCount(1);
  await tf.setBackend('wasm');
  registerTrainingKernels();
  const backend = tf.backend();
  if (!(backend instanceof wasm.BackendWasm)) throw new Error('The engine is not WASM.');
  await Native.open(backend, 1);
  const report = {
    engine: 'wasm',
    adapter: { kind: 'processor', code: 'simd', threads: 1 },
    software: false,
    maxBufferBytes: 2 ** 32,
    reason: [],
  } as const;
  return {
    report,
    lost: null,
    createModel: (plan) => Promise.resolve(new GanModel({ ...plan, room: report })),
    openPainter: (spec, weights, limit) => Promise.resolve(openTfjsPainter(spec, weights, limit)),
    openJudge: (spec, weights) => Promise.resolve(openTfjsJudge(spec, weights)),
    meanLogit,
  };
}

const JUDGED_AT_ONCE = 32;

function meanLogit(model: TrainingModel, { shape, count, pixels }: Pictures): number {
  if (!(model instanceof GanModel)) throw new Error('The model is not this engine’s.');
  const { height, width, channels } = shape;
  const size = height * width * channels;
  let sum = 0;
  for (let from = 0; from < count; from += JUDGED_AT_ONCE) {
    const many = Math.min(JUDGED_AT_ONCE, count - from);
    const bytes = pixels.subarray(from * size, (from + many) * size);
    const values = Float32Array.from(bytes, (byte) => byte / 127.5 - 1);
    sum += tf.tidy(() => {
      const x = tf.tensor(values, [many, height, width, channels]);
      return tf.sum(model.discriminator.run(x, INFERENCE)).dataSync<'float32'>()[0]!;
    });
  }
  return sum / count;
}
