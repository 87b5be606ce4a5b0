import { expect, test } from 'vitest';
import { distance, batchOf, everyLayerPlan, tensorsOf } from '../../testing/wgsl/cases';
import { dawnCard } from '../../testing/wgsl/dawn';
import type { GanSpec, NetSpec, StepSpec } from '../../contract/net-spec';
import type { ModelState, StepMetrics } from '../model';
import { WgslModel } from './model';

const BATCH = 7;
const STEPS = 3;

/** Batch norm alone sees a slice at a time. */
function withoutNorms(gan: GanSpec): GanSpec {
  const without = (net: NetSpec): NetSpec => ({
    ...net,
    layers: net.layers.filter(({ kind }) => kind !== 'batchNorm'),
  });
  return {
    ...gan,
    generator: without(gan.generator),
    discriminator: without(gan.discriminator),
  };
}

test.each<[string, Partial<StepSpec>]>([
  ['one update after the other, fresh z', {}],
  ['both from one pass', { updates: 'simultaneous', generatorLatent: 'same' }],
])('a batch in slices is the same step: %s', async (_, step) => {
  const plan = { ...everyLayerPlan(step), batchSize: BATCH };
  const gan = withoutNorms(plan.gan);
  const runs: { metrics: StepMetrics[]; state: ModelState }[] = [];
  // Slices of 7; of 4 and 3; of 3, 3 and 1.
  for (const slices of [1, 2, 3]) {
    const model = await WgslModel.create(await dawnCard(), { ...plan, gan, slices });
    expect(model.slices).toBe(slices);
    const metrics: StepMetrics[] = [];
    for (let t = 0; t < STEPS; t++) metrics.push(await model.trainStep(batchOf(plan, t, BATCH), t));
    // A partial batch too.
    metrics.push(await model.trainStep(batchOf(plan, STEPS, 5), STEPS));
    runs.push({ metrics, state: await model.exportState() });
    model.dispose();
  }
  const [whole, ...cut] = runs;
  for (const { metrics, state } of cut) {
    metrics.forEach((found, t) => {
      for (const name of ['discriminatorLoss', 'generatorLoss', 'fakeScore'] as const) {
        expect(distance([found[name]], [whole!.metrics[t]![name]])).toBeLessThan(1e-5);
      }
    });
    const expected = tensorsOf(whole!.state);
    for (const [index, [kind, side, tensor]] of tensorsOf(state).entries()) {
      const by = distance(tensor.values, expected[index]![2].values);
      expect(by, `${kind} ${side} ${tensor.name}`).toBeLessThan(1e-4);
    }
  }
});
