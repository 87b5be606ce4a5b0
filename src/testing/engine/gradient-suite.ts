import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Stream, normal, uniform } from '../../contract/random';
import type { NetSpec } from '../../contract/net-spec';
import type { WeightTensor } from '../../contract/records';
import { Constants } from '../../engine/tfjs/constants';
import { augment, augmentBack } from '../../engine/tfjs/augment';
import { logitGradient } from '../../engine/tfjs/losses';
import type { Pass } from '../../engine/tfjs/layers/layer';
import { Net, output } from '../../engine/tfjs/net';
import { changesOf, type Change } from '../../nets/augmentation';
import { initialWeights } from '../../nets/initial';
import { FULL_STRENGTH, TINY_STEP, everyLayerGan } from './tiny-gan';

const SEED = 11;
const BATCH = 3;
/** Step of the differences, along directions of deviation 1. */
const H = 5e-4;

const PASS: Pass = {
  mode: 'training',
  dropout: (layer, size) => uniform(SEED, Stream.Dropout + layer, 0, size),
};

/** [TRN4] Gradients of whole tiny nets against central differences, on the selected engine. */
export function gradientSuite(open: () => Promise<void>): void {
  describe('gradients against finite differences', () => {
    it('[TRN4] of every weight of a discriminator, and of its input', async () => {
      await open();
      const { discriminator } = everyLayerGan();
      const x = normal(SEED, 90, 0, BATCH * 8 * 8 * 3, 0.5);
      await check([discriminator], x, [BATCH, 8, 8, 3]);
    });

    it('[TRN4] of every weight of a generator, through the discriminator', async () => {
      await open();
      const { generator, discriminator } = everyLayerGan();
      const z = normal(SEED, 91, 0, BATCH * 5);
      await check([generator, discriminator], z, [BATCH, 5]);
    });

    it('[TRN15] of every weight of a generator, through augmentation and the discriminator', async () => {
      await open();
      const { generator, discriminator } = everyLayerGan();
      const z = normal(SEED, 91, 0, BATCH * 5);
      const one = { strengths: FULL_STRENGTH, pass: 0 };
      const place = { seed: SEED, step: 0, count: BATCH };
      const changes = changesOf(one, place, { height: 8, width: 8 });
      await check([generator, discriminator], z, [BATCH, 5], changes);
    });
  });
}

/** What the second net sees of the first one's pictures. */
const seen = (x: tf.Tensor, net: number, changes?: readonly Change[]): tf.Tensor =>
  changes && net === 1 ? augment(x, changes) : x;

/** The first net's weights, and the input, are moved along random directions one tensor at a time;
 *  the loss is the mean cross-entropy to 1 of the last net's logits. */
async function check(
  specs: readonly NetSpec[],
  x: Float32Array,
  shape: readonly number[],
  changes?: readonly Change[],
): Promise<void> {
  const weights = specs.map((spec, index) =>
    initialWeights(spec, SEED, 1 + index).map((weight) => awayFromKinks(weight, spec)),
  );
  const found = await gradients(specs, weights, x, shape, changes);
  const subject = weights[0]!;
  const moving = /moving/;

  const slopes: { name: string; analytic: number; numeric: number }[] = [];
  for (const [index, weight] of subject.entries()) {
    if (moving.test(weight.name)) continue;
    for (const trial of [0, 1]) {
      const variant = normal(SEED + trial, 92, index, weight.values.length);
      const at = (h: number): Promise<number> => {
        const moved = { ...weight, values: weight.values.map((w, i) => w + h * variant[i]!) };
        return loss(specs, [subject.with(index, moved), ...weights.slice(1)], x, shape, changes);
      };
      slopes.push({
        name: weight.name,
        analytic: dot(found.weights.get(weight.name)!, variant),
        numeric: ((await at(H)) - (await at(-H))) / (2 * H),
      });
    }
  }
  const variant = normal(SEED, 93, 0, x.length);
  const at = (h: number): Promise<number> =>
    loss(
      specs,
      weights,
      x.map((value, i) => value + h * variant[i]!),
      shape,
      changes,
    );
  slopes.push({
    name: 'input',
    analytic: dot(found.input, variant),
    numeric: ((await at(H)) - (await at(-H))) / (2 * H),
  });

  const wrong = slopes.filter(
    ({ analytic, numeric }) =>
      Math.abs(analytic - numeric) > 0.02 * Math.max(Math.abs(numeric), 0.02),
  );
  expect(wrong).toEqual([]);
  // A check in which nothing has a slope would show nothing.
  expect(slopes.filter(({ numeric }) => Math.abs(numeric) > 1e-3).length).toBeGreaterThan(
    slopes.length / 2,
  );
}

/**
 * Half of the channels before a (leaky) relu well above zero, half well below: where the function
 * has a kink, differences and gradients rightly disagree.
 */
function awayFromKinks(weight: WeightTensor, spec: NetSpec): WeightTensor {
  const [layer, role] = weight.name.split('/');
  const next = spec.layers[Number(layer) + 1]?.kind;
  const shifts = role === 'bias' || role === 'beta';
  if (!shifts || (next !== 'relu' && next !== 'leakyRelu')) return weight;
  return { ...weight, values: weight.values.map((_, i) => (i % 2 === 0 ? 4 : -4)) };
}

async function loss(
  specs: readonly NetSpec[],
  weights: readonly (readonly WeightTensor[])[],
  x: Float32Array,
  shape: readonly number[],
  changes?: readonly Change[],
): Promise<number> {
  const constants = new Constants();
  const nets = specs.map((spec, index) => new Net(spec, weights[index]!, constants));
  const logits = tf.tidy(() =>
    nets.reduce(
      (current: tf.Tensor, net, index) => net.run(seen(current, index, changes), PASS),
      tf.tensor(x, [...shape]),
    ),
  );
  const values = await logits.data<'float32'>();
  tf.dispose(logits);
  for (const net of nets) net.dispose();
  constants.dispose();
  return values.reduce((sum, l) => sum + Math.log1p(Math.exp(-l)), 0) / values.length;
}

async function gradients(
  specs: readonly NetSpec[],
  weights: readonly (readonly WeightTensor[])[],
  x: Float32Array,
  shape: readonly number[],
  changes?: readonly Change[],
): Promise<{ weights: Map<string, Float32Array>; input: Float32Array }> {
  const constants = new Constants();
  const nets = specs.map((spec, index) => new Net(spec, weights[index]!, constants));
  const [input, ...vectors] = tf.tidy(() => {
    let current: tf.Tensor = tf.tensor(x, [...shape]);
    const traces = nets.map((net, index) => {
      const trace = net.forward(seen(current, index, changes), PASS);
      current = output(trace);
      return trace;
    });
    let dy: tf.Tensor = logitGradient(output(traces.at(-1)!), 'generator', 1, TINY_STEP, constants);
    let own: tf.Tensor[] = [];
    for (let index = nets.length - 1; index >= 0; index--) {
      const back = nets[index]!.backward(traces[index]!, dy, { weights: index === 0, input: true });
      dy = changes && index === 1 ? augmentBack(back.input!, changes) : back.input!;
      own = back.weights ?? own;
    }
    return [dy, ...own];
  });
  const read = await nets[0]!.parameters.trainable.read(vectors);
  const result = {
    weights: new Map(read.map(({ name, values }) => [name, values])),
    input: await input.data<'float32'>(),
  };
  tf.dispose([input, ...vectors]);
  for (const net of nets) net.dispose();
  constants.dispose();
  return result;
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);
