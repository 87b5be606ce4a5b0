import { describe, expect, it } from 'vitest';
import type { NetSpec } from '../../contract/net-spec';
import { normal } from '../../contract/random';
import type { ModelState, StepMetrics } from '../../engine/model';
import type { NetName } from '../../contract/step-program';
import { NET_NAMES } from '../../nets/model-state';
import type { WeightTensor } from '../../contract/records';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';
import { WgslModel } from '../../engine/wgsl/model';
import { augmented } from '../../nets/augmentation';
import { simultaneous } from '../../nets/step-programs';
import { FULL_STRENGTH } from '../engine/tiny-gan';
import { batchOf, everyLayerPlan } from './cases';
import { gradientsOf } from './watched';
import { trainStep } from '../engine/train-step';

/** Step of the differences, along directions of deviation 1. */
const H = 5e-4;
const SEED = 11;

/**
 * [TRN4] Gradients of a whole step against central differences of its losses. Both updates are made
 * from one forward pass here, so that both losses are those of the weights as they came.
 */
export function differencesSuite(open: () => Promise<GpuContext>): void {
  const programs = { plain: simultaneous, augmented: augmented(simultaneous, FULL_STRENGTH) };
  const all = Object.entries(programs).flatMap(([name, program]) =>
    NET_NAMES.map((net) => [net, name, program] as const),
  );

  describe('gradients against finite differences', () => {
    it.each(all)('[TRN4] [TRN15] of every weight of the %s, %s', async (net, _, program) => {
      const plan = everyLayerPlan({ program, realLabel: 0.9 });
      const model = await WgslModel.create(await open(), plan);
      const begin = awayFromKinks(await model.exportState(), {
        generator: plan.gan.generator,
        discriminator: plan.gan.discriminator,
      });
      const lossAt = async (state: ModelState): Promise<number> => {
        model.importState(state);
        const metrics: StepMetrics = await trainStep(model, batchOf(plan, 0), 0);
        return net === 'generator' ? metrics.generatorLoss : metrics.discriminatorLoss;
      };
      await lossAt(begin);
      const after = await model.exportState();
      const gradients = gradientsOf(net, after, null, plan.gan.step.adam.beta1);
      expect(gradients.length).toBeGreaterThan(6);

      const slopes: { name: string; analytic: number; numeric: number }[] = [];
      for (const [index, { name, values }] of gradients.entries()) {
        for (const trial of [0, 1]) {
          const variant = normal(SEED + trial, 92, index, values.length);
          const ends: number[] = [];
          for (const h of [H, -H]) ends.push(await lossAt(moved(begin, net, name, variant, h)));
          slopes.push({
            name,
            analytic: values.reduce((sum, value, i) => sum + value * variant[i]!, 0),
            numeric: (ends[0]! - ends[1]!) / (2 * H),
          });
        }
      }
      model.dispose();
      const wrong = slopes.filter(
        ({ analytic, numeric }) =>
          Math.abs(analytic - numeric) > 0.02 * Math.max(Math.abs(numeric), 0.02),
      );
      expect(wrong).toEqual([]);
      // A check in which nothing has a slope would show nothing.
      expect(slopes.filter(({ numeric }) => Math.abs(numeric) > 1e-3).length).toBeGreaterThan(
        slopes.length / 2,
      );
    });
  });
}

const moved = (
  state: ModelState,
  net: NetName,
  name: string,
  variant: Float32Array,
  h: number,
): ModelState => ({
  ...state,
  tensors: {
    ...state.tensors,
    [`${net}.weights`]: state.tensors[`${net}.weights`]!.map((weight) =>
      weight.name === name
        ? { ...weight, values: weight.values.map((w, i) => w + h * variant[i]!) }
        : weight,
    ),
  },
});

/**
 * Half of the channels before a (leaky) ReLU well above zero, half well below: where the function has
 * a kink, differences and gradients rightly disagree.
 */
function awayFromKinks(state: ModelState, nets: Record<NetName, NetSpec>): ModelState {
  const shifted =
    (net: NetName) =>
    (weight: WeightTensor): WeightTensor => {
      const [layer, role] = weight.name.split('/');
      const next = nets[net].layers[Number(layer) + 1]?.kind;
      const shifts = role === 'bias' || role === 'beta';
      if (!shifts || (next !== 'relu' && next !== 'leakyRelu')) return weight;
      return { ...weight, values: weight.values.map((_, i) => (i % 2 === 0 ? 4 : -4)) };
    };
  const weights = NET_NAMES.map((net) => {
    const group = `${net}.weights`;
    return [group, state.tensors[group]!.map(shifted(net))] as const;
  });
  return { ...state, tensors: { ...state.tensors, ...Object.fromEntries(weights) } };
}
