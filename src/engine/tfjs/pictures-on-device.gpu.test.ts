import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { smallSet } from '../../testing/engine/small-set';
import { smoke } from '../../testing/smoke';
import { everyLayerGan } from '../../testing/engine/tiny-gan';
import { Batches } from '../batches';
import { openEngine } from '../opening/open';
import { GanModel } from './gan-model';
import { PicturesOnDevice } from './pictures-on-device';
import { trainStep } from '../../testing/engine/train-step';

/** The card of these tests is one: software is not asked. */
const CARD = { software: false, maxBufferBytes: 2 ** 27 };
const RECIPE = 'last-smaller';
const OPTIONS = { batchSize: 6, mirror: true, seed: 5 };

describe.each(
  smoke<'webgpu' | 'webgl'>('pictures on the card, by WebGL', ['webgpu'], ['webgpu', 'webgl']),
)('pictures on the card, by %s', (engine) => {
  it.each([
    { imageSize: 16, channels: 3, wholeBytes: 2 ** 28 },
    // 49 bytes a picture: no whole number of threes.
    { imageSize: 7, channels: 1, wholeBytes: 2 ** 28 },
    { imageSize: 8, channels: 3, wholeBytes: 0 },
  ])('[BIG3] the bits of a batch are those of its pixels: %o', async (one) => {
    await openEngine(engine);
    const before = tf.memory().numTensors;
    const set = await smallSet(one);
    const held = await PicturesOnDevice.hold(set, CARD);
    const pixels = new Batches(set, RECIPE, OPTIONS);
    const places = new Batches(set, RECIPE, OPTIONS);
    places.heldByModel = 'places';
    for (let step = 0; step < 2 * pixels.orderSteps; step++) {
      const [expected, batch] = [await pixels.at(step), await places.at(step)];
      if (expected.kind !== 'pixels' || batch.kind !== 'places') throw new Error('Other kinds.');
      const found = held!.batch(batch);
      expect(found.shape).toEqual([batch.count, one.imageSize, one.imageSize, one.channels]);
      const values = await found.data<'float32'>();
      found.dispose();
      expect(new Uint32Array(values.slice().buffer)).toEqual(
        new Uint32Array(expected.pixels.buffer),
      );
    }
    held!.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('[BIG3] a model learns the same from pictures that it holds', async () => {
    await openEngine(engine);
    const set = await smallSet({ imageSize: 8, channels: 3 });
    const train = async (hold: boolean) => {
      const model = new GanModel({
        gan: everyLayerGan(),
        seed: 3,
        generatorLearningRate: 1e-3,
        discriminatorLearningRate: 1e-3,
        ...(hold ? { room: CARD } : {}),
      });
      const batches = new Batches(set, RECIPE, OPTIONS);
      batches.heldByModel = await model.holdPictures(set);
      expect(batches.heldByModel).toBe(hold ? 'places' : 'none');
      for (let step = 0; step < 3; step++) await trainStep(model, await batches.at(step), step);
      const state = await model.exportState();
      model.dispose();
      return state;
    };
    expect(await train(true)).toEqual(await train(false));
  });

  it('[BIG3] holds nothing where it does not fit, or an engine gains nothing by it', async () => {
    await openEngine(engine);
    const set = await smallSet({ imageSize: 8, channels: 3 });
    const bytes = set.count * 64 * 4;
    const room = { software: false, maxBufferBytes: 4 * bytes - 1 };
    expect(await PicturesOnDevice.hold(set, room)).toBeNull();
    expect(await PicturesOnDevice.hold(set, { ...CARD, software: true })).toBeNull();
    expect(await PicturesOnDevice.hold(set, { ...CARD, maxTotalBytes: 2 * bytes })).toBeNull();
    const held = await PicturesOnDevice.hold(set, { ...room, maxBufferBytes: 4 * bytes });
    expect(held).not.toBeNull();
    held!.dispose();
  });
});

it('[BIG3] WASM reads pictures as pixels', async () => {
  await openEngine('wasm');
  expect(
    await PicturesOnDevice.hold(await smallSet({ imageSize: 8, channels: 3 }), CARD),
  ).toBeNull();
});
