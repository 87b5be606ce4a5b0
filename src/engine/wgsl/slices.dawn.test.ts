import { beforeAll, expect, it } from 'vitest';
import { uniform } from '../../contract/random';
import type { GanSpec } from '../../contract/net-spec';
import { RECIPES, everyLayerGan } from '../../testing/engine/tiny-gan';
import { smoke } from '../../testing/smoke';
import { everyLayerPlan, presetPlan, tensorsOf, distance } from '../../testing/wgsl/cases';
import { dawnGpu } from '../../testing/wgsl/dawn';
import type { Batch, ModelPlan } from '../model';
import { footprintOf } from './plan/footprint';
import type { GpuContext } from './context/gpu-context';
import { estimateCompiled } from './estimate';
import { WgslModel } from './model';
import { trainStep } from '../../testing/engine/train-step';

let gpu: GpuContext;
beforeAll(async () => (gpu = await dawnGpu()));

const BATCH = 6;
const pixels = (step: number): Batch => ({
  kind: 'pixels',
  count: BATCH,
  pixels: uniform(2, 97, step, BATCH * 8 * 8 * 3, -1, 1).slice(),
});

/** The pair of every layer, batch norm left out: with it, slices are another computation. */
function withoutNorm(gan: GanSpec): GanSpec {
  const strip = (net: GanSpec['generator']) => ({
    ...net,
    layers: net.layers.filter(({ kind }) => kind !== 'batchNorm'),
  });
  return { ...gan, generator: strip(gan.generator), discriminator: strip(gan.discriminator) };
}

async function train(plan: ModelPlan, slices: number) {
  const model = await WgslModel.create(gpu, { ...plan, slices });
  const metrics = [await trainStep(model, pixels(0), 0), await trainStep(model, pixels(1), 1)];
  const state = await model.exportState();
  model.dispose();
  return { metrics, state };
}

/** 2 + 2 + 2, and 4 + 2: the last slice may have fewer. Of the first recipe both, of the others one. */
const sliced = Object.entries(RECIPES).map(
  ([name, recipe], index) => [name, recipe, index === 0 ? [3, 2] : [2 + (index % 2)]] as const,
);
const recipes = smoke(
  'batches in slices, of two recipes in three',
  sliced.filter((_, index) => index % 3 === 0),
  sliced,
);

it.each(recipes)(
  '[FAST8] a batch in slices is the batch as a whole, without batch norm: %s',
  async (_, recipe, counts) => {
    const gan = withoutNorm(everyLayerGan(recipe));
    const plan = { ...everyLayerPlan(recipe), gan, batchSize: BATCH };
    const whole = await train(plan, 1);
    for (const slices of counts) {
      const found = await train(plan, slices);
      found.metrics.forEach(({ discriminatorLoss, generatorLoss }, i) => {
        expect(discriminatorLoss).toBeCloseTo(whole.metrics[i]!.discriminatorLoss, 5);
        expect(generatorLoss).toBeCloseTo(whole.metrics[i]!.generatorLoss, 5);
      });
      const expected = tensorsOf(whole.state);
      const far = tensorsOf(found.state).filter(
        ([, tensor], i) => distance(tensor.values, expected[i]![1].values) > 1e-5,
      );
      expect(far.map(([group, { name }]) => `${group} ${name}`)).toEqual([]);
    }
  },
);

it('[FAST8] with batch norm it trains as well, and is replayed bit for bit', async () => {
  const plan = { ...everyLayerPlan(), batchSize: BATCH };
  const [first, second] = [await train(plan, 3), await train(plan, 3)];
  expect(second).toEqual(first);
  expect(first.metrics.every(({ weights }) => weights === 'sound')).toBe(true);
});

it('[FAST9] what is told beforehand is what is taken, within a tenth', async () => {
  const all = [
    [presetPlan('atelier'), 1],
    [presetPlan('atelier'), 2],
    [presetPlan('atelier', { averageGenerator: true }), 1],
    [presetPlan('artgan'), 1],
    [presetPlan('keragan'), 4],
    [presetPlan('artgan', { averageGenerator: true }), 2],
  ] as const;
  const some = smoke<(typeof all)[number]>(
    'the memory that is told beforehand, of ARTGAN and keragan',
    all.slice(0, 3),
    all,
  );
  for (const [plan, slices] of some) {
    const model = await WgslModel.create(gpu, { ...plan, slices });
    const size = plan.gan.discriminator.input.reduce((product, edge) => product * edge, 1);
    const batch: Batch = {
      kind: 'pixels',
      count: plan.batchSize,
      pixels: uniform(2, 97, 0, plan.batchSize * size, -1, 1).slice(),
    };
    // Two steps under way, as a session has them, and a portion of a grid.
    await Promise.all([trainStep(model, batch, 0), trainStep(model, batch, 1)]);
    await model.painter.paint(new Float32Array(plan.gan.generator.input[0]!));
    const { total } = footprintOf(model.plan, slices);
    const { bytes } = model.usage();
    expect(Math.abs(bytes - total) / total).toBeLessThan(0.1);
    // The form, which has no card at hand, says the same.
    const notified = estimateCompiled(plan.gan, plan.batchSize, null, gpu.software).total;
    if (slices === 1) expect(Math.abs(bytes - notified) / notified).toBeLessThan(0.1);
    model.dispose();
  }
});
