import { describe, expect, test } from 'vitest';
import { LOSS_IDS, type LossId } from '../../../../contract/hyperparameters';
import type { LossTerm } from '../../../../contract/step-program';
import { LOSSES, NUMBERS, targetOf } from '../../../../nets/losses';
import { normal } from '../../../../contract/random';
import { distance, everyLayerPlan } from '../../../../testing/wgsl/cases';
import { PLAIN } from '../../../../testing/engine/tiny-gan';
import { alternating, paired, simultaneous } from '../../../../nets/step-programs';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { runList, type Held } from '../../../../testing/wgsl/run-list';
import { DispatchList, type Dispatch } from '../../plan/dispatch';
import { STATE_LENGTH } from '../../plan/state';
import { RING_SLOTS } from '../../plan/loss';
import { GanPlan } from '../../plan/step-plan';
import type { StepSpec } from '../../../../contract/net-spec';

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
  const { ring, gradient: own, generatorGradient } = all;
  const outputs = [ring!, ...(own ? [own] : []), ...(generatorGradient ? [generatorGradient] : [])];
  const [foundRing, ...gradients] = await runList(
    await dawnGpu(),
    list,
    Object.values(all),
    outputs,
  );
  const first = (values: Float32Array): Float32Array => values.filter((_, i) => i % 4 === 0);
  const slot = (STEP % RING_SLOTS) * 3 * BATCH;
  return {
    ring: [0, 1, 2].map((i) => foundRing!.subarray(slot + i * BATCH, slot + (i + 1) * BATCH)),
    others: foundRing!.filter((_, i) => i < slot || i >= slot + 3 * BATCH),
    /** D's own where it is wanted, then the generator's. */
    gradients: gradients.map(first),
  };
}

/** The loss dispatches of a recipe. */
const lossesOf = ({ program = alternating(PLAIN), ...step }: Partial<StepSpec>): Dispatch[] => {
  const own = step.loss === 'relativistic' ? paired(program) : program;
  const plan = new GanPlan({ ...everyLayerPlan({ ...step, program: own }), batchSize: BATCH });
  const { dispatches } = plan.step(BATCH, { kind: 'uploaded' });
  return dispatches.filter(({ kernel }) => kernel === 'loss');
};

/** From certain to wrong. */
const LOGITS = normal(3, 60, 0, 2 * BATCH, 6);
const [REAL, FAKE] = [LOGITS.subarray(0, BATCH), LOGITS.subarray(BATCH)];

/** By the derivative of nets/losses.ts, in float64. */
function gradients(
  loss: LossId,
  logits: Float32Array,
  term: LossTerm,
  weight: number,
  realLabel: number,
): number[] {
  const aim = targetOf(term, { realLabel });
  return [...logits].map(
    (l) => (LOSSES[loss].derivative(NUMBERS, l, term, aim) * weight) / logits.length,
  );
}

const minus = (a: Float32Array, b: Float32Array): Float32Array => a.map((l, i) => l - b[i]!);

describe.each(LOSS_IDS)('%s', (loss) => {
  const { pairs } = LOSSES[loss];
  // What the losses are of: the logits, or the differences of those in one place.
  const [real, fake] = pairs ? [minus(REAL, FAKE), minus(FAKE, REAL)] : [REAL, FAKE];

  test.each([
    { weight: 1, realLabel: 1 },
    { weight: 0.5, realLabel: 0.9 },
  ])('[TRN11] gradients in the logits, in two updates: %o', async ({ weight, realLabel }) => {
    const program = alternating({ ...PLAIN, weight });
    const [ofD, ofG] = lossesOf({ program, loss, realLabel });
    const d = await run(ofD!, LOGITS);
    // A pair is one loss, whatever the two of a recipe count.
    const counts = pairs ? 1 : weight;
    const expected = [
      ...gradients(loss, real, 'real', counts, realLabel),
      ...gradients(loss, fake, 'fake', counts, realLabel),
    ];
    expect(distance(d.gradients[0]!, expected)).toBeLessThan(1e-6);
    expect([...d.ring[0]!, ...d.ring[1]!]).toEqual([...real, ...fake]);
    expect(d.ring[2]!.every((value) => value === 0)).toBe(true);
    expect(d.others.every((value) => value === 0)).toBe(true);

    // The real pictures lie before those that they are compared with.
    const g = await run(ofG!, pairs ? LOGITS : FAKE);
    const wanted = gradients(loss, fake, 'generator', 1, realLabel);
    expect(distance(g.gradients[0]!, wanted)).toBeLessThan(1e-6);
    expect([...g.ring[2]!]).toEqual([...fake]);
    expect([...g.ring[0]!, ...g.ring[1]!, ...g.others].every((value) => value === 0)).toBe(true);
  });

  test('[TRN11] gradients in the logits, both from one pass', async () => {
    const [both, more] = lossesOf({ program: simultaneous, loss, realLabel: 0.9 });
    expect(more).toBeUndefined();
    const found = await run(both!, LOGITS);
    const expected = [
      ...gradients(loss, real, 'real', 1, 0.9),
      ...gradients(loss, fake, 'fake', 1, 0.9),
    ];
    expect(distance(found.gradients[0]!, expected)).toBeLessThan(1e-6);
    const wanted = gradients(loss, fake, 'generator', 1, 0.9);
    expect(distance(found.gradients[1]!, wanted)).toBeLessThan(1e-6);
    expect(found.ring.flatMap((part) => [...part])).toEqual([...real, ...fake, ...fake]);
  });

  test('logits beyond all measure give no NaN', async () => {
    const [ofD] = lossesOf({ loss });
    const wild = LOGITS.map((logit) => Math.sign(logit) * 1e4);
    const [gradient] = (await run(ofD!, wild)).gradients;
    expect(gradient!.every(Number.isFinite)).toBe(true);
    expect(gradient!.some((value) => value !== 0)).toBe(true);
  });
});
