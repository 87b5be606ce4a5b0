import { describe, expect, it } from 'vitest';
import type { LayerSpec, NetSpec } from '../../contract/net-spec';
import { normal, Stream, uniform } from '../../contract/random';
import type { GpuContext } from '../../engine/wgsl/context/gpu-context';
import { backward, planParts } from '../../engine/wgsl/plan/backward';
import { DispatchList } from '../../engine/wgsl/plan/dispatch';
import { NetPlan, type Pass } from '../../engine/wgsl/plan/net-plan';
import { FLAGS_LENGTH, STATE, STATE_LENGTH } from '../../engine/wgsl/plan/state';
import { storage, whole, type Storage } from '../../engine/wgsl/plan/tensor';
import { EMULATED, GRAPHICS } from '../../engine/wgsl/plan/traits';
import { adam, prepare } from '../../engine/wgsl/plan/update';
import { inferShapes } from '../../nets/shapes';
import { weightSpecs } from '../../nets/weights';
import { sizeOf } from '../reference-ops';
import { referenceStep, type Reference } from '../reference-training';
import { smoke } from '../smoke';
import { distance } from './cases';
import { blank, held, padded, runList, unpadded, type Held } from './run-list';

const TOLERANCE = 1e-5;
const SEED = 23;
const STEP = 6;
const initializer = { kind: 'normal', deviation: 0.4 } as const;

const conv = (
  filters: number,
  kernel: number,
  stride = 1,
  more: Partial<Extract<LayerSpec, { kind: 'conv' }>> = {},
): LayerSpec => ({
  kind: 'conv',
  filters,
  kernel,
  stride,
  padding: 'same',
  bias: false,
  initializer,
  ...more,
});
const turned = (
  filters: number,
  kernel: number,
  stride: number,
  padding: 'same' | 'valid' = 'same',
): LayerSpec => ({
  kind: 'convTranspose',
  filters,
  kernel,
  stride,
  padding,
  bias: false,
  initializer,
});
const dense = (units: number, bias = true): LayerSpec => ({
  kind: 'dense',
  units,
  bias,
  initializer,
});
const norm: LayerSpec = { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-3, unbiasedVariance: true };
const relu: LayerSpec = { kind: 'relu' };
const leaky: LayerSpec = { kind: 'leakyRelu', slope: 0.2 };
const tanh: LayerSpec = { kind: 'tanh' };
const flatten: LayerSpec = { kind: 'flatten' };
const dropout: LayerSpec = { kind: 'dropout', rate: 0.4 };
const pool: LayerSpec = { kind: 'averagePool' };
const upsample: LayerSpec = { kind: 'upsample' };
const score = [flatten, dense(1)];

/** Each for what is said of it; odd numbers of channels, so that there is padding everywhere. */
export const NETS: readonly (readonly [name: string, net: NetSpec])[] = [
  ['biases alone', { input: [6, 6, 3], layers: [conv(5, 3, 1, { bias: true }), tanh, ...score] }],
  [
    'batch norm before a convolution',
    { input: [6, 6, 3], layers: [conv(5, 3), norm, leaky, conv(6, 4, 2), norm, relu, ...score] },
  ],
  [
    'batch norm and dropout',
    {
      input: [8, 8, 1],
      layers: [conv(6, 4, 2), norm, leaky, dropout, conv(5, 3, 2), norm, tanh, dropout, ...score],
    },
  ],
  [
    'upsampling, kernel 3',
    {
      input: [3, 3, 5],
      layers: [
        upsample,
        conv(6, 3),
        norm,
        relu,
        upsample,
        conv(3, 3, 1, { bias: true }),
        tanh,
        ...score,
      ],
    },
  ],
  [
    'upsampling, kernels 1 and 5',
    { input: [4, 4, 3], layers: [upsample, conv(5, 5), leaky, upsample, conv(3, 1), ...score] },
  ],
  [
    'pooling, kernels 3 and 5',
    {
      input: [8, 8, 3],
      layers: [
        conv(5, 3, 1, { bias: true }),
        pool,
        leaky,
        conv(6, 5),
        pool,
        norm,
        leaky,
        dropout,
        ...score,
      ],
    },
  ],
  [
    'transposed',
    { input: [3, 3, 6], layers: [turned(5, 4, 2), norm, relu, turned(3, 5, 2), tanh, ...score] },
  ],
  [
    'an activation at the end',
    { input: [6, 6, 3], layers: [conv(5, 3), norm, leaky, conv(3, 3, 1, { bias: true }), tanh] },
  ],
  [
    'batch norm, an activation and dropout at the end',
    { input: [8, 8, 1], layers: [conv(6, 4, 2), norm, leaky, dropout] },
  ],
  [
    'dense, as a picture',
    {
      input: [7],
      layers: [
        dense(4 * 4 * 6),
        { kind: 'reshape', height: 4, width: 4, channels: 6 },
        norm,
        relu,
        turned(3, 4, 2),
        tanh,
        ...score,
      ],
    },
  ],
  [
    'from a single place',
    {
      input: [7],
      layers: [
        dense(10, false),
        { kind: 'reshape', height: 1, width: 1, channels: 10 },
        turned(6, 4, 1, 'valid'),
        norm,
        leaky,
        conv(5, 4, 1, { padding: 'valid', bias: true }),
        flatten,
        dense(1),
      ],
    },
  ],
  [
    'batch norm of a dense layer',
    { input: [9], layers: [dense(11), norm, leaky, dropout, dense(6), norm, relu, dense(2)] },
  ],
];

/** [TRN4] Forward and back of small nets, kernel after kernel as planned, against double precision. */
export function netSuite(open: () => Promise<GpuContext>, nets: typeof NETS = NETS): void {
  const sizes = smoke('nets of a single picture on the compiled engine', [3], [1, 3]);
  describe.each(sizes)('nets with batches of %d', (images) => {
    it.each(nets)('[TRN4] %s', async (_, net) => {
      const found = await onGpu(await open(), net, images, 1);
      const expected = referenceOf(net, images, found.input, found.gradient, 0);
      compare(found, expected, 0);
    });
  });

  it.each(
    nets
      .slice(1, 3)
      .flatMap(([name, net]) => [
        [name, net, GRAPHICS] as const,
        [`${name}, its tiles merged`, net, { ...GRAPHICS, mergesFrom: 0 }] as const,
        [`${name}, on an emulated card`, net, EMULATED] as const,
      ]),
  )('[TRN4] two groups, which batch norm counts apart: %s', async (_, net, traits) => {
    const images = 3;
    const found = await onGpu(await open(), net, images, 2, 0, traits);
    const half = (values: Float32Array, group: number): Float32Array =>
      values.subarray((group * values.length) / 2, ((group + 1) * values.length) / 2);
    const groups = [0, 1].map((group) =>
      referenceOf(net, images, half(found.input, group), half(found.gradient, group), group),
    );
    const output = Float64Array.from(groups.flatMap((one) => [...one.output]));
    const names = [...groups[0]!.gradients.keys()];
    const gradients = new Map(
      names.map((name) => {
        const [a, b] = groups.map((one) => one.gradients.get(name)!);
        return [name, a!.map((value, i) => value + b![i]!)];
      }),
    );
    compare(found, { ...groups[0]!, output, gradients }, 0);
    compare(found, groups[1]!, 1, 'statistics');
  });

  it('[TRN4] the variance of numbers far from zero', async () => {
    const net: NetSpec = { input: [16, 16, 5], layers: [conv(6, 1), norm, ...score] };
    for (const images of [1, 5]) {
      const found = await onGpu(await open(), net, images, 1, 1000);
      const expected = referenceOf(net, images, found.input, found.gradient, 0);
      const { variance } = expected.statistics.get(1)!;
      const { inverse } = found.statistics.get(1)![0]!;
      const own = inverse.map((value) => 1 / value ** 2 - 1e-3);
      expect(Math.min(...variance)).toBeGreaterThan(0.05);
      expect(distance(own, variance)).toBeLessThan(1e-4);
    }
  });
}

interface Found {
  readonly input: Float32Array;
  readonly gradient: Float32Array;
  readonly output: Float64Array;
  readonly gradients: ReadonlyMap<string, Float32Array>;
  /** Of each batch norm, by its layer, group after group. */
  readonly statistics: ReadonlyMap<number, { mean: Float64Array; inverse: Float64Array }[]>;
}

function compare(
  found: Found,
  expected: Reference,
  group: number,
  what: 'all' | 'statistics' = 'all',
): void {
  const wrong: string[] = [];
  const hold = (name: string, a: ArrayLike<number>, b: ArrayLike<number>): void => {
    const difference = distance(a, b);
    if (!(difference < TOLERANCE)) wrong.push(`${name}: ${difference}`);
  };
  for (const [layer, { mean, variance }] of expected.statistics) {
    const own = found.statistics.get(layer)![group]!;
    hold(`${layer} mean`, own.mean, mean);
    const inverse = variance.map((value) => 1 / Math.sqrt(value + 1e-3));
    hold(`${layer} deviation`, own.inverse, inverse);
  }
  if (what === 'all') {
    hold('output', found.output, expected.output);
    const largest = Math.max(
      ...[...expected.gradients.values()].flatMap((all) => [...all].map(Math.abs)),
    );
    for (const [name, values] of expected.gradients) {
      const own = found.gradients.get(name)!;
      // A bias before batch norm has none, and a batch norm of one number passes none on.
      const rounding = values.every((value) => Math.abs(value) < 1e-7 * largest);
      if (!rounding) hold(name, own, values);
      else if (!own.every((value) => Math.abs(value) < 1e-5 * largest))
        wrong.push(`${name}: not 0`);
    }
  }
  expect(wrong).toEqual([]);
}

const weightsOf = (net: NetSpec): Map<string, Float32Array> =>
  new Map(
    weightSpecs(net).map(({ name, role, shape }, index) => {
      const values = normal(SEED, 80, index, sizeOf(shape), 0.4);
      if (role === 'gamma') return [name, values.map((value) => 1 + value)];
      if (role === 'movingVariance') return [name, values.map((value) => 1 + Math.abs(value))];
      return [name, values];
    }),
  );

const referenceOf = (
  net: NetSpec,
  images: number,
  input: Float32Array,
  gradient: Float32Array,
  group: number,
): Reference =>
  referenceStep(net, weightsOf(net), images, input, gradient, (layer, rate, size) =>
    Float64Array.from(uniform(SEED, Stream.Dropout + 256 * group + layer, STEP, size), (number) =>
      number >= rate ? 1 / (1 - rate) : 0,
    ),
  );

/** Forward, back and one update with a beta of 0, whose first moments are the gradients. */
async function onGpu(
  gpu: GpuContext,
  net: NetSpec,
  images: number,
  groups: number,
  mean = 0,
  traits = GRAPHICS,
): Promise<Found> {
  const words = new Uint32Array(STATE_LENGTH);
  words[STATE.step] = STEP;
  const state: Held = { ...whole(storage('state', STATE_LENGTH / 4, true)), data: words };
  const flags = whole(storage('flags', FLAGS_LENGTH / 4, true));
  const plan = new NetPlan('discriminator', net, SEED, state, false, true, traits);
  const pass: Pass = { images, groups, mode: 'training', follow: false, number: 0, firstImage: 0 };
  const all = images * groups;
  const input = normal(SEED, 81, 0, all * sizeOf(net.input)).map((value) => value + mean);
  const { linear } = plan.stages[0]!;
  const inputView = linear.direction === 'down' ? linear.big : linear.small;
  const x = held('x', padded(input, inputView));
  const outputs = sizeOf(inferShapes(net).at(-1)!);
  const gradient = normal(SEED, 82, 0, all * outputs);
  const outputView = plan.stages.at(-1)!.output;
  const dy = held('dy', padded(gradient, outputView));
  const y = blank('y', all * plan.outputVectors);
  const kept = (name: string, vectors: number): Storage => storage(name, vectors, true);

  const list = new DispatchList();
  const shared = { state, flags };
  prepare(list, plan, 'discriminator', shared, null);
  const trace = plan.forward(list, x, pass, y);
  const parts = planParts(plan, images, groups);
  const partsHeld = whole(kept('parts', parts.vectors));
  backward(list, plan, trace, dy, {
    parts: { plan: parts, storage: partsHeld, accumulate: false },
    input: false,
  });
  const spec = { beta1: 0, beta2: 0.999, epsilon: 1e-7 };
  adam(list, plan, 'discriminator', spec, parts, partsHeld, shared);

  const packed = (of: Storage, trainable: boolean): Held => {
    const data = new Float32Array(4 * of.vectors);
    plan.layout.pack(weightsOf(net), trainable, data);
    return { ...whole(of), data };
  };
  const { storages } = plan;
  const moments: Held = {
    ...whole(storages.adam),
    data: new Float32Array(4 * storages.adam.vectors),
  };
  // Statistics are looked at as well: they are given places that last.
  const statistics = plan.stages.flatMap(({ norm: of }, index) =>
    of ? [{ layer: of.layer, view: of.view, tensor: trace.stages[index]!.stats! }] : [],
  );
  const lasting = new Map(
    statistics.map(({ tensor }) => [tensor.storage, { ...tensor.storage, kept: true }]),
  );
  const lastingList = new DispatchList();
  lastingList.tables.push(...list.tables);
  for (const dispatch of list.dispatches) {
    const tensors = Object.fromEntries(
      Object.entries(dispatch.tensors).map(([name, tensor]) => [
        name,
        { ...tensor, storage: lasting.get(tensor.storage) ?? tensor.storage },
      ]),
    );
    lastingList.dispatches.push({ ...dispatch, tensors });
  }
  const looks = statistics.map(({ tensor }): Held => ({
    ...whole(lasting.get(tensor.storage)!),
    data: new Float32Array(4 * tensor.storage.vectors),
  }));
  const [values, first, ...stats] = await runList(
    gpu,
    lastingList,
    [
      state,
      x,
      dy,
      y,
      packed(storages.weights, true),
      packed(storages.moving, false),
      moments,
      ...looks,
    ],
    [y, moments, ...looks],
  );
  return {
    input,
    gradient,
    output: unpadded(values!, outputView),
    gradients: new Map(plan.layout.unpack(true, first!, 2, 0).map((one) => [one.name, one.values])),
    statistics: new Map(
      statistics.map(({ layer, view }, index) => {
        const flat = unpadded(stats[index]!, { ...view, height: 1, width: 1 }, 'any');
        const size = view.groups * view.channels;
        const part = (from: number): Float64Array => flat.subarray(from * size, (from + 1) * size);
        return [
          layer,
          Array.from({ length: groups }, (_, g) => ({
            mean: part(2 * g),
            inverse: part(2 * g + 1),
          })),
        ];
      }),
    ),
  };
}
