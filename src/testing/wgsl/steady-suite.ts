import { describe, expect, it } from 'vitest';
import { stepsOfPass } from '../../contract/epochs';
import { Batches, passesOver } from '../../engine/batches';
import type { Batch } from '../../engine/model';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';
import { WgslModel } from '../../engine/wgsl/model';
import { augmented } from '../../nets/augmentation';
import { alternating, averaging } from '../../nets/step-programs';
import { FULL_STRENGTH, PLAIN, RECIPES } from '../engine/tiny-gan';
import { smallSet } from '../engine/small-set';
import { everyLayerPlan } from './cases';
import { spiedGpu } from './spied';

/** What takes memory, compiles, or brings something to the GPU. */
const COSTLY = /^create(?!CommandEncoder)|^writeBuffer|^importExternalTexture|^pushErrorScope/;
const BATCH = 8;
const GROUP = 2;

const ATELIER = { program: averaging(augmented(alternating(PLAIN), FULL_STRENGTH), 1, 3) };

/** [FAST5] What a step does not do once all is warm. */
export function steadySuite(open: () => Promise<GpuContext>): void {
  describe('once warm', () => {
    it.each([
      ['in one', 1, {}],
      ['in three slices', 3, {}],
      ['with an average', 1, RECIPES['averaged']],
      ['augmented, with an average, as Atelier is', 1, ATELIER],
    ])('[FAST5] a step makes and uploads nothing: %s', async (_, slices, recipe) => {
      const { gpu, calls } = spiedGpu(await open());
      const set = await smallSet({ imageSize: 8, channels: 3 });
      const { gan } = everyLayerPlan(recipe);
      const { batching } = gan.step;
      const orderSteps = stepsOfPass(passesOver(set.count, batching, BATCH));
      const plan = { ...everyLayerPlan(recipe), batchSize: BATCH, orderSteps, mirror: true };
      const model = await WgslModel.create(gpu, { ...plan, slices });
      const batches = new Batches(set, batching, { batchSize: BATCH, mirror: true, seed: 3 });
      batches.heldByModel = await model.holdPictures(set);
      expect(batches.heldByModel).toBe('order');
      expect(orderSteps).toBe(4);
      let step = 0;
      /** Two submits under way at once, as the session has them. */
      const train = async (submits: number): Promise<void> => {
        let before: Promise<unknown> = Promise.resolve();
        for (let i = 0; i < submits; i++) {
          const some: Batch[] = [];
          for (let j = 0; j < GROUP; j++) some.push(await batches.at(step + j));
          const now = model.trainSteps(some, step);
          step += GROUP;
          await before;
          before = now;
        }
        await before;
      };
      await train(4);
      // What painting takes is taken by now.
      await model.painter.paint(new Float32Array(5));
      const [bytes, before] = [model.usage(), new Map(calls)];
      await train(10);
      const during = [...calls]
        .map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const)
        .filter(([name, count]) => count > 0 && COSTLY.test(name));
      // Each epoch's order, and nothing else: 20 steps are five epochs.
      expect(Object.fromEntries(during)).toEqual({ writeBuffer: 5 });
      expect(calls.get('submit')! - before.get('submit')!).toBe(10);
      expect(model.usage()).toEqual(bytes);
      // The count is one that sees them.
      expect(before.get('createBuffer')).toBeGreaterThan(10);
      expect(before.get('createBindGroup')).toBeGreaterThan(10);
      model.dispose();
    });

    it('[FAST5] rates are written when they change, and at no other time', async () => {
      const { gpu, calls } = spiedGpu(await open());
      const plan = everyLayerPlan();
      const model = await WgslModel.create(gpu, plan);
      const before = calls.get('writeBuffer')!;
      model.setLearningRates(1e-4, 1e-5);
      expect(calls.get('writeBuffer')! - before).toBe(1);
      model.dispose();
    });

    it('all buffers are given back', async () => {
      const gpu = await open();
      const made: GPUBuffer[] = [];
      const destroyed = new Set<GPUBuffer>();
      const { gpu: spied } = spiedGpu(gpu, {}, (name, result) => {
        if (name !== 'createBuffer') return;
        const buffer = result as GPUBuffer;
        made.push(buffer);
        const destroy = buffer.destroy.bind(buffer);
        buffer.destroy = () => {
          destroyed.add(buffer);
          return destroy();
        };
      });
      const set = await smallSet({ imageSize: 8, channels: 3 });
      const model = await WgslModel.create(spied, everyLayerPlan(RECIPES['averaged']));
      await model.holdPictures(set);
      const z = new Float32Array(4 * 5).fill(0.5);
      await model.painter.paint(z);
      await model.exportState();
      await model.generatorTensors();
      model.dispose();
      expect(made.length).toBeGreaterThan(20);
      expect(made.filter((buffer) => !destroyed.has(buffer)).map(({ label }) => label)).toEqual([]);
    });
  });
}
