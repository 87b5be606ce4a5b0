import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, PRESET_IDS, type PresetId } from '../../../contract/hyperparameters';
import { PLANS } from '../../../testing/wgsl/cases';
import { PRESETS, buildGan } from '../../../nets/presets';
import { variantsOf } from '../../../nets/step-phases';
import { TEMPLATES } from '../kernels/names';
import { paramsBytes, reflect, writeParams, type Layout } from '../kernels/reflect';
import { expand } from '../kernels/template';
import type { Dispatch, DispatchList, Variant } from './dispatch';
import { samplePlan } from './sample-plan';
import type { Source } from './gather';
import { GanPlan, type PlanOptions } from './step-plan';
import { storage, type Storage } from './tensor';

const held = {
  kind: 'held',
  buffers: [
    { storage: storage('held a', 100, true), pictures: 5 },
    { storage: storage('held b', 100, true), pictures: 3 },
  ],
} as const satisfies Source;

/** Every list of a plan: whole and partial batches of both sources, cut and uncut, and all others. */
function listsOf(options: PlanOptions): DispatchList[] {
  const plan = new GanPlan(options);
  const { batchSize } = options;
  const sources: Source[] = [{ kind: 'uploaded' }, held];
  return [
    ...sources.flatMap((source) => [
      plan.step(batchSize, source),
      plan.step(1, source),
      plan.step(batchSize, source, batchSize),
    ]),
    plan.preparation(),
    samplePlan(3, plan.generator, plan.discriminator).list,
    samplePlan(1, plan.generator, null).list,
  ];
}

const layouts = new Map<string, Layout>();
function layoutOf({ kernel, flags }: Dispatch, variant: Variant): Layout {
  const all = { ...flags, ...variant.flags };
  const key = `${kernel} ${JSON.stringify(all)}`;
  let layout = layouts.get(key);
  if (!layout) layouts.set(key, (layout = reflect(expand(TEMPLATES[kernel], all))));
  return layout;
}

/** What a dispatch does not give its kernel, or gives in vain, or may not give. */
function faults(dispatch: Dispatch, variant: Variant): string[] {
  const { bindings, params } = layoutOf(dispatch, variant);
  const storages = bindings.filter(({ access }) => access !== 'uniform');
  const names = storages.map(({ name }) => name);
  const given = Object.keys(dispatch.tensors);
  const wrong = [
    ...names.filter((name) => !given.includes(name)).map((name) => `${name} is missing`),
    ...given.filter((name) => !names.includes(name)).map((name) => `${name} is not bound`),
  ];
  if (new Set(bindings.map(({ index }) => index)).size < bindings.length)
    wrong.push('two bindings have one place');
  // Every adapter has as many.
  if (storages.length > 8) wrong.push(`${storages.length} buffers`);
  // A buffer that is written is bound once.
  const written = storages.filter(({ access }) => access === 'read_write');
  for (const { name } of written) {
    const of = (one: string): Storage | undefined => dispatch.tensors[one]?.storage;
    if (names.filter((other) => of(other) === of(name)).length > 1)
      wrong.push(`${name} is written and bound again`);
  }
  for (const name of given) {
    const tensor = dispatch.tensors[name]!;
    const based = params.some((field) => field.name === `${name}Base`);
    if (tensor.base !== 0 && !based) wrong.push(`nobody is told where ${name} begins`);
    if (tensor.base >= tensor.storage.vectors) wrong.push(`${name} begins behind its end`);
  }
  const bases = params
    .filter(({ name }) => name.endsWith('Base'))
    .map(({ name }) => [name, dispatch.tensors[name.slice(0, -4)]?.base ?? 0] as const);
  const values = { ...Object.fromEntries(bases), ...dispatch.params, ...variant.params };
  try {
    const size = Math.max(16, paramsBytes({ bindings, params }));
    writeParams(new DataView(new ArrayBuffer(size)), 0, { bindings, params }, values);
  } catch (error) {
    wrong.push(String(error));
  }
  const fields = params.map(({ name }) => name);
  for (const name of [...Object.keys(dispatch.params), ...Object.keys(variant.params)]) {
    if (!fields.includes(name)) wrong.push(`nobody asks for the parameter ${name}`);
  }
  if (!variant.grid.every((size) => Number.isInteger(size) && size >= 1 && size <= 65535))
    wrong.push(`a grid of ${variant.grid.join(' x ')}`);
  return wrong.map((fault) => `${dispatch.label}, ${variant.name}: ${fault}`);
}

/** As a preset begins, at its default size. */
function fullPlan(preset: PresetId, imageSize: number = PRESETS[preset].defaultSize): PlanOptions {
  const defaults = PRESETS[preset].defaults(imageSize);
  const settings = { ...DEFAULT_SETTINGS, ...defaults, preset, imageSize };
  return { ...settings, gan: buildGan(settings), orderSteps: 10 };
}

describe('every dispatch gives its kernel what that binds and asks for', () => {
  test.each(PLANS)('%s', (_, make) => {
    const lists = listsOf(make());
    const all = lists.flatMap(({ dispatches }) => dispatches);
    expect(all.flatMap((one) => one.variants.flatMap((variant) => faults(one, variant)))).toEqual(
      [],
    );
  });

  test.each(PRESET_IDS.flatMap((id) => PRESETS[id].sizes.map((size) => [id, size] as const)))(
    '%s at full width, %d px',
    (preset, size) => {
      const options = fullPlan(preset, size);
      const list = new GanPlan(options).step(options.batchSize, held);
      expect(
        list.dispatches.flatMap((one) => one.variants.flatMap((variant) => faults(one, variant))),
      ).toEqual([]);
    },
  );

  test('all kernels are in use', () => {
    const lists = [...PLANS.map(([, make]) => make()), ...PRESET_IDS.map((id) => fullPlan(id))];
    const used = new Set(
      lists
        .flatMap((options) => listsOf(options))
        .flatMap(({ dispatches }) => dispatches.map(({ kernel }) => kernel)),
    );
    // A derivative by itself is for what stands between the nets; without it, it is fused (fuse.ts).
    expect([...used, 'derivative'].toSorted()).toEqual(Object.keys(TEMPLATES).toSorted());
  });
});

describe('[FAST5] a step is few dispatches', () => {
  test.each<[PresetId, number]>([
    ['artgan', 80],
    ['atelier', 90],
    ['tensorflow', 80],
    // Two updates of the discriminator.
    ['keragan', 95],
  ])('%s: at most %d', (preset, most) => {
    const options = fullPlan(preset);
    const source = { kind: 'held', buffers: [held.buffers[0]] } as const;
    const { dispatches } = new GanPlan(options).step(options.batchSize, source);
    expect(dispatches.length).toBeLessThanOrEqual(most);
    expect(dispatches.length).toBeGreaterThan(20);
  });

  test('[TRN19] with pairs and penalties: on a step that has them, and on the three that have none', () => {
    const settings = { ...DEFAULT_SETTINGS, discriminatorNorm: 'none' } as const;
    const gan = buildGan({ ...settings, loss: 'relativistic', penalty: 0.05 });
    const plan = new GanPlan({ ...settings, gan, orderSteps: 10 });
    const source = { kind: 'held', buffers: [held.buffers[0]] } as const;
    const [lazy, plain] = variantsOf(gan.step.program).map((program) => {
      const { dispatches } = plan.step(settings.batchSize, source, 1, program);
      return {
        count: dispatches.length,
        flops: dispatches.reduce((sum, { flops }) => sum + flops, 0),
      };
    });
    expect(plain!.count).toBeLessThanOrEqual(80);
    expect(lazy!.count).toBeLessThanOrEqual(125);
    // About twice the products; on every fourth step, a quarter more in all.
    expect(lazy!.flops / plain!.flops).toBeGreaterThan(1.8);
    expect(lazy!.flops / plain!.flops).toBeLessThan(2.1);
  });
});
