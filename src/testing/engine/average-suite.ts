import { describe, expect, it } from 'vitest';
import { Stream, normal } from '../../contract/random';
import type { WeightTensor } from '../../contract/records';
import type { ModelPlan, TrainingModel } from '../../engine/model';
import { averageOf, averageShare, statisticsPasses } from '../../nets/average';
import { elements, inferShapes } from '../../nets/shapes';
import { referenceForward } from '../reference-net';
import { referenceStep } from '../reference-training';
import { batchOf, distance, everyLayerPlan } from '../wgsl/cases';
import { painted } from './painted';
import { RECIPES } from './tiny-gan';
import { trainStep } from './train-step';

const STEPS = 12;
/** In the norm of a tensor; float32 against float64. */
const TOLERANCE = 1e-5;

/** Learns so fast that the average and the weights are far apart. */
const PLAN: ModelPlan = {
  ...everyLayerPlan({ ...RECIPES['averaged'] }),
  generatorLearningRate: 1e-2,
  discriminatorLearningRate: 1e-2,
};
const SPEC = PLAN.gan.generator;
const AVERAGE = averageOf(PLAN.gan.step.program)!;
const Z = normal(5, 97, 0, 6 * SPEC.input[0]!);

const isRunning = ({ name }: WeightTensor): boolean => name.includes('/moving');

/** Of batch norms, what each pass in training mode sees, in the mean of all passes, in double
 *  precision; by the names of weights. */
function referenceStatistics(weights: readonly WeightTensor[]): Map<string, Float64Array> {
  const { batch } = AVERAGE;
  const named = new Map(weights.map(({ name, values }) => [name, values]));
  const shapes = inferShapes(SPEC);
  const nothing = new Float64Array(batch * elements(shapes.at(-1)!));
  const sums = new Map<string, Float64Array>();
  const passes = statisticsPasses(batch);
  for (let pass = 0; pass < passes; pass++) {
    const z = normal(PLAN.seed, Stream.AverageStatistics, pass, batch * SPEC.input[0]!);
    const { statistics } = referenceStep(SPEC, named, batch, z, nothing, () => []);
    for (const [index, { mean, variance }] of statistics) {
      const layer = SPEC.layers[index]!;
      const rows = (batch * elements(shapes[index]!)) / mean.length;
      const unbiased = layer.kind === 'batchNorm' && layer.unbiasedVariance;
      const factor = unbiased ? rows / (rows - 1) : 1;
      const add = (role: string, values: Float64Array, by: number): void => {
        const name = `${index}/${role}`;
        const sum = sums.get(name) ?? new Float64Array(values.length);
        sums.set(
          name,
          sum.map((one, i) => one + (by * values[i]!) / passes),
        );
      };
      add('movingMean', mean, 1);
      add('movingVariance', variance, factor);
    }
  }
  return sums;
}

/** Pictures 0..255 of a generator in double precision, by running statistics. */
const referencePictures = (weights: readonly WeightTensor[]): Float64Array =>
  referenceForward(SPEC, weights, {
    shape: [6, SPEC.input[0]!],
    values: Float64Array.from(Z),
  }).values.map((value) => Math.min(255, Math.max(0, (value + 1) * 127.5)));

const furthest = (found: ArrayLike<number>, expected: ArrayLike<number>): number =>
  Array.from(found).reduce((worst, value, i) => Math.max(worst, Math.abs(value - expected[i]!)), 0);

/**
 * The average of the generator's weights, on one engine.
 * @param open opens it, once a test; what it gives makes models there.
 */
export function averageSuite(
  open: () => Promise<(plan: ModelPlan) => TrainingModel | Promise<TrainingModel>>,
): void {
  describe('the average of the generator', () => {
    async function withTrained(
      use: (
        model: TrainingModel,
        average: readonly Float64Array[],
        create: Awaited<ReturnType<typeof open>>,
      ) => Promise<void>,
    ): Promise<void> {
      const create = await open();
      const model = await create(PLAN);
      try {
        const state = await model.exportState();
        // It begins as the weights do.
        expect(state.tensors['generator.average']).toEqual(state.tensors['generator.weights']);
        const average = state.tensors['generator.weights']!.map(({ values }) =>
          Float64Array.from(values),
        );
        for (let step = 0; step < STEPS; step++) {
          await trainStep(model, batchOf(PLAN, step), step);
          const { tensors } = await model.exportState();
          const share = averageShare(AVERAGE, step);
          average.forEach((numbers, index) => {
            const now = tensors['generator.weights']![index]!.values;
            for (let i = 0; i < numbers.length; i++) numbers[i]! += share * (now[i]! - numbers[i]!);
          });
        }
        await use(model, average, create);
      } finally {
        model.dispose();
      }
    }

    it('[AVG2] [AVG4] is what the rule makes in double precision, with statistics of its own', async () => {
      await withTrained(async (model, average) => {
        const { tensors } = await model.exportState();
        const found = tensors['generator.average']!;
        const now = tensors['generator.weights']!;
        expect(found.map(({ name }) => name)).toEqual(now.map(({ name }) => name));
        const off = found.map(({ values }, i) => distance(values, average[i]!));
        expect(Math.max(...off)).toBeLessThan(TOLERANCE);
        const moved = now.map(({ values }, i) => distance(values, average[i]!));
        // A bias before batch norm has no gradient, and stays.
        const far = moved.filter((by) => by > 10 * TOLERANCE);
        expect(far.length).toBeGreaterThanOrEqual(moved.length - 1);
        expect(Math.max(...moved)).toBeGreaterThan(1000 * TOLERANCE);

        const { weights, averaged } = await model.generatorTensors();
        expect(averaged!.map(({ name, shape }) => [name, shape])).toEqual(
          weights.map(({ name, shape }) => [name, shape]),
        );
        const trained = averaged!.filter((weight) => !isRunning(weight));
        const apart = trained.map(({ values }, i) => distance(values, average[i]!));
        expect(Math.max(...apart)).toBeLessThan(TOLERANCE);
        const expected = referenceStatistics(averaged!);
        const running = averaged!.filter(isRunning);
        expect(running.map(({ name }) => name)).toEqual([...expected.keys()]);
        for (const { name, values } of running)
          expect(distance(values, expected.get(name)!), name).toBeLessThan(1e-4);

        // The statistics of the weights would give other pictures.
        const copied = averaged!.map((weight, i) => (isRunning(weight) ? weights[i]! : weight));
        const { pixels, scores } = await painted(model.painter, Z);
        expect(scores).not.toBeNull();
        // A value between two bytes may fall on either.
        expect(furthest(pixels, referencePictures(averaged!))).toBeLessThan(1);
        expect(furthest(pixels, referencePictures(copied))).toBeGreaterThan(16);
        expect(furthest(pixels, referencePictures(weights))).toBeGreaterThan(16);
      });
    });

    it('[AVG3] [SAVE5] a run goes on with it from a saved state, to the bit', async () => {
      await withTrained(async (model, _, create) => {
        const outcome = async (of: TrainingModel) => {
          for (let step = STEPS; step < STEPS + 3; step++)
            await trainStep(of, batchOf(PLAN, step), step);
          const [state, kept] = [await of.exportState(), await of.generatorTensors()];
          return { state, kept, pixels: (await painted(of.painter, Z)).pixels };
        };
        const state = await model.exportState();
        const other = await create(PLAN);
        try {
          other.importState(state);
          // Pictures before the next step are those of the state too.
          expect(await other.generatorTensors()).toEqual(await model.generatorTensors());
          expect(await outcome(other)).toEqual(await outcome(model));
          expect(await other.exportState()).not.toEqual(state);
        } finally {
          other.dispose();
        }
      });
    });

    it('[AVG3] a state without it is refused, and none is there where none is made', async () => {
      const create = await open();
      const plain = await create(everyLayerPlan());
      const model = await create(PLAN);
      try {
        const state = await plain.exportState();
        expect(state.tensors['generator.average']).toBeUndefined();
        expect(Object.keys(await plain.generatorTensors())).toEqual(['weights']);
        expect(() => model.importState(state)).toThrow(
          expect.objectContaining({ kind: 'model-missing' }) as Error,
        );
      } finally {
        plain.dispose();
        model.dispose();
      }
    });
  });
}
