import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { normal } from '../../../contract/random';
import { relativeError } from '../../../testing/reference-ops';
import { changesOf } from '../../../nets/augmentation';
import { openCpu } from '../backends/cpu';
import * as onDevice from './on-device';
import * as onHost from './on-host';

// TensorFlow.js recommends its Node package, which is not what is tested here.
tf.env().set('IS_TEST', true);

const COUNT = 6;

it.each([
  [8, 8, 3],
  [7, 7, 1],
  [4, 12, 3],
])('[TRN15] gives what plain loops give: %d x %d, %d channels', async (...shape) => {
  await openCpu();
  const [height, width, channels] = shape;
  const size = { height, width, channels };
  const x = normal(1, 62, 0, COUNT * height * width * channels);
  for (const kinds of [
    { colour: 1, translation: 1, cutout: 1 },
    { colour: 0, translation: 1, cutout: 0 },
    { colour: 1, translation: 0, cutout: 0 },
  ]) {
    const place = { seed: 4, step: 2, count: COUNT };
    const changes = changesOf({ strengths: kinds, pass: 1 }, place, size);
    for (const way of ['changed', 'changedBack'] as const) {
      const found = tf.tidy(() => onDevice[way](tf.tensor(x, [COUNT, ...shape]), changes, size));
      const wanted = onHost[way](x, changes, size);
      expect(relativeError(await found.data(), wanted)).toBeLessThan(1e-6);
      expect(relativeError(wanted, x)).toBeGreaterThan(0.1);
      found.dispose();
    }
  }
});
