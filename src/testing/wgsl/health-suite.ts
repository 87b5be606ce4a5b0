import { describe, expect, it } from 'vitest';
import type { ModelState, StepMetrics } from '../../engine/model';
import { NET_NAMES, tensorGroups } from '../../nets/model-state';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';
import { WgslModel } from '../../engine/wgsl/model';
import { batchOf, everyLayerPlan, presetPlan } from './cases';
import { trainStep } from '../engine/train-step';

/** [SAVE11] What the look at the weights finds, of which every submit has one. */
export function compiledHealthSuite(open: () => Promise<GpuContext>): void {
  describe('numbers that are not finite', () => {
    const plan = everyLayerPlan();

    /** The look of each of some steps, from a state that was tampered with. */
    async function looks(
      tamper: (state: ModelState) => void,
      prepare: (model: WgslModel) => void = () => undefined,
    ): Promise<StepMetrics['weights'][]> {
      const model = await WgslModel.create(await open(), plan);
      await trainStep(model, batchOf(plan, 0), 0);
      const state = await model.exportState();
      tamper(state);
      model.importState(state);
      prepare(model);
      const found: StepMetrics['weights'][] = [];
      for (let step = 1; step < 3; step++) {
        found.push((await trainStep(model, batchOf(plan, step), step)).weights);
      }
      model.dispose();
      return found;
    }

    it('[SAVE11] sound ones are found sound', async () => {
      expect(await looks(() => undefined)).toEqual(['sound', 'sound']);
    });

    it.each(NET_NAMES.flatMap((net) => [NaN, Infinity, -1e30].map((bad) => ({ net, bad }))))(
      '[SAVE11] $bad in any one tensor of the $net is seen within two steps',
      async ({ net, bad }) => {
        const unseen: string[] = [];
        const model = await WgslModel.create(await open(), plan);
        await trainStep(model, batchOf(plan, 0), 0);
        const sound = await model.exportState();
        const ofNet = tensorGroups(plan.gan).filter((group) => group.net === net);
        for (const { name: group, kind } of ofNet) {
          const moment = kind === 'adam.first' || kind === 'adam.second';
          for (const [index, { name, values }] of sound.tensors[group]!.entries()) {
            // A bias before batch norm has no gradient here, and its moments are never read.
            if (moment && name === '6/bias') continue;
            // Huge moments are no bad numbers as yet; a negative second one is none that can be.
            if (moment && Number.isFinite(bad)) continue;
            // Adam divides by the root: an infinite second moment stops its weight, and no more.
            if (kind === 'adam.second' && bad === Infinity) continue;
            const state = structuredClone(sound);
            // The last number of a tensor, which lies beside the padding.
            state.tensors[group]![index]!.values[values.length - 1] = bad;
            model.importState(state);
            const found: string[] = [];
            for (let step = 1; step < 3; step++) {
              found.push((await trainStep(model, batchOf(plan, step), step)).weights);
            }
            if (!found.includes('bad')) unseen.push(`${kind} ${name}`);
          }
        }
        model.dispose();
        expect(unseen).toEqual([]);
      },
    );

    it.each(NET_NAMES)('[SAVE11] a %s of zeros is seen at once', async (net) => {
      const emptied = (state: ModelState): void => {
        for (const kind of ['weights', 'adam.first', 'adam.second']) {
          for (const { values } of state.tensors[`${net}.${kind}`]!) values.fill(0);
        }
      };
      // With rates of zero they stay as they are, as on a GPU that answers nothing else.
      const still = (model: WgslModel): void => model.setLearningRates(0, 0);
      expect(await looks(emptied, still)).toEqual(['zero', 'zero']);
    });

    it('[SAVE11] a step that makes bad numbers says so itself', async () => {
      const wild = presetPlan('atelier', { generatorLearningRate: 1e25 });
      const model = await WgslModel.create(await open(), wild);
      expect((await trainStep(model, batchOf(wild, 0), 0)).weights).toBe('bad');
      model.dispose();
    });

    it('[SAVE11] the look goes over all steps of a submit', async () => {
      const model = await WgslModel.create(await open(), plan);
      const batches = [0, 1, 2].map((step) => batchOf(plan, step));
      const looked = async (first: number): Promise<string[]> =>
        (await model.trainSteps(batches, first)).map(({ weights }) => weights);
      expect(await looked(0)).toEqual(['unseen', 'unseen', 'sound']);
      model.setLearningRates(1e25, 0);
      expect((await looked(3)).at(-1)).toBe('bad');
      model.dispose();
    });
  });
}
