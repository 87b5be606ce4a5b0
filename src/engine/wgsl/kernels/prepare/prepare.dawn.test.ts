import { expect, test } from 'vitest';
import type { LayerSpec, NetSpec } from '../../../../contract/net-spec';
import { normal } from '../../../../contract/random';
import { distance } from '../../../../testing/wgsl/cases';
import { dawnGpu } from '../../../../testing/wgsl/dawn';
import { paddedKernel, runList, type Held } from '../../../../testing/wgsl/run-list';
import { DispatchList } from '../../plan/dispatch';
import { NetPlan } from '../../plan/net-plan';
import { FLAG, FLAGS_LENGTH, STATE, STATE_LENGTH } from '../../plan/state';
import { storage, whole } from '../../plan/tensor';
import { prepare } from '../../plan/update';
import { composedKernel } from './prepare.reference';

const conv = (filters: number, kernel: number): LayerSpec => ({
  kind: 'conv',
  filters,
  kernel,
  stride: 1,
  padding: 'same',
  bias: false,
  initializer: { kind: 'normal', deviation: 1 },
});
const NETS: readonly (readonly [string, NetSpec])[] = [
  ['plain', { input: [4, 4, 3], layers: [conv(5, 3), conv(6, 1)] }],
  ['pooling', { input: [4, 4, 3], layers: [conv(5, 3), { kind: 'averagePool' }] }],
  ['pooling, 5', { input: [4, 4, 6], layers: [conv(2, 5), { kind: 'averagePool' }] }],
  ['upsampling', { input: [4, 4, 3], layers: [{ kind: 'upsample' }, conv(5, 3)] }],
  ['upsampling, 1', { input: [4, 4, 6], layers: [{ kind: 'upsample' }, conv(2, 1)] }],
];

/** Runs it on random weights. */
async function run(net: NetSpec, change: (moving: Float32Array) => void = () => undefined) {
  const kept = (name: string, numbers: number): Held => ({
    ...whole(storage(name, numbers / 4, true)),
    data: new Uint32Array(numbers),
  });
  const [state, flags] = [kept('state', STATE_LENGTH), kept('flags', FLAGS_LENGTH)];
  state.data.set([7, 3, 4]);
  const plan = new NetPlan('generator', net, 0, state, true);
  const { layout, storages } = plan;
  const list = new DispatchList();
  prepare(list, plan, 'generator', { state, flags }, { counter: STATE.generatorUpdates, steps: 1 });
  const kernels = new Map(
    layout.places.map(({ spec: { name, shape } }, i) => {
      const count = shape.reduce((product, edge) => product * edge, 1);
      return [name, normal(1, 50, i, count)];
    }),
  );
  const heldOf = (of: keyof typeof storages): Held => ({
    ...whole(storages[of]),
    data: new Float32Array(4 * storages[of].vectors),
  });
  const [weights, moving, prepared] = [heldOf('weights'), heldOf('moving'), heldOf('prepared')];
  layout.pack(kernels, true, weights.data as Float32Array);
  change(moving.data as Float32Array);
  const [found, counters, raised] = await runList(
    await dawnGpu(),
    list,
    [state, flags, weights, moving, prepared],
    [prepared, state, flags],
  );
  const words = (values: Float32Array): Uint32Array => new Uint32Array(values.slice().buffer);
  return { plan, kernels, found: found!, state: words(counters!), flags: words(raised!) };
}

/** [taps, a, b] to [taps, b, a]. */
function turned(values: ArrayLike<number>, taps: number, a: number, b: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const tap = Math.floor(i / (a * b));
    out[(tap * b + (i % b)) * a + (Math.floor(i / b) % a)] = values[i]!;
  }
  expect(out).toHaveLength(taps * a * b);
  return out;
}

test.each(NETS)('copies of kernels as convolutions read them: %s', async (_, net) => {
  const { plan, kernels, found } = await run(net);
  let copies = 0;
  for (const { stage, plain, transposed } of plan.prepared) {
    const { linear, layer } = plan.stages[stage]!;
    const master = kernels.get(`${layer}/kernel`)!;
    const [rows, columns] =
      linear.fold === 'upsample' ? [linear.small, linear.big] : [linear.big, linear.small];
    const taps = linear.kernel ** 2;
    const numbers = rows.channels * columns.channels;
    const composed =
      linear.fold === 'none'
        ? Float64Array.from(master)
        : composedKernel(master, linear.masterKernel, numbers, linear.fold);
    for (const [at, expected] of [
      [plain, paddedKernel(composed, taps, rows, columns)],
      [
        transposed,
        paddedKernel(turned(composed, taps, rows.channels, columns.channels), taps, columns, rows),
      ],
    ] as const) {
      if (at === null) continue;
      copies += 1;
      expect(distance(found.subarray(4 * at, 4 * at + expected.length), expected)).toBeLessThan(
        1e-6,
      );
    }
  }
  expect(copies).toBeGreaterThan(0);
});

test('updates and steps are counted', async () => {
  const { state, flags } = await run(NETS[0]![1]);
  expect(state[STATE.step]).toBe(8);
  expect(state[STATE.generatorUpdates]).toBe(4);
  expect(state[STATE.discriminatorUpdates]).toBe(4);
  expect([...flags]).toEqual([0, 0, 0, 0]);
});

test.each([NaN, Infinity, 1e30, -1e30])(
  '[SAVE11] %d in a moving statistic raises the flag',
  async (bad) => {
    const net: NetSpec = {
      input: [4, 4, 3],
      layers: [
        conv(5, 3),
        { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-3, unbiasedVariance: false },
        conv(1, 3),
      ],
    };
    for (const at of [0, 4, 4 * 256 + 4]) {
      const { flags } = await run(net, (moving) => (moving[at] = bad));
      expect(flags[FLAG.bad]).not.toBe(0);
    }
  },
);
