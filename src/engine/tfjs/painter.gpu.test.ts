import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../contract/hyperparameters';
import { Stream, normal, uniform } from '../../contract/random';
import { initialWeights } from '../../nets/initial';
import { buildGan } from '../../nets/presets';
import { painted } from '../../testing/engine/painted';
import { paintBesideRun } from '../../testing/engine/painting-beside';
import { closeEngine, openEngine } from '../opening/open';

const COUNT = 64;
const { generator } = buildGan({ ...DEFAULT_SETTINGS, imageSize: 64, width: 8 });
const weights = initialWeights(generator, 1, Stream.GeneratorWeights);
const latents = (seed: number): Float32Array =>
  normal(seed, Stream.NewPictures, 0, COUNT * generator.input[0]!);

afterAll(closeEngine);

it('[OUT6] WASM takes nothing after the first grid of 64 pictures at 64 px', async () => {
  const engine = await openEngine('wasm');
  const before = tf.memory();
  const painter = await engine.openPainter(generator, weights);
  const first = await painted(painter, latents(1));
  const { numTensors, numBytes, numDataBuffers } = tf.memory();
  const other = await painted(painter, latents(2));
  const again = await painted(painter, latents(1));
  expect(tf.memory()).toMatchObject({ numTensors, numBytes, numDataBuffers });
  expect(numTensors).toBeGreaterThan(before.numTensors);
  expect(again.pixels).toEqual(first.pixels);
  expect(other.pixels).not.toEqual(first.pixels);
  painter.close();
  expect(tf.memory().numTensors).toBe(before.numTensors);
});

it('[OUT6] WASM paints one portion between two steps of a run beside it, at most', async () => {
  const engine = await openEngine('wasm');
  const settings = { ...DEFAULT_SETTINGS, imageSize: 16, width: 8, batchSize: 4 };
  const plan = { ...settings, gan: buildGan(settings), orderSteps: 4 };
  const model = await engine.createModel(plan, () => undefined);
  const painter = await engine.openPainter(generator, weights, 4);
  const batch = (step: number) => ({
    kind: 'pixels' as const,
    count: 4,
    pixels: uniform(1, 98, step, 4 * 16 * 16 * 3, -1, 1).slice(),
  });
  const { events, painted: made } = await paintBesideRun(model, batch, painter, latents(1));
  expect(events.filter((event) => event === 'portion')).toHaveLength(COUNT / 4);
  expect(events.join(' ')).not.toContain('portion portion');
  model.dispose();
  expect(made.pixels).toEqual((await painted(painter, latents(1))).pixels);
});

it('[OUT6] a painter is closed with its engine', async () => {
  const painter = await (await openEngine('wasm')).openPainter(generator, weights);
  await openEngine('cpu');
  expect(painter.closed).toBe(true);
  expect(await painter.paint(latents(1))).toEqual({ kind: 'cancelled' });
});
