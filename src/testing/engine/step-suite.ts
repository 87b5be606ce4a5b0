import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { StepSpec } from '../../contract/net-spec';
import { normal } from '../../contract/random';
import type { WeightTensor } from '../../contract/records';
import type { NetName } from '../../contract/step-program';
import { GanModel } from '../../engine/tfjs/gan-model';
import type { Batch, ModelState, StepMetrics } from '../../engine/model';
import { augmented } from '../../nets/augmentation';
import { CERTAIN } from '../../nets/augmentation-chance';
import { alternating } from '../../nets/step-programs';
import { FULL_STRENGTH, PLAIN, RECIPES, everyLayerGan } from './tiny-gan';
import { trainStep } from './train-step';

const BATCH = 3;
const batch = (step: number): Batch => ({
  kind: 'pixels',
  count: BATCH,
  pixels: normal(5, 94, step, BATCH * 8 * 8 * 3, 0.5).slice(),
});

function makeModel(step: Partial<StepSpec>, watch?: (net: NetName) => void): GanModel {
  return new GanModel({
    gan: everyLayerGan(step),
    seed: 3,
    generatorLearningRate: 1e-3,
    discriminatorLearningRate: 1e-3,
    ...(watch ? { watch } : {}),
  });
}

async function train(model: GanModel, from: number, to: number): Promise<StepMetrics[]> {
  const all: StepMetrics[] = [];
  for (let step = from; step < to; step++) {
    all.push(await trainStep(model, batch(step), step));
  }
  return all;
}

/** Invariants of a training step, on the selected engine. */
export function stepSuite(open: () => Promise<void>): void {
  describe('training steps', () => {
    it.each([
      ['plain', {}],
      ['averaged', RECIPES['averaged']!],
    ])('[TRN2] ten steps leak no tensor: %s', async (_, recipe) => {
      await open();
      const before = tf.memory().numTensors;
      const model = makeModel(recipe);
      await train(model, 0, 2);
      await model.painter.paint(normal(1, 95, 0, 4 * 5));
      const settled = tf.memory().numTensors;
      await train(model, 2, 12);
      await model.painter.paint(normal(1, 95, 0, 4 * 5));
      expect(tf.memory().numTensors).toBe(settled);
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    it.each(Object.entries(RECIPES))(
      '[TRN3] each update moves all of its own trained weights and none of the other net: %s',
      async (_, recipe) => {
        await open();
        // Weights as they are just before each update of one step, and after the last.
        const reads: Promise<Record<NetName, WeightTensor[]>>[] = [];
        const updated: NetName[] = [];
        const trained = async (): Promise<Record<NetName, WeightTensor[]>> => {
          const [g, d] = [model.generator, model.discriminator].map(({ parameters }) =>
            parameters.trainable.read(),
          );
          return { generator: await g!, discriminator: await d! };
        };
        const model = makeModel(recipe, (net) => {
          updated.push(net);
          reads.push(trained());
        });
        await train(model, 0, 1);
        reads.push(trained());
        const states = await Promise.all(reads);
        const { program } = everyLayerGan(recipe).step;
        expect(updated).toEqual(program.flatMap((one) => (one.do === 'update' ? [one.net] : [])));
        for (const [index, net] of updated.entries()) {
          const [before, after] = [states[index]!, states[index + 1]!];
          const other = net === 'generator' ? 'discriminator' : 'generator';
          expect(unmoved(before[net], after[net])).toEqual([]);
          expect(after[other]).toEqual(before[other]);
        }
        model.dispose();
      },
    );

    it('[TRN3] running statistics of the frozen discriminator follow only where the recipe says so', async () => {
      await open();
      const states = await Promise.all(
        (['follow', 'stay'] as const).map(async (frozenStatistics) => {
          const model = makeModel({ program: alternating({ ...PLAIN, frozenStatistics }) });
          await train(model, 0, 1);
          const state = await model.exportState();
          model.dispose();
          return state;
        }),
      );
      const [moved, still] = states.map(({ tensors }) => tensors);
      expect(moved!['discriminator.weights']).toEqual(still!['discriminator.weights']);
      expect(moved!['discriminator.statistics']).not.toEqual(still!['discriminator.statistics']);
    });

    it('[RND2] two runs of one seed are equal, bit for bit', async () => {
      await open();
      const results: [StepMetrics[], ModelState][] = [];
      for (let run = 0; run < 2; run++) {
        const model = makeModel({});
        const metrics = await train(model, 0, 3);
        results.push([metrics, await model.exportState()]);
        model.dispose();
      }
      expect(results[1]).toEqual(results[0]);
    });

    it('[RND2] a run goes on from its exported state as if it had not stopped', async () => {
      await open();
      const whole = makeModel({});
      const first = await train(whole, 0, 2);
      const state = await whole.exportState();
      const rest = await train(whole, 2, 4);
      const resumed = makeModel({});
      resumed.importState(state);
      expect(await train(resumed, 2, 4)).toEqual(rest);
      expect(await resumed.exportState()).toEqual(await whole.exportState());
      expect(rest).not.toEqual(first);
      whole.dispose();
      resumed.dispose();
    });

    it('[TRN16] goes on with the chance of augmentation it had, however steps are asked for', async () => {
      await open();
      const adaptive = { program: augmented(alternating(PLAIN), FULL_STRENGTH, 'adaptive') };
      const begun = async (change: Partial<ModelState['counters']> = {}): Promise<GanModel> => {
        const model = makeModel(adaptive);
        const state = await model.exportState();
        const counters = { ...state.counters, 'augmentation.chance': CERTAIN / 2, ...change };
        model.importState({ ...state, counters });
        return model;
      };
      const whole = await begun();
      const first = await train(whole, 0, 3);
      const middle = await whole.exportState();
      expect(middle.counters['augmentation.seen']).toBe(3 * BATCH);
      const rest = await train(whole, 3, 6);
      const end = await whole.exportState();
      expect(end.counters['augmentation.seen']).toBe(2 * BATCH);
      expect(end.counters['augmentation.chance']).not.toBe(CERTAIN / 2);

      const resumed = makeModel(adaptive);
      resumed.importState(middle);
      expect(await train(resumed, 3, 6)).toEqual(rest);
      expect(await resumed.exportState()).toEqual(end);

      const hasty = await begun();
      const steps = [0, 1, 2].map((step) => trainStep(hasty, batch(step), step));
      const saving = hasty.exportState();
      steps.push(...[3, 4, 5].map((step) => trainStep(hasty, batch(step), step)));
      expect(await Promise.all(steps)).toEqual([...first, ...rest]);
      expect(await saving).toEqual(middle);
      expect(await hasty.exportState()).toEqual(end);

      const never = await begun({ 'augmentation.chance': 0 });
      expect(await train(never, 0, 3)).not.toEqual(first);
      for (const model of [whole, resumed, hasty, never]) model.dispose();
    });

    it('[TRN20] augments by the chance that it is told, from the next step on', async () => {
      await open();
      const told = (chance: 'told' | 'certain') => ({
        program: augmented(alternating(PLAIN), FULL_STRENGTH, chance),
      });
      const model = makeModel(told('told'));
      const never = await train(model, 0, 1);
      const plain = makeModel({});
      expect(never).toEqual(await train(plain, 0, 1));
      const before = await model.exportState();
      model.setAugmentationChance(CERTAIN);
      const state = await model.exportState();
      expect([before, state].map(({ counters }) => counters['augmentation.chance'])).toEqual([
        0,
        CERTAIN,
      ]);
      const rest = await train(model, 1, 3);
      const certain = makeModel(told('certain'));
      certain.importState(before);
      expect(await train(certain, 1, 3)).toEqual(rest);
      // It is part of the state, and nothing else moves it.
      const resumed = makeModel(told('told'));
      resumed.importState(state);
      expect(await train(resumed, 1, 3)).toEqual(rest);
      expect((await resumed.exportState()).counters).toMatchObject({
        'augmentation.chance': CERTAIN,
        'augmentation.seen': 0,
      });
      for (const one of [model, plain, certain, resumed]) one.dispose();
    });

    it('[TRN6] learning rates take effect from the next step', async () => {
      await open();
      const model = makeModel({});
      model.setLearningRates(0, 1e-3);
      const { weights: before } = await model.generatorTensors();
      await train(model, 0, 1);
      const { weights: still } = await model.generatorTensors();
      expect(still.filter(isTrained)).toEqual(before.filter(isTrained));
      model.setLearningRates(1e-3, 1e-3);
      await train(model, 1, 2);
      expect(unmoved(still, (await model.generatorTensors()).weights)).toEqual([]);
      model.dispose();
    });
  });
}

const isTrained = ({ name }: WeightTensor): boolean => !name.includes('moving');

/**
 * Names of trained weights that equal their former values, in whole or in part. A bias before batch
 * norm has no gradient but rounding, so it may stand still.
 */
function unmoved(before: readonly WeightTensor[], after: readonly WeightTensor[]): string[] {
  const later = new Map(after.map((weight) => [weight.name, weight.values]));
  return before
    .filter(isTrained)
    .filter(({ name }) => name !== '6/bias')
    .filter(({ name, values }) => {
      const same = values.filter((value, i) => value === later.get(name)![i]).length;
      return same > 0;
    })
    .map(({ name }) => name);
}
