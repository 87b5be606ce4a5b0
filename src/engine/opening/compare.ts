import { StudioError } from '../../contract/errors';
import type { GanSpec, Initializer, LayerSpec } from '../../contract/net-spec';
import { uniform } from '../../contract/random';
import type { ModelState } from '../../contract/records';
import { alternating } from '../../nets/step-programs';
import type { OpenedEngine } from '../engine';
import type { Batch, TrainingModel } from '../model';
import { passingTuningCache } from './for-runs';

/** Steps after which the weights have to agree: the second one begins from what the first made. */
const CHECKED_STEPS = 2;
/** float32 engines differ by their order of summation, far less than this. */
const TOLERANCE = 1e-3;
/** Milliseconds of repeated steps, and how many there are at least. */
const BUDGET_MS = 200;
const LEAST_ROUNDS = 2;

/** The shortest step of each, in milliseconds. */
export interface Comparison {
  readonly compiledMs: number;
  readonly referenceMs: number;
}

/**
 * [FAST1] Holds an engine against a reference: both train the same tiny GAN, and their states are
 * compared; then they take steps in turn against the clock.
 * @param now milliseconds, monotonic.
 * @throws StudioError('engine-failed') where they disagree.
 */
export async function compareEngines(
  compiled: OpenedEngine,
  reference: OpenedEngine,
  now: () => number = () => performance.now(),
): Promise<Comparison> {
  await reference.activate();
  const models: TrainingModel[] = [];
  try {
    for (const engine of [compiled, reference]) {
      const options = { ...PLAN, tuning: passingTuningCache(), brief: true };
      models.push(await engine.createModel(options, () => undefined));
    }
    const [ours, theirs] = models as [TrainingModel, TrainingModel];
    for (const model of models) await trainTo(model, CHECKED_STEPS);
    refuseDifference(await ours.exportState(), await theirs.exportState());

    const shortest = [Infinity, Infinity];
    const start = now();
    for (let round = 0; round < LEAST_ROUNDS || now() - start < BUDGET_MS; round++) {
      for (const [which, model] of models.entries()) {
        const before = now();
        await model.trainSteps([batch()], CHECKED_STEPS + round);
        shortest[which] = Math.min(shortest[which]!, now() - before);
      }
    }
    return { compiledMs: shortest[0]!, referenceMs: shortest[1]! };
  } finally {
    for (const model of models) model.dispose();
  }
}

const initializer: Initializer = { kind: 'glorotUniform' };

const conv = (filters: number, kernel: number, stride: number, bias: boolean): LayerSpec => ({
  kind: 'conv',
  filters,
  kernel,
  stride,
  padding: 'same',
  bias,
  initializer,
});
const norm: LayerSpec = {
  kind: 'batchNorm',
  momentum: 0.8,
  epsilon: 1e-3,
  unbiasedVariance: false,
};
const leaky: LayerSpec = { kind: 'leakyRelu', slope: 0.2 };

const CHECK_SIZE = 16;
const CHECK_BATCH = 4;

/**
 * Every kind of arithmetic that the presets ask for, in sizes that take a graphics card a moment and
 * an emulated one not for ever. No bias stands before a batch norm: its gradient is
 * nothing but rounding, which Adam blows up, differently on each engine.
 */
const CHECK_GAN: GanSpec = {
  generator: {
    input: [16],
    layers: [
      { kind: 'dense', units: 512, bias: false, initializer },
      { kind: 'reshape', height: 4, width: 4, channels: 32 },
      norm,
      { kind: 'relu' },
      {
        kind: 'convTranspose',
        filters: 32,
        kernel: 4,
        stride: 2,
        padding: 'same',
        bias: false,
        initializer,
      },
      norm,
      leaky,
      { kind: 'upsample' },
      conv(3, 3, 1, true),
      { kind: 'tanh' },
    ],
  },
  discriminator: {
    input: [CHECK_SIZE, CHECK_SIZE, 3],
    layers: [
      conv(32, 4, 2, true),
      leaky,
      { kind: 'dropout', rate: 0.3 },
      conv(32, 3, 1, false),
      { kind: 'averagePool' },
      norm,
      leaky,
      conv(32, 3, 2, true),
      leaky,
      { kind: 'flatten' },
      { kind: 'dense', units: 1, bias: true, initializer },
      { kind: 'sigmoid' },
    ],
  },
  step: {
    adam: { beta1: 0.5, beta2: 0.999, epsilon: 1e-7 },
    batching: 'last-dropped',
    program: alternating({
      fakes: 'training',
      generatorLatents: 'fresh',
      frozenStatistics: 'stay',
      weight: 1,
    }),
    loss: 'cross-entropy',
    realLabel: 1,
    discriminatorLoss: 'sum',
  },
};

const PLAN = {
  gan: CHECK_GAN,
  seed: 1,
  batchSize: CHECK_BATCH,
  orderSteps: 1,
  mirror: false,
  generatorLearningRate: 2e-4,
  discriminatorLearningRate: 2e-4,
};

const NUMBERS = CHECK_BATCH * CHECK_SIZE * CHECK_SIZE * 3;
/** Of no random stream that training uses. */
const CHECK_STREAM = 99;

/** Made anew each time: a model may hand the buffer of its batch over. */
const batch = (): Batch => ({
  kind: 'pixels',
  count: CHECK_BATCH,
  pixels: uniform(1, CHECK_STREAM, 0, NUMBERS, -1, 1).slice(),
});

async function trainTo(model: TrainingModel, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) await model.trainSteps([batch()], step);
}

/** Weights, and both moments of Adam, which are the gradients in all their sizes. */
function refuseDifference(found: ModelState, expected: ModelState): void {
  for (const [group, tensors] of Object.entries(expected.tensors)) {
    for (const [index, { name, values }] of tensors.entries()) {
      const difference = relative(found.tensors[group]?.[index]?.values, values);
      if (difference <= TOLERANCE) continue;
      throw new StudioError('engine-disagrees', { group, name, difference });
    }
  }
}

/** Size of the difference over the size of what was expected; NaN in one of them never passes. */
function relative(found: Float32Array | undefined, expected: Float32Array): number {
  if (found?.length !== expected.length) return Infinity;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += (found[i]! - expected[i]!) ** 2;
    size += expected[i]! ** 2;
  }
  const ratio = Math.sqrt(difference) / Math.sqrt(size);
  return Number.isNaN(ratio) ? (difference === 0 ? 0 : Infinity) : ratio;
}
