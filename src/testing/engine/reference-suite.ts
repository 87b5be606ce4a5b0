import { describe, expect, it } from 'vitest';
import { PRESET_IDS, type PresetId } from '../../contract/hyperparameters';
import type { NetSpec } from '../../contract/net-spec';
import { uniform } from '../../contract/random';
import type { WeightTensor } from '../../contract/records';
import type { ModelPlan, ModelState, TrainingModel } from '../../engine/model';
import { GanModel } from '../../engine/tfjs/gan-model';
import type { NetName } from '../../contract/step-program';
import { NET_NAMES } from '../../nets/model-state';
import { buildGan } from '../../nets/presets';
import { updatesOf } from '../../nets/step-phases';
import {
  REAL_STREAM,
  augmentedFixtures,
  lossFixtures,
  pairsFixture,
  presetFixtures,
  type StepFixture,
  type TensorCheck,
  type TensorChecks,
} from '../fixtures';
import { trainStep } from './train-step';

/** Relative, in the norm of a tensor. */
const TOLERANCE = 1e-4;
/** Gradients smaller than this part of the net's largest are rounding: a bias before batch norm. */
const ROUNDING = 1e-5;

/** Relative, of how far a tensor's weights went in a step: in float32, a weight of 1 moves by whole
 *  parts of a learning rate of 1e-6. */
const MOVE_TOLERANCE = 0.05;

/** A model under test. */
export interface Watched {
  readonly model: TrainingModel;
  /** Those that the updates of the last step were made with, of all trained weights of each net. */
  readonly gradients: (state: ModelState) => Promise<Record<NetName, readonly WeightTensor[]>>;
}

/** TensorFlow.js tells gradients just before each update. @param open selects the engine. */
export const watchedTfjs =
  (open: () => Promise<unknown>) =>
  async (plan: ModelPlan): Promise<Watched> => {
    await open();
    const { beta1 } = plan.gan.step.adam;
    let notified: Record<NetName, Promise<WeightTensor[]>[]> = { generator: [], discriminator: [] };
    const model = new GanModel({
      ...plan,
      watch: (net, vectors, weights) => {
        notified[net].push(weights.trainable.read(vectors));
      },
    });
    const gradients = async () => {
      const { generator, discriminator } = notified;
      notified = { generator: [], discriminator: [] };
      return {
        generator: joined(await Promise.all(generator), beta1),
        discriminator: joined(await Promise.all(discriminator), beta1),
      };
    };
    return { model, gradients };
  };

/** What the updates of a step leave in Adam's first moment, over 1 - beta1. */
const joined = (
  updates: readonly (readonly WeightTensor[])[],
  beta1: number,
): readonly WeightTensor[] =>
  updates.reduce((older, newer) =>
    newer.map((tensor, index) => ({
      ...tensor,
      values: tensor.values.map((value, i) => beta1 * older[index]!.values[i]! + value),
    })),
  );

/**
 * [TRN1] The first three steps of every preset against PyTorch.
 * @param recipes whether those with augmentation, with other losses and of pairs are tried as well.
 */
export function referenceSuite(
  make: (plan: ModelPlan) => Promise<Watched>,
  presets: readonly PresetId[] = PRESET_IDS,
  recipes = true,
): void {
  const all = [
    ...presets.map((preset) => [preset, presetFixtures[preset]] as const),
    ...(recipes
      ? [
          ...Object.entries(augmentedFixtures),
          ...Object.entries(lossFixtures),
          ['pairs and penalties', pairsFixture] as const,
        ]
      : []),
  ];
  describe('the first three steps against PyTorch', () => {
    it.each(all)(
      '[TRN1] [TRN14] [TRN15] losses, gradients and statistics of %s',
      async (_, fixture) => {
        const { settings, steps } = fixture;
        const { batchSize, seed } = settings;
        const gan = buildGan(settings);
        const plan = { ...settings, gan, orderSteps: steps.length, mirror: false };
        const { model, gradients } = await make(plan);
        const pixels = gan.discriminator.input.reduce((product, edge) => product * edge, batchSize);
        const wrong: string[] = [];
        let before = await model.exportState();
        for (const [t, expected] of steps.entries()) {
          const batch = uniform(seed, REAL_STREAM, t, pixels, -1, 1).slice();
          const metrics = await trainStep(
            model,
            { kind: 'pixels', count: batchSize, pixels: batch },
            t,
          );
          for (const metric of [
            'discriminatorLoss',
            'generatorLoss',
            'realScore',
            'fakeScore',
          ] as const) {
            const distance =
              Math.abs(metrics[metric] - expected[metric]) / Math.abs(expected[metric]);
            if (!(distance <= TOLERANCE)) wrong.push(`step ${t} ${metric}: ${distance}`);
          }
          const state = await model.exportState();
          const notified = await gradients(state);
          for (const side of NET_NAMES) {
            const found = notified[side];
            const moving = state.tensors[`${side}.statistics`] ?? [];
            const rate = settings[`${side}LearningRate`];
            // Moving means are of the last pass, before the step's last update.
            const updates = updatesOf(gan.step.program, side) * (t + 1) - 1;
            const walked = biasWalk(gan[side], updates * rate);
            wrong.push(
              ...differences(`step ${t} ${side} gradient`, found, expected[`${side}Gradients`]),
              ...differences(`step ${t} ${side}`, moving, expected.runningStatistics[side], walked),
              ...strangeMoves(`step ${t} ${side}`, side, before, state, rate, expected),
            );
          }
          before = state;
        }
        model.dispose();
        expect(wrong).toEqual([]);
      },
    );
  });
}

/**
 * How far a running mean may be off: a bias before batch norm has a gradient of rounding alone, of
 * which Adam makes steps as long as any other, and the mean, though nothing after it, shows them.
 */
function biasWalk(net: NetSpec, distance: number): (name: string) => number {
  return (name) => {
    const [layer, role] = name.split('/');
    const before = net.layers.slice(0, Number(layer)).findLast((other) => 'bias' in other);
    return role === 'movingMean' && before?.bias ? distance : 0;
  };
}

/** What lies further from the reference than the tolerance, each with its distance. */
function differences(
  where: string,
  found: readonly WeightTensor[],
  expected: TensorChecks,
  slack: (name: string) => number = () => 0,
): string[] {
  expect(found.map(({ name }) => name)).toEqual(Object.keys(expected));
  const largest = Math.max(0, ...Object.values(expected).map(({ norm }) => norm));
  return found.flatMap(({ name, values }) => {
    const check = expected[name]!;
    if (check.norm < ROUNDING * largest) {
      const left = norm(values);
      return left < ROUNDING * largest ? [] : [`${where} ${name}: norm ${left}, not zero`];
    }
    const distance = distanceFrom(check, values);
    const allowed = TOLERANCE + (slack(name) * Math.sqrt(values.length)) / check.norm;
    return distance <= allowed ? [] : [`${where} ${name}: ${distance}`];
  });
}

/** Weights that went further or less far than they should: by Adam's form, its counter and its rate. */
function strangeMoves(
  where: string,
  side: NetName,
  before: ModelState,
  after: ModelState,
  rate: number,
  expected: StepFixture,
): string[] {
  const checks = expected[`${side}Gradients`];
  const largest = Math.max(...Object.values(checks).map((check) => check.norm));
  const group = `${side}.weights`;
  return after.tensors[group]!.flatMap(({ name, values }, index) => {
    const wanted = expected.moves[side][name]!;
    if (checks[name]!.norm < ROUNDING * largest) return [];
    const last = before.tensors[group]![index]!.values;
    const move = norm(values.map((value, i) => value - last[i]!)) / Math.sqrt(values.length) / rate;
    if (Math.abs(move - wanted) <= MOVE_TOLERANCE * wanted) return [];
    return [`${where} ${name} moved ${move} rates, not ${wanted}`];
  });
}

/** The larger of the norms' and of the sampled elements' relative distance. */
function distanceFrom(check: TensorCheck, values: Float32Array): number {
  const inNorm = Math.abs(norm(values) - check.norm) / check.norm;
  const squares = check.indices.map((index, i) => (values[index]! - check.values[i]!) ** 2);
  const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  const root = check.norm / Math.sqrt(values.length);
  return Math.max(inNorm, Math.sqrt(mean) / root);
}

const norm = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
