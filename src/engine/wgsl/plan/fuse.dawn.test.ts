import { expect, test } from 'vitest';
import type { GanSpec, LayerSpec } from '../../../contract/net-spec';
import { normal } from '../../../contract/random';
import { everyLayerPlan } from '../../../testing/wgsl/cases';
import { dawnGpu } from '../../../testing/wgsl/dawn';
import { held, runList, type Held } from '../../../testing/wgsl/run-list';
import { backward, planParts } from './backward';
import { DispatchList } from './dispatch';
import { fuseDerivatives } from './fuse';
import { GanPlan } from './step-plan';
import { storage, whole } from './tensor';

const IMAGES = 3;
const DROPOUT: LayerSpec = { kind: 'dropout', rate: 0.4 };

/** The way back through both nets: the list, what is to be there before it, and G's gradients. */
function both(gan: GanSpec): { list: DispatchList; given: Held[]; gradients: Held } {
  const { generator, discriminator, state } = new GanPlan({ ...everyLayerPlan(), gan });
  const pass = {
    images: IMAGES,
    groups: 1,
    mode: 'training',
    follow: false,
    firstImage: 0,
  } as const;
  const z = held('z', normal(4, 50, 0, IMAGES * 4 * generator.inputVectors));
  const logits = held('logits', normal(4, 51, 0, IMAGES * 4));
  const list = new DispatchList();
  const made = generator.forward(list, z, { ...pass, number: 1 }, null);
  const pictures = made.stages.at(-1)!.output;
  const judged = discriminator.forward(list, pictures, { ...pass, number: 2 }, null);
  const want = { parts: null, input: true };
  const back = backward(list, discriminator, judged, logits, want)!;
  const plan = planParts(generator, IMAGES, 1);
  const gradients = held('gradients', new Float32Array(4 * plan.vectors));
  const parts = { plan, storage: gradients, accumulate: false };
  backward(list, generator, made, back, { parts, input: false });
  const weights = [generator, discriminator].flatMap(({ storages }, i) =>
    [storages.weights, storages.prepared, storages.moving].map((one, j): Held => {
      const data = normal(4, 52 + i, j, 4 * one.vectors, 0.3).slice();
      return { ...whole(one), data };
    }),
  );
  const words: Held = { ...state, data: new Uint32Array(4 * state.storage.vectors) };
  return { list, given: [z, logits, gradients, words, ...weights], gradients };
}

const initializer = { kind: 'normal', deviation: 0.3 } as const;
const dense = (units: number): LayerSpec => ({ kind: 'dense', units, bias: true, initializer });
const conv: LayerSpec = {
  kind: 'conv',
  filters: 5,
  kernel: 3,
  stride: 2,
  padding: 'same',
  bias: true,
  initializer,
};

/** Small, since an emulated card takes long to compile a kernel. */
const ganOf = (last: readonly LayerSpec[], first: readonly LayerSpec[]): GanSpec => ({
  ...everyLayerPlan().gan,
  generator: {
    input: [5],
    layers: [dense(48), { kind: 'reshape', height: 4, width: 4, channels: 3 }, ...last],
  },
  discriminator: { input: [4, 4, 3], layers: [...first, { kind: 'flatten' }, dense(1)] },
});
const gan = ganOf([{ kind: 'tanh' }], [conv]);

test.each([
  ['an activation', gan],
  [
    'an activation and dropout of flat pictures',
    ganOf([{ kind: 'tanh' }, DROPOUT], [{ kind: 'flatten' }, dense(9)]),
  ],
])('%s is finished by the convolution before it: the same numbers', async (_, of) => {
  const apart = both(of);
  const joined = both(of);
  fuseDerivatives(joined.list);
  const derivatives = ({ dispatches }: DispatchList): number =>
    dispatches.filter(({ kernel }) => kernel === 'derivative').length;
  expect([derivatives(apart.list), derivatives(joined.list)]).toEqual([1, 0]);
  expect(joined.list.dispatches.length).toBe(apart.list.dispatches.length - 1);
  const gpu = await dawnGpu();
  const [expected] = await runList(gpu, apart.list, apart.given, [apart.gradients]);
  const [found] = await runList(gpu, joined.list, joined.given, [joined.gradients]);
  expect(found).toEqual(expected);
  expect(expected!.filter((value) => value !== 0).length).toBeGreaterThan(100);
});

test('a derivative stays where its gradient is another’s as well', () => {
  const { list } = both(gan);
  const at = list.dispatches.findIndex(({ kernel }) => kernel === 'derivative');
  const { gradient } = list.dispatches[at]!.tensors;
  const y = whole(storage('sums', 1));
  const reader = {
    ...list.dispatches[at]!,
    kernel: 'columnSums',
    tensors: { x: gradient!, y },
  } as const;
  list.dispatches.splice(at, 0, reader);
  const before = list.dispatches.length;
  expect(fuseDerivatives(list).dispatches.length).toBe(before);
});
