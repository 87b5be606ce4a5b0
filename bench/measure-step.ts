import { adapterKey } from '../src/contract/device';
import { squarePictures } from '../src/contract/picture-shape';
import { DEFAULT_SETTINGS, type PresetId, type Settings } from '../src/contract/hyperparameters';
import type { EngineId } from '../src/contract/events';
import { uniform } from '../src/contract/random';
import { estimateCompiled } from '../src/engine/wgsl/estimate';
import type { Engine } from '../src/engine/engine';
import type { Batch, TrainingModel } from '../src/engine/model';
import type { TrainingSet } from '../src/engine/training-set';
import { estimateMemory } from '../src/nets/memory';
import { PRESETS, PUBLISHED, buildGan } from '../src/nets/presets';
import { counts, resetCounts } from './card-counts';
import { measureRates, type Rates } from './rates';

/** What is done beside the passes through both nets: nothing, augmentation, or what the preset does. */
const RECIPES = {
  plain: PUBLISHED,
  augmented: { ...PUBLISHED, augmentation: 'fixed' },
  own: {},
} as const satisfies Record<string, Partial<Settings>>;
export type BenchRecipe = keyof typeof RECIPES;

/** One thing to measure. */
export interface StepCase {
  readonly preset: PresetId;
  readonly imageSize: number;
  readonly batchSize: number;
  /** Null for the preset's own. */
  readonly width: number | null;
  readonly recipe: BenchRecipe;
  readonly engine: EngineId;
  readonly steps: number;
  /** Whether each kernel of the compiled engine is timed by itself. */
  readonly rates: boolean;
}

/** What `measureStep` answers; times in milliseconds, one for each step. */
export interface StepMeasurement {
  readonly adapter: string;
  readonly stepMs: number[];
  readonly jsMs: number[];
  /** Of a step where many follow one another as the studio submits them. */
  readonly flowMs: number;
  /** Until the model was made: kernels compiled and chosen, buffers and weights there. */
  readonly startMs: number;
  /** What it told on the way, and when. */
  readonly phases: Readonly<Record<string, number>>;
  /** Of one step, after warm-up; null where there is no card. */
  readonly dispatches: number | null;
  readonly submits: number | null;
  readonly allocatedBytes: number | null;
  readonly uploadedBytes: number | null;
  /** Bytes that the engine holds, the pictures of the set apart, and what the form says of them. */
  readonly bytes: number;
  readonly estimateBytes: number;
  readonly tensors: number;
  readonly rates: Rates | null;
}

export function settingsOf({ preset, imageSize, batchSize, width, recipe }: StepCase): Settings {
  return {
    ...DEFAULT_SETTINGS,
    ...PRESETS[preset].defaults(imageSize),
    preset,
    imageSize,
    channels: PRESETS[preset].channels[0] ?? 3,
    batchSize,
    ...RECIPES[recipe],
    ...(width === null ? {} : { width }),
  };
}

/** Two steps to warm up, then the measured ones, each awaited to its metrics. */
export async function measureStep(wanted: StepCase, engine: Engine): Promise<StepMeasurement> {
  const { batchSize, steps } = wanted;
  const settings = settingsOf(wanted);
  const gan = buildGan(settings);
  const options = { ...settings, gan, orderSteps: 1 };
  const asked = performance.now();
  const phases: Record<string, number> = {};
  const model = await engine.createModel(options, ({ code }) => {
    phases[code] ??= Math.round(performance.now() - asked);
  });
  const startMs = performance.now() - asked;
  const batch = await batchOf(model, settings);
  let t = 0;
  const step = (): Promise<unknown> => model.trainSteps([batch], t++);
  await step();
  await step();

  resetCounts();
  const stepMs: number[] = [];
  const jsMs: number[] = [];
  for (let i = 0; i < steps; i++) {
    const begin = performance.now();
    const pending = step();
    jsMs.push(performance.now() - begin);
    await pending;
    stepMs.push(performance.now() - begin);
  }
  const counted = { ...counts };
  const flowMs = await flow(model, batch, t, steps);
  const { tensors, bytes } = model.usage();
  model.dispose();
  const { report } = engine;
  const onGpu = report.engine === 'compiled' || report.engine === 'webgpu';
  const perStep = (value: number): number | null => (onGpu ? value / steps : null);
  const compiled = report.engine === 'compiled';
  const estimate = compiled
    ? estimateCompiled(gan, batchSize, report.maxBufferBytes, report.software)
    : estimateMemory(gan, batchSize);
  const pictures = batch.kind === 'ordered' ? pictureBytes(settings) : 0;
  return {
    adapter: adapterKey(report.adapter),
    stepMs,
    jsMs,
    flowMs,
    startMs,
    phases,
    dispatches:
      report.engine === 'webgl' ? counted.dispatches / steps : perStep(counted.dispatches),
    submits: perStep(counted.submits),
    allocatedBytes: perStep(counted.allocatedBytes),
    uploadedBytes: perStep(counted.uploadedBytes),
    bytes: bytes - pictures,
    estimateBytes: estimate.total,
    tensors,
    rates: compiled && wanted.rates ? await measureRates(options) : null,
  };
}

/** Milliseconds of a step, two submits on their way at a time as in `Flights`. */
async function flow(
  model: TrainingModel,
  batch: Batch,
  first: number,
  steps: number,
): Promise<number> {
  const begin = performance.now();
  let before: Promise<unknown> = Promise.resolve();
  for (let done = 0; done < steps;) {
    const count = Math.min(steps - done, model.stepsAtOnce());
    const batches = Array.from({ length: count }, () => batch);
    const next = model.trainSteps(batches, first + done);
    await before;
    before = next;
    done += count;
  }
  await before;
  return (performance.now() - begin) / steps;
}

/** One batch of noise, held by the model where it does that; the same pictures in each step. */
async function batchOf(model: TrainingModel, settings: Settings): Promise<Batch> {
  const { imageSize, channels, batchSize } = settings;
  const size = imageSize * imageSize * channels;
  const bytes = Uint8Array.from(uniform(1, 99, 0, batchSize * size, 0, 256));
  const set: TrainingSet = {
    count: batchSize,
    shape: squarePictures(imageSize, channels),
    starts: Uint32Array.of(0, batchSize),
    windowChunks: null,
    ready: () => Promise.resolve(),
    picture: (n) => bytes.subarray(n * size, (n + 1) * size),
  };
  const order = Uint32Array.from({ length: batchSize }, (_, i) => i);
  if ((await model.holdPictures(set)) === 'order') {
    return { kind: 'ordered', count: batchSize, number: 0, position: 0, order: () => order };
  }
  const pixels = Float32Array.from(bytes, (byte) => byte / 127.5 - 1);
  return { kind: 'pixels', count: batchSize, pixels };
}

const pictureBytes = ({ imageSize, channels, batchSize }: Settings): number =>
  Math.ceil((imageSize * imageSize * channels * batchSize) / 16) * 16;
