import { expect, test } from 'vitest';
import type { AdamSpec } from '../../../../contract/net-spec';
import { normal } from '../../../../contract/random';
import { distance } from '../../../../testing/wgsl/cases';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { held, runList, type Held } from '../../../../testing/wgsl/run-list';
import { planParts } from '../../plan/backward';
import { DispatchList } from '../../plan/dispatch';
import { NetPlan } from '../../plan/net-plan';
import { FLAG, FLAGS_LENGTH, STATE, STATE_LENGTH } from '../../plan/state';
import { storage, whole } from '../../plan/tensor';
import { adam } from '../../plan/update';
import { adamUpdate } from './adam.reference';

const initializer = { kind: 'normal', deviation: 0.3 } as const;
const NET = {
  input: [6, 6, 3],
  layers: [
    { kind: 'conv', filters: 5, kernel: 3, stride: 1, padding: 'same', bias: true, initializer },
    { kind: 'flatten' },
    { kind: 'dense', units: 1, bias: true, initializer },
  ],
} as const;
const RATE = Math.fround(2e-4);

/** One update after t - 1 others, of weights that begin where `begin` says. */
async function update(t: number, spec: AdamSpec, size: number, begin: number) {
  const words = new Uint32Array(STATE_LENGTH);
  words[STATE.generatorUpdates] = t - 1;
  new Float32Array(words.buffer)[STATE.generatorRate] = RATE;
  const state: Held = { ...whole(storage('state', STATE_LENGTH / 4, true)), data: words };
  const plan = new NetPlan('generator', NET, 0, state, false);
  const { layout, storages } = plan;
  // Many pictures, so that gradients come in many parts.
  const parts = planParts(plan, 40, 2);
  const partsHeld = held('parts', normal(1, 70, 0, 4 * parts.vectors, size));
  const zeros = new Uint32Array(FLAGS_LENGTH);
  const flags: Held = { ...whole(storage('flags', FLAGS_LENGTH / 4, true)), data: zeros };
  const list = new DispatchList();
  adam(list, plan, 'generator', spec, parts, partsHeld, { state, flags });

  const tensors = (stream: number, deviation: number): Map<string, Float32Array> =>
    new Map(
      layout.places.map(({ spec: { name, shape } }, i) => {
        const count = shape.reduce((product, edge) => product * edge, 1);
        return [name, normal(1, stream, i, count, deviation)];
      }),
    );
  const before = {
    w: tensors(71, begin),
    m: tensors(72, t === 1 ? 0 : size),
    v: new Map(
      [...tensors(73, t === 1 ? 0 : size)].map(([name, values]) => [
        name,
        values.map((x) => x * x),
      ]),
    ),
  };
  const weights = new Float32Array(4 * storages.weights.vectors);
  const moments = new Float32Array(4 * storages.adam.vectors);
  layout.pack(before.w, true, weights);
  layout.pack(before.m, true, moments, 2, 0);
  layout.pack(before.v, true, moments, 2, 1);
  const w: Held = { ...whole(storages.weights), data: weights };
  const mv: Held = { ...whole(storages.adam), data: moments };
  const [foundW, foundMv, foundFlags] = await runList(
    await dawnGpu(),
    list,
    [state, flags, partsHeld, w, mv],
    [w, mv, flags],
  );

  // The sum of the parts of each weight, as they lie.
  const gradients = new Float32Array(weights.length);
  for (const place of layout.places) {
    const { at, splits, stride } = parts.byName.get(place.spec.name)!;
    for (let i = 0; i < 4 * place.count; i++) {
      let sum = 0;
      for (let s = 0; s < splits; s++) {
        sum += partsHeld.data[4 * (partsHeld.base + at + s * stride) + i]!;
      }
      gradients[4 * place.start + i] = sum;
    }
    if (place.spec.role === 'kernel') expect(splits).toBeGreaterThan(1);
  }
  const byName = new Map(layout.unpack(true, gradients).map(({ name, values }) => [name, values]));
  const unpacked = (source: Float32Array, stride = 1, offset = 0) =>
    new Map(layout.unpack(true, source, stride, offset).map(({ name, values }) => [name, values]));
  return {
    before,
    gradients: byName,
    w: unpacked(foundW!),
    m: unpacked(foundMv!, 2, 0),
    v: unpacked(foundMv!, 2, 1),
    flags: new Uint32Array(foundFlags!.slice().buffer),
  };
}

test.each<AdamSpec & { t: number; size: number }>([
  { t: 1, beta1: 0.5, beta2: 0.999, epsilon: 1e-7, size: 0.1 },
  { t: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, size: 1e-4 },
  { t: 2, beta1: 0, beta2: 0.9, epsilon: 1e-7, size: 0.1 },
  { t: 10, beta1: 0.5, beta2: 0.999, epsilon: 1e-7, size: 0.1 },
  // Gradients as small as epsilon.
  { t: 10, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, size: 1e-7 },
  { t: 4, beta1: 0.5, beta2: 0.999, epsilon: 1e-7, form: 'keras', size: 1e-7 },
  { t: 100_000, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, size: 0.1 },
  { t: 100_000, beta1: 0.5, beta2: 0.99999, epsilon: 1e-7, size: 0.1 },
])('an update is Adam’s: %o', async ({ t, size, ...spec }) => {
  // Weights of zero, so that what is added to them is not rounded away.
  const found = await update(t, spec, size, 0);
  const wrong: string[] = [];
  for (const [name, gradient] of found.gradients) {
    const expected = [...gradient].map((g, i) =>
      adamUpdate(
        {
          w: found.before.w.get(name)![i]!,
          m: found.before.m.get(name)![i]!,
          v: found.before.v.get(name)![i]!,
        },
        g,
        RATE,
        spec,
        t,
      ),
    );
    for (const of of ['w', 'm', 'v'] as const) {
      const by = distance(
        found[of].get(name)!,
        expected.map((one) => one[of]),
      );
      if (!(by < 3e-6)) wrong.push(`${of} of ${name}: ${by}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(found.flags[FLAG.bad]).toBe(0);
  expect(found.flags[FLAG.generator]).not.toBe(0);
  expect(found.flags[FLAG.discriminator]).toBe(0);
});

test('[SAVE11] numbers beyond 1e19 raise the flag', async () => {
  const spec = { beta1: 0.5, beta2: 0.999, epsilon: 1e-7 };
  expect((await update(5, spec, 0.1, 1e25)).flags[FLAG.bad]).not.toBe(0);
  expect((await update(5, spec, 0.1, 1e15)).flags[FLAG.bad]).toBe(0);
});
