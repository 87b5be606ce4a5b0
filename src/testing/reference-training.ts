import type { LayerSpec, NetSpec } from '../contract/net-spec';
import { inferShapes } from '../nets/shapes';
import {
  convFilterGradient,
  convForward,
  convInputGradient,
  sizeOf,
  type Conv,
  type Shape4,
} from './reference-ops';

/**
 * Nets in training mode, forward and back, as plain loops in double precision. A final sigmoid is
 * left out.
 */
export interface Reference {
  readonly output: Float64Array;
  /** By name of the weight. */
  readonly gradients: ReadonlyMap<string, Float64Array>;
  /** In the input. */
  readonly input: Float64Array;
  /** Mean and variance of each batch norm, by its layer. */
  readonly statistics: ReadonlyMap<number, { mean: Float64Array; variance: Float64Array }>;
}

/** @param mask what dropout of a layer multiplies its numbers with. */
export function referenceStep(
  spec: NetSpec,
  weights: ReadonlyMap<string, ArrayLike<number>>,
  batch: number,
  x: ArrayLike<number>,
  gradient: ArrayLike<number>,
  mask: (layer: number, rate: number, size: number) => ArrayLike<number>,
): Reference {
  const gradients = new Map<string, Float64Array>();
  const statistics = new Map<number, { mean: Float64Array; variance: Float64Array }>();
  const shapes = inferShapes(spec);
  const backs: ((dy: Float64Array) => Float64Array)[] = [];
  let current: Float64Array = Float64Array.from(x);
  spec.layers.forEach((layer, index) => {
    const before = [batch, ...(index === 0 ? spec.input : shapes[index - 1]!)];
    const after = [batch, ...shapes[index]!];
    const context: Context = {
      layer: index,
      before,
      after,
      weight: (role) => weights.get(`${index}/${role}`),
      notify: (role, values) => gradients.set(`${index}/${role}`, values),
      statistics,
      mask,
    };
    const [y, back] = step(layer, current, context);
    current = y;
    backs.push(back);
  });
  const output = current;
  let dy: Float64Array = Float64Array.from(gradient);
  for (const back of backs.toReversed()) dy = back(dy);
  return { output, gradients, input: dy, statistics };
}

interface Context {
  readonly layer: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly weight: (role: string) => ArrayLike<number> | undefined;
  readonly notify: (role: string, values: Float64Array) => void;
  readonly statistics: Map<number, { mean: Float64Array; variance: Float64Array }>;
  readonly mask: (layer: number, rate: number, size: number) => ArrayLike<number>;
}
type Step = [y: Float64Array, back: (dy: Float64Array) => Float64Array];

const four = (shape: readonly number[]): Shape4 => [shape[0]!, shape[1]!, shape[2]!, shape[3]!];

function step(layer: LayerSpec, x: Float64Array, context: Context): Step {
  const { before, after, weight, notify } = context;
  switch (layer.kind) {
    case 'reshape':
    case 'flatten':
    case 'sigmoid':
      return [x, (dy) => dy];
    case 'dense': {
      // A convolution of one place.
      const conv: Conv = {
        x: [before[0]!, 1, 1, before[1]!],
        filter: [1, 1, before[1]!, layer.units],
        stride: 1,
        padding: 'valid',
      };
      return biased(context, convolution(conv, x, weight('kernel')!, notify));
    }
    case 'conv': {
      const { kernel, filters, stride, padding } = layer;
      const filter: Shape4 = [kernel, kernel, before[3]!, filters];
      const conv: Conv = { x: four(before), filter, stride, padding };
      return biased(context, convolution(conv, x, weight('kernel')!, notify));
    }
    case 'convTranspose': {
      const { kernel, filters, stride, padding } = layer;
      const filter: Shape4 = [kernel, kernel, filters, before[3]!];
      const conv: Conv = { x: four(after), filter, stride, padding };
      const w = weight('kernel')!;
      return biased(context, [
        convInputGradient(conv, x, w),
        (dy) => {
          notify('kernel', convFilterGradient(conv, dy, x));
          return convForward(conv, dy, w);
        },
      ]);
    }
    case 'upsample':
      return [spread(x, before, 1), (dy) => gathered(dy, before, 1)];
    case 'averagePool':
      return [gathered(x, after, 0.25), (dy) => spread(dy, after, 0.25)];
    case 'batchNorm':
      return batchNorm(x, layer.epsilon, context);
    case 'relu':
    case 'leakyRelu': {
      const slope = layer.kind === 'relu' ? 0 : layer.slope;
      return [
        x.map((value) => (value > 0 ? value : slope * value)),
        (dy) => dy.map((value, i) => (x[i]! > 0 ? value : slope * value)),
      ];
    }
    case 'tanh': {
      const y = x.map(Math.tanh);
      return [y, (dy) => dy.map((value, i) => value * (1 - y[i]! ** 2))];
    }
    case 'dropout': {
      const factors = context.mask(context.layer, layer.rate, x.length);
      const through = (values: Float64Array): Float64Array =>
        values.map((value, i) => value * factors[i]!);
      return [through(x), through];
    }
    default:
      return layer satisfies never;
  }
}

function convolution(
  conv: Conv,
  x: Float64Array,
  kernel: ArrayLike<number>,
  notify: Context['notify'],
): Step {
  return [
    convForward(conv, x, kernel),
    (dy) => {
      notify('kernel', convFilterGradient(conv, x, dy));
      return convInputGradient(conv, dy, kernel);
    },
  ];
}

function biased({ weight, notify }: Context, [y, back]: Step): Step {
  const bias = weight('bias');
  if (!bias) return [y, back];
  return [
    y.map((value, i) => value + bias[i % bias.length]!),
    (dy) => {
      notify('bias', sums(dy, bias.length));
      return back(dy);
    },
  ];
}

/** Over all but the last axis. */
function sums(values: Float64Array, channels: number): Float64Array {
  const out = new Float64Array(channels);
  values.forEach((value, i) => (out[i % channels]! += value));
  return out;
}

function batchNorm(x: Float64Array, epsilon: number, context: Context): Step {
  const { weight, notify, statistics, layer } = context;
  const [gamma, beta] = [weight('gamma')!, weight('beta')!];
  const channels = gamma.length;
  const rows = x.length / channels;
  const mean = sums(x, channels).map((sum) => sum / rows);
  const variance = sums(
    x.map((value, i) => (value - mean[i % channels]!) ** 2),
    channels,
  ).map((sum) => sum / rows);
  statistics.set(layer, { mean, variance });
  const inverse = variance.map((value) => 1 / Math.sqrt(value + epsilon));
  const unit = x.map((value, i) => (value - mean[i % channels]!) * inverse[i % channels]!);
  return [
    unit.map((value, i) => value * gamma[i % channels]! + beta[i % channels]!),
    (dy) => {
      const dBeta = sums(dy, channels);
      const dGamma = sums(
        dy.map((value, i) => value * unit[i]!),
        channels,
      );
      notify('gamma', dGamma);
      notify('beta', dBeta);
      return dy.map((value, i) => {
        const c = i % channels;
        return gamma[c]! * inverse[c]! * (value - (dBeta[c]! + unit[i]! * dGamma[c]!) / rows);
      });
    },
  ];
}

/** Each place of `small` [n, h, w, c] to the four places of twice the size. */
function spread(values: Float64Array, small: readonly number[], factor: number): Float64Array {
  const out = new Float64Array(4 * sizeOf(small));
  eachOfFour(small, (from, to) => (out[to] = factor * values[from]!));
  return out;
}

/** The other way: sums of four places. */
function gathered(values: Float64Array, small: readonly number[], factor: number): Float64Array {
  const out = new Float64Array(sizeOf(small));
  eachOfFour(small, (to, from) => (out[to]! += factor * values[from]!));
  return out;
}

function eachOfFour(
  [n, h, w, c]: readonly number[],
  visit: (small: number, big: number) => void,
): void {
  for (let b = 0; b < n!; b++) {
    for (let row = 0; row < 2 * h!; row++) {
      for (let column = 0; column < 2 * w!; column++) {
        for (let channel = 0; channel < c!; channel++) {
          visit(
            ((b * h! + (row >> 1)) * w! + (column >> 1)) * c! + channel,
            ((b * 2 * h! + row) * 2 * w! + column) * c! + channel,
          );
        }
      }
    }
  }
}
