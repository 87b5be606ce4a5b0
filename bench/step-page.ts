import * as tf from '@tensorflow/tfjs-core';
import type { EngineId } from '../src/contract/events';
import { DEFAULT_SETTINGS, type PresetId, type Settings } from '../src/contract/hyperparameters';
import { uniform } from '../src/contract/random';
import { openEngine } from '../src/engine/opening/open';
import { PRESETS, buildGan } from '../src/nets/presets';

/** One thing to measure. */
export interface StepCase {
  readonly preset: PresetId;
  readonly imageSize: number;
  readonly batchSize: number;
  /** Null for the preset's own. */
  readonly width: number | null;
  readonly engine: EngineId;
  readonly steps: number;
}

/** What `measure` answers; times in milliseconds, one for each step. */
export interface StepMeasurement {
  readonly adapter: string;
  readonly stepMs: number[];
  readonly jsMs: number[];
  readonly kernels: number;
  readonly dispatches: number | null;
  readonly submits: number | null;
  readonly gpuBytes: number;
  readonly tensors: number;
}

const counts = { dispatches: 0, submits: 0 };

/** Counts calls of a method on its way through. */
function countCalls(owner: object, method: string, key: keyof typeof counts): void {
  const original: unknown = Reflect.get(owner, method);
  if (typeof original !== 'function') return;
  Reflect.set(owner, method, function (this: unknown, ...args: unknown[]): unknown {
    counts[key] += 1;
    return Reflect.apply(original, this, args);
  });
}

if ('GPUComputePassEncoder' in globalThis) {
  countCalls(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', 'dispatches');
  countCalls(GPUQueue.prototype, 'submit', 'submits');
}
countCalls(WebGL2RenderingContext.prototype, 'drawElements', 'dispatches');

/** Two steps to warm up, a counted one, and the measured ones, each awaited to its metrics. */
async function measure(wanted: StepCase): Promise<StepMeasurement> {
  const { preset, imageSize, batchSize, width, engine, steps } = wanted;
  const opened = await openEngine(engine);
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    ...PRESETS[preset].defaults(imageSize),
    preset,
    imageSize,
    channels: PRESETS[preset].channels[0] ?? 3,
    batchSize,
    ...(width === null ? {} : { width }),
  };
  const gan = buildGan(settings);
  const model = await opened.createModel({ ...settings, gan, stepsPerEpoch: 1 }, () => undefined);
  const numbers = gan.discriminator.input.reduce((product, edge) => product * edge, batchSize);
  const pixels = uniform(1, 99, 0, numbers, -1, 1).slice();
  const batch = { kind: 'pixels', count: batchSize, pixels } as const;
  let t = 0;
  const step = (): Promise<unknown> => model.trainStep(batch, t++);
  await step();
  await step();

  counts.dispatches = 0;
  counts.submits = 0;
  await step();
  const { dispatches, submits } = counts;
  const profile = await tf.profile(async () => {
    await step();
    return [];
  });

  const stepMs: number[] = [];
  const jsMs: number[] = [];
  for (let i = 0; i < steps; i++) {
    const begin = performance.now();
    const pending = step();
    jsMs.push(performance.now() - begin);
    await pending;
    stepMs.push(performance.now() - begin);
  }
  const { tensors, bytes } = model.usage();
  model.dispose();
  const gpu = engine === 'webgpu' || engine === 'webgl';
  return {
    adapter: opened.report.adapter,
    stepMs,
    jsMs,
    kernels: profile.kernels.length,
    dispatches: gpu ? dispatches : null,
    submits: engine === 'webgpu' ? submits : null,
    gpuBytes: gpu ? bytes : profile.peakBytes,
    tensors,
  };
}

declare global {
  interface Window {
    measure?: (wanted: StepCase) => Promise<StepMeasurement>;
  }
}
window.measure = measure;
