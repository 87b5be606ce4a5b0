import { StudioError } from '../../contract/errors';
import { uniform } from '../../contract/random';
import type { ModelState, NetState, WeightTensor } from '../../contract/records';
import type { OpenedEngine } from '../engine';
import type { Batch, TrainingModel } from '../model';
import { CHECK_BATCH, CHECK_GAN, CHECK_SIZE } from './check-gan';
import { passingTuningCache } from './tuning-cache';

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
  await reference.activate?.();
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
  for (const [net, state] of Object.entries(expected) as [keyof ModelState, NetState][]) {
    const tensors = tensorsOf(found[net]);
    for (const [index, [kind, tensor]] of tensorsOf(state).entries()) {
      const difference = relative(tensors[index]?.[1].values, tensor.values);
      if (difference <= TOLERANCE) continue;
      throw new StudioError(
        'engine-failed',
        `it does not agree with TensorFlow.js: the ${kind} ${tensor.name} of the ${net} differs ` +
          `by ${difference.toExponential(1)} of its size.`,
      );
    }
  }
}

const tensorsOf = ({ weights, adam }: NetState): [string, WeightTensor][] => [
  ...weights.map((tensor): [string, WeightTensor] => ['weight', tensor]),
  ...adam.first.map((tensor): [string, WeightTensor] => ['first moment of', tensor]),
  ...adam.second.map((tensor): [string, WeightTensor] => ['second moment of', tensor]),
];

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
