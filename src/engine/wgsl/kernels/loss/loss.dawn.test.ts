import { expect, test } from 'vitest';
import { normal } from '../../../../contract/random';
import { distance, everyLayerPlan } from '../../../../testing/wgsl/cases';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { runList, type Held } from '../../../../testing/wgsl/run-list';
import { DispatchList, type Dispatch } from '../../plan/dispatch';
import { STATE_LENGTH } from '../../plan/state';
import { GanPlan, RING_SLOTS } from '../../plan/step-plan';
import type { StepSpec } from '../../../../contract/net-spec';
import { logitGradients } from './loss.reference';

const BATCH = 70;
const STEP = RING_SLOTS + 5;

/** The logits of a dispatch of a step, and what it makes of them. */
async function run(dispatch: Dispatch, logits: Float32Array) {
  const { tensors } = dispatch;
  const kept = new Map(
    Object.values(tensors).map(({ storage }) => [storage, { ...storage, kept: true }]),
  );
  const heldOf = (name: string, data?: Held['data']): Held => {
    const { storage, base } = tensors[name]!;
    return {
      storage: kept.get(storage)!,
      base,
      data: data ?? new Float32Array(4 * storage.vectors),
    };
  };
  const words = new Uint32Array(STATE_LENGTH);
  words[0] = STEP;
  const padded = new Float32Array(4 * logits.length);
  logits.forEach((logit, i) => (padded[4 * i] = logit));
  const all: Record<string, Held> = {};
  for (const name of Object.keys(tensors)) all[name] = heldOf(name);
  all['state'] = heldOf('state', words);
  all['logits'] = heldOf('logits', padded);
  const list = new DispatchList();
  list.dispatches.push({ ...dispatch, tensors: all });
  const outputs = [
    all['gradient']!,
    all['ring']!,
    ...(all['generatorGradient'] ? [all['generatorGradient']] : []),
  ];
  const found = await runList(await dawnGpu(), list, Object.values(all), outputs);
  const first = (values: Float32Array): Float32Array => values.filter((_, i) => i % 4 === 0);
  const slot = (STEP % RING_SLOTS) * 3 * BATCH;
  return {
    gradient: first(found[0]!),
    ring: [0, 1, 2].map((i) => found[1]!.subarray(slot + i * BATCH, slot + (i + 1) * BATCH)),
    others: found[1]!.filter((_, i) => i < slot || i >= slot + 3 * BATCH),
    generator: found[2] ? first(found[2]) : null,
  };
}

/** The loss dispatches of a recipe. */
const lossesOf = (step: Partial<StepSpec>): Dispatch[] => {
  const plan = new GanPlan({ ...everyLayerPlan(step), batchSize: BATCH });
  const { dispatches } = plan.step(BATCH, { kind: 'uploaded' });
  return dispatches.filter(({ kernel }) => kernel === 'loss');
};

/** From certain to wrong. */
const LOGITS = normal(3, 60, 0, 2 * BATCH, 6);

test.each([
  { discriminatorLoss: 'sum', realLabel: 1 },
  { discriminatorLoss: 'mean', realLabel: 0.9 },
] as const)('gradients in the logits, in two updates: %o', async (recipe) => {
  const [ofD, ofG] = lossesOf(recipe);
  const share = recipe.discriminatorLoss === 'mean' ? 0.5 : 1;
  const d = await run(ofD!, LOGITS);
  const [real, fake] = [LOGITS.subarray(0, BATCH), LOGITS.subarray(BATCH)];
  const expected = [
    ...logitGradients(real, recipe.realLabel, share),
    ...logitGradients(fake, 0, share),
  ];
  expect(distance(d.gradient, expected)).toBeLessThan(1e-6);
  expect([...d.ring[0]!, ...d.ring[1]!]).toEqual([...LOGITS]);
  expect(d.ring[2]!.every((value) => value === 0)).toBe(true);
  expect(d.others.every((value) => value === 0)).toBe(true);

  const g = await run(ofG!, fake);
  expect(distance(g.gradient, logitGradients(fake, 1, 1))).toBeLessThan(1e-6);
  expect([...g.ring[2]!]).toEqual([...fake]);
  expect([...g.ring[0]!, ...g.ring[1]!, ...g.others].every((value) => value === 0)).toBe(true);
});

test('gradients in the logits, both from one pass', async () => {
  const [both, more] = lossesOf({
    updates: 'simultaneous',
    generatorLatent: 'same',
    realLabel: 0.9,
  });
  expect(more).toBeUndefined();
  const found = await run(both!, LOGITS);
  const [real, fake] = [LOGITS.subarray(0, BATCH), LOGITS.subarray(BATCH)];
  const expected = [...logitGradients(real, 0.9, 1), ...logitGradients(fake, 0, 1)];
  expect(distance(found.gradient, expected)).toBeLessThan(1e-6);
  expect(distance(found.generator!, logitGradients(fake, 1, 1))).toBeLessThan(1e-6);
  expect(found.ring.flatMap((part) => [...part])).toEqual([...LOGITS, ...fake]);
});

test('logits beyond all measure give no NaN', async () => {
  const [ofD] = lossesOf({});
  const wild = LOGITS.map((logit) => Math.sign(logit) * 1e4);
  const { gradient } = await run(ofD!, wild);
  expect(gradient.every(Number.isFinite)).toBe(true);
  expect(gradient.some((value) => value !== 0)).toBe(true);
});
