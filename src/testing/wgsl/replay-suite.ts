import { describe, expect, it } from 'vitest';
import type { GanSpec } from '../../contract/net-spec';
import { stepsOfPass } from '../../contract/epochs';
import { Batches, passesOver } from '../../engine/batches';
import type { NetName } from '../../contract/step-program';
import type { Batch, ModelPlan, ModelState, StepMetrics } from '../../engine/model';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';
import { WgslModel, type WgslModelOptions } from '../../engine/wgsl/model';
import { smallSet, type SmallSet } from '../engine/small-set';
import { FULL_STRENGTH, PLAIN, TINY_STEP, everyLayerGan, smallestGan } from '../engine/tiny-gan';
import { augmented } from '../../nets/augmentation';
import { CERTAIN } from '../../nets/augmentation-chance';
import { alternating } from '../../nets/step-programs';
import { PLANS, batchOf, isPreset, everyLayerPlan, presetPlan } from './cases';
import { spiedGpu } from './spied';
import { trainStep } from '../engine/train-step';
import { smoke } from '../smoke';

const RATES = { generatorLearningRate: 1e-3, discriminatorLearningRate: 1e-3 };

/** [FAST3] What a run gives depends on its seed and pictures, and on nothing else, to the bit. */
export function replaySuite(open: () => Promise<GpuContext>, plans: typeof PLANS = PLANS): void {
  describe('replayed to the bit', () => {
    async function withModel<T>(
      options: WgslModelOptions,
      use: (model: WgslModel) => Promise<T>,
      gpu?: GpuContext,
    ): Promise<T> {
      const model = await WgslModel.create(gpu ?? (await open()), options);
      try {
        return await use(model);
      } finally {
        model.dispose();
      }
    }

    // What recipes add is planned alike: every other one holds each phase of a step.
    const these = smoke(
      'replayed steps of every other recipe on the compiled engine',
      plans.filter(([name], index) => isPreset(name) || index % 2 === 0),
      plans,
    );
    it.each(these)('[FAST3] [RND2] twice from one seed: %s', async (_, make) => {
      const plan = make();
      const run = (): Promise<Outcome> => withModel(plan, (model) => train(model, plan, 0, 2));
      const first = await run();
      expect(await run()).toEqual(first);
      expect(first.metrics[1]).not.toEqual(first.metrics[0]);
    });

    it('[FAST3] another seed gives another run', async () => {
      const plan = everyLayerPlan();
      const run = (seed: number): Promise<Outcome> =>
        withModel({ ...plan, seed }, (model) => train(model, plan, 0, 1));
      expect((await run(3)).metrics).not.toEqual((await run(4)).metrics);
    });

    it.each(these)('[FAST3] [SAVE5] gone on from an exported state: %s', async (_, make) => {
      const plan = make();
      const [state, rest] = await withModel(plan, async (model) => {
        const { state } = await train(model, plan, 0, 2);
        return [state, await train(model, plan, 2, 4)] as const;
      });
      await withModel(plan, async (model) => {
        model.importState(state);
        expect(await train(model, plan, 2, 4)).toEqual(rest);
        // Back in time with the same model, whose card has gone further.
        model.importState(state);
        expect(await train(model, plan, 2, 4)).toEqual(rest);
      });
    });

    it('[TRN20] [SAVE5] augments by the chance that it is told, which is in the state', async () => {
      const planOf = (chance: 'told' | 'certain') => ({
        ...everyLayerPlan(),
        gan: everyLayerGan({ program: augmented(alternating(PLAIN), FULL_STRENGTH, chance) }),
      });
      const plan = planOf('told');
      const [begun, told, rest] = await withModel(plan, async (model) => {
        const { state: begun } = await train(model, plan, 0, 1);
        model.setAugmentationChance(CERTAIN);
        const told = await model.exportState();
        return [begun, told, await train(model, plan, 1, 3)] as const;
      });
      expect([begun, told].map(({ counters }) => counters['augmentation.chance'])).toEqual([
        0,
        CERTAIN,
      ]);
      expect(rest.state.counters).toMatchObject({
        'augmentation.chance': CERTAIN,
        'augmentation.seen': 0,
      });
      await withModel(plan, async (model) => {
        model.importState(begun);
        const never = await train(model, plan, 1, 3);
        expect(never.metrics).not.toEqual(rest.metrics);
        model.importState(told);
        expect(await train(model, plan, 1, 3)).toEqual(rest);
      });
      const certain = planOf('certain');
      await withModel(certain, async (model) => {
        model.importState(begun);
        expect((await train(model, certain, 1, 3)).metrics).toEqual(rest.metrics);
      });
    });

    it('[FAST3] [SAVE3] a state is that of its step, whatever steps follow while it is read', async () => {
      const plan = everyLayerPlan();
      await withModel(plan, async (model) => {
        const { state } = await train(model, plan, 0, 2);
        const saving = model.exportState(() => Promise.resolve());
        await train(model, plan, 2, 4);
        expect(await saving).toEqual(state);
      });
    });

    it('[FAST3] steps that are under way at once give what they give one by one', async () => {
      const plan = everyLayerPlan();
      const expected = await withModel(plan, (model) => train(model, plan, 0, 4));
      await withModel(plan, async (model) => {
        const steps = [0, 1, 2, 3].map((step) => trainStep(model, batchOf(plan, step), step));
        expect(await Promise.all(steps)).toEqual(expected.metrics);
        expect(await model.exportState()).toEqual(expected.state);
      });
    });

    it('[FAST3] steps in one submit, of pixels: each has its own', async () => {
      const plan = everyLayerPlan();
      const expected = await withModel(plan, (model) => train(model, plan, 0, 5));
      await withModel(plan, async (model) => {
        const batches = [0, 1, 2, 3, 4].map((step) => batchOf(plan, step));
        expect(numbers(await model.trainSteps(batches, 0))).toEqual(numbers(expected.metrics));
        expect(await model.exportState()).toEqual(expected.state);
      });
    });

    it('[FAST3] the ring of metrics goes round', async () => {
      const plan = { ...RATES, gan: smallestGan(), seed: 1, batchSize: 2, orderSteps: 200 };
      const options: ModelPlan = { ...plan, mirror: false };
      const expected = await withModel(options, (model) => train(model, options, 0, 70));
      await withModel(options, async (model) => {
        const groups: StepMetrics[] = [];
        for (let first = 0; first < 70; first += 14) {
          const batches = Array.from({ length: 14 }, (_, i) => batchOf(options, first + i));
          groups.push(...(await model.trainSteps(batches, first)));
        }
        expect(numbers(groups)).toEqual(numbers(expected.metrics));
      });
    });

    /** Trains on a set as the session does. */
    async function onSet(
      gan: GanSpec,
      of: SmallSet,
      how: { held: boolean; group: number; gpu?: GpuContext; slices?: number; batchSize?: number },
    ): Promise<{ state: ModelState; metrics: unknown; steps: number }> {
      const set = await smallSet(of);
      const { batchSize = 8, group } = how;
      const { batching } = gan.step;
      const orderSteps = stepsOfPass(passesOver(set.count, batching, batchSize));
      const plan = { ...RATES, gan, seed: 5, batchSize, orderSteps, mirror: true };
      const options = how.slices === undefined ? plan : { ...plan, slices: how.slices };
      return withModel(
        options,
        async (model) => {
          const batches = new Batches(set, batching, { batchSize, mirror: true, seed: 5 });
          if (how.held) batches.heldByModel = await model.holdPictures(set);
          expect(batches.heldByModel).toBe(how.held ? 'order' : 'none');
          const metrics: StepMetrics[] = [];
          const steps = 2 * orderSteps;
          for (let step = 0; step < steps;) {
            // Never beyond what one order is for.
            const many = Math.min(group, orderSteps - (step % orderSteps));
            const some: Batch[] = [];
            for (let i = 0; i < many; i++) some.push(await batches.at(step + i));
            metrics.push(...(await model.trainSteps(some, step)));
            step += many;
          }
          return { state: await model.exportState(), metrics: numbers(metrics), steps };
        },
        how.gpu,
      );
    }

    it.each<[string, GanSpec, SmallSet]>([
      ['every layer', everyLayerPlan().gan, { imageSize: 8, channels: 3 }],
      ['a streamed set', everyLayerPlan().gan, { imageSize: 8, channels: 3, wholeBytes: 0 }],
      [
        'drawn with replacement',
        everyLayerPlan({ batching: 'replacement' }).gan,
        { imageSize: 8, channels: 3 },
      ],
      [
        'without the partial batch',
        everyLayerPlan({ batching: 'last-dropped' }).gan,
        { imageSize: 8, channels: 3 },
      ],
      [
        'batches across two epochs',
        everyLayerPlan({ batching: 'carried-over' }).gan,
        { imageSize: 8, channels: 3 },
      ],
      [
        'batches across two epochs of a streamed set',
        everyLayerPlan({ batching: 'carried-over' }).gan,
        { imageSize: 8, channels: 3, wholeBytes: 0 },
      ],
      ['75 bytes a picture', flatGan(5, 3), { imageSize: 5, channels: 3 }],
      ['49 bytes a picture', flatGan(7, 1), { imageSize: 7, channels: 1 }],
    ])(
      '[FAST3] pictures on the card are those of the pixels, mirrored too: %s',
      async (_, gan, set) => {
        const expected = await onSet(gan, set, { held: false, group: 1 });
        expect(await onSet(gan, set, { held: true, group: 1 })).toEqual(expected);
        // All steps of an epoch in one submit, the partial batch among them.
        expect(await onSet(gan, set, { held: true, group: 100 })).toEqual(expected);
        expect(await onSet(gan, set, { held: false, group: 100 })).toEqual(expected);
      },
    );

    it('[FAST3] pictures in more than one buffer, as the limits of a card ask for', async () => {
      const [gan, set] = [flatGan(5, 3), { imageSize: 5, channels: 3 }];
      const expected = await onSet(gan, set, { held: false, group: 1 });
      const { gpu } = spiedGpu(await open(), { maxStorageBufferBindingSize: 75 * 11 + 7 });
      // The nets are not to be cut for it.
      expect(await onSet(gan, set, { held: true, group: 4, gpu, slices: 1 })).toEqual(expected);
    });

    it('[FAST3] a set that is written in more than one piece', async () => {
      const [gan, set] = [flatGan(25, 3), { imageSize: 25, channels: 3, count: 600 }];
      const batchSize = 64;
      const expected = await onSet(gan, set, { held: false, group: 1, batchSize });
      const found = await onSet(gan, set, { held: true, group: 8, batchSize });
      expect(found).toEqual(expected);
    });

    it('[FAST3] batches in slices, whole and partial ones in one submit', async () => {
      const [gan, set] = [everyLayerPlan().gan, { imageSize: 8, channels: 3 }];
      const one = await onSet(gan, set, { held: true, group: 1, slices: 3 });
      expect(await onSet(gan, set, { held: true, group: 100, slices: 3 })).toEqual(one);
      expect(await onSet(gan, set, { held: false, group: 100, slices: 3 })).toEqual(one);
    });

    it('a set that would leave no room is given as pixels', async () => {
      const set = await smallSet({ imageSize: 8, channels: 3 });
      const bytes = set.count * 8 * 8 * 3;
      const { gpu } = spiedGpu(await open(), { maxBufferSize: bytes - 1 });
      const options = { ...everyLayerPlan(), slices: 1 };
      expect(await withModel(options, (model) => model.holdPictures(set), gpu)).toBe('none');
    });

    it('[TRN6] learning rates hold from the next step on', async () => {
      const plan = presetPlan('atelier');
      await withModel(plan, async (model) => {
        const before = (await train(model, plan, 0, 1)).state;
        model.setLearningRates(0, 1e-3);
        const after = (await train(model, plan, 1, 2)).state;
        const trained = ({ tensors }: ModelState, net: NetName) => tensors[`${net}.weights`]!;
        expect(trained(after, 'generator')).toEqual(trained(before, 'generator'));
        expect(trained(after, 'discriminator')).not.toEqual(trained(before, 'discriminator'));
        // Rates are none of the state.
        model.importState(before);
        expect((await train(model, plan, 1, 2)).state).toEqual(after);
      });
    });
  });
}

interface Outcome {
  readonly metrics: readonly StepMetrics[];
  readonly state: ModelState;
}

async function train(
  model: WgslModel,
  plan: ModelPlan,
  from: number,
  to: number,
): Promise<Outcome> {
  const metrics: StepMetrics[] = [];
  for (let step = from; step < to; step++) {
    metrics.push(await trainStep(model, batchOf(plan, step), step));
  }
  return { metrics, state: await model.exportState() };
}

/** Metrics without the look at the weights, of which a submit has one. */
const numbers = (metrics: readonly StepMetrics[]): unknown[] =>
  metrics.map((one) => ({ ...one, weights: null }));

/** Dense layers alone, for pictures of any size. */
function flatGan(size: number, channels: number): GanSpec {
  const initializer = { kind: 'normal', deviation: 0.1 } as const;
  return {
    generator: {
      input: [3],
      layers: [
        { kind: 'dense', units: size * size * channels, bias: true, initializer },
        { kind: 'reshape', height: size, width: size, channels },
        { kind: 'tanh' },
      ],
    },
    discriminator: {
      input: [size, size, channels],
      layers: [
        { kind: 'flatten' },
        { kind: 'dense', units: 1, bias: true, initializer },
        { kind: 'sigmoid' },
      ],
    },
    step: TINY_STEP,
  };
}
