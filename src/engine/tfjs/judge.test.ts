import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../contract/hyperparameters';
import { uniform } from '../../contract/random';
import { allWeights } from '../../nets/model-state';
import { openCpuEngine } from '../../testing/engine/cpu-engine';
import { everyLayerGan } from '../../testing/engine/tiny-gan';

const gan = everyLayerGan();
const pixels = Uint8Array.from(uniform(1, 95, 0, 17 * 8 * 8 * 3, 0, 256));

it('[VERD2] a discriminator that stands alone says what the model says that trained it', async () => {
  const engine = await openCpuEngine();
  const plan = { ...DEFAULT_SETTINGS, gan, seed: 3, batchSize: 4, orderSteps: 4 };
  const model = await engine.createModel(plan, () => undefined);
  for (const step of [0, 1]) {
    const real = uniform(1, 98, step, 4 * 8 * 8 * 3, -1, 1).slice();
    await model.trainSteps([{ kind: 'pixels', count: 4, pixels: real }], step);
  }
  const { tensors } = await model.exportState();
  const spec = gan.discriminator;
  const weights = allWeights(
    spec,
    tensors['discriminator.weights']!,
    tensors['discriminator.statistics']!,
  );
  const expected = await model.judge(pixels);
  const before = tf.memory().numTensors;
  const judge = await engine.openJudge(spec, weights);
  const found = await judge.judge(pixels);
  expect(found).toHaveLength(17);
  expect(new Set(found).size, 'others of others').toBe(17);
  found.forEach((logit, i) => expect(Math.abs(logit - expected[i]!)).toBeLessThan(1e-4));
  // Alone a picture gets what it gets beside others: running statistics, no dropout.
  const [alone] = await judge.judge(pixels.subarray(0, 8 * 8 * 3));
  expect(Math.abs(alone! - found[0]!)).toBeLessThan(1e-5);
  judge.close();
  expect(judge.closed).toBe(true);
  expect(tf.memory().numTensors, 'all is given back').toBe(before);
  model.dispose();
});

it('[VERD2] weights of another net are refused', async () => {
  const engine = await openCpuEngine();
  await expect(
    Promise.resolve().then(() => engine.openJudge(gan.discriminator, [])),
  ).rejects.toMatchObject({ kind: 'model-missing' });
});
