import { describe, expect, it } from 'vitest';
import type { ModelState, StepMetrics } from '../../engine/model';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';
import { WgslModel } from '../../engine/wgsl/model';
import { SIDES, batchOf, everyLayerPlan, presetPlan, type Side } from './cases';
import { trainStep } from '../engine/train-step';

type Kind = 'weights' | 'first' | 'second';

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

    const tensors = (state: ModelState, side: Side, kind: Kind) =>
      kind === 'weights' ? state[side].weights : state[side].adam[kind];

    it('[SAVE11] sound ones are found sound', async () => {
      expect(await looks(() => undefined)).toEqual(['sound', 'sound']);
    });

    it.each(SIDES.flatMap((side) => [NaN, Infinity, -1e30].map((bad) => ({ side, bad }))))(
      '[SAVE11] $bad in any one tensor of the $side is seen within two steps',
      async ({ side, bad }) => {
        const unseen: string[] = [];
        const model = await WgslModel.create(await open(), plan);
        await trainStep(model, batchOf(plan, 0), 0);
        const sound = await model.exportState();
        const kinds: Kind[] = ['weights', 'first', 'second'];
        for (const kind of kinds) {
          for (const [index, { name, values }] of tensors(sound, side, kind).entries()) {
            // A bias before batch norm has no gradient here, and its moments are never read.
            if (kind !== 'weights' && name === '6/bias') continue;
            // Huge moments are no bad numbers as yet; a negative second one is none that can be.
            if (kind !== 'weights' && Number.isFinite(bad)) continue;
            // Adam divides by the root: an infinite second moment stops its weight, and no more.
            if (kind === 'second' && bad === Infinity) continue;
            const state = structuredClone(sound);
            // The last number of a tensor, which lies beside the padding.
            tensors(state, side, kind)[index]!.values[values.length - 1] = bad;
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

    it.each(SIDES)('[SAVE11] a %s of zeros is seen at once', async (side) => {
      const emptied = (state: ModelState): void => {
        for (const { name, values } of state[side].weights) {
          if (!name.includes('moving')) values.fill(0);
        }
        for (const kind of ['first', 'second'] as const) {
          for (const { values } of state[side].adam[kind]) values.fill(0);
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
