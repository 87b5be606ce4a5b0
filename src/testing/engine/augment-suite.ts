import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { normal } from '../../contract/random';
import type { AugmentStrengths } from '../../contract/step-program';
import { augment, augmentBack } from '../../engine/tfjs/augment';
import { changesOf } from '../../nets/augmentation';
import { referenceAugment, referenceAugmentBack } from '../reference-augment';
import { relativeError } from '../reference-ops';

const COUNT = 5;
const PLACE = { seed: 21, step: 9, count: COUNT };
const CASES: readonly (readonly [string, readonly [number, number, number], AugmentStrengths])[] = [
  ['all of it', [8, 8, 3], { colour: 1, translation: 1, cutout: 1 }],
  ['grey pictures, odd edges', [7, 7, 1], { colour: 1, translation: 1, cutout: 1 }],
  ['wider than high', [4, 12, 3], { colour: 0.3, translation: 1, cutout: 0.5 }],
  ['colour alone', [8, 8, 3], { colour: 1, translation: 0, cutout: 0 }],
  ['places alone', [8, 6, 3], { colour: 0, translation: 1, cutout: 1 }],
];

/** [TRN15] What the selected engine makes of pictures and of gradients. */
export function augmentSuite(open: () => Promise<void>): void {
  describe('augmentation', () => {
    it.each(CASES)('[TRN15] %s, there and back', async (_, input, strengths) => {
      await open();
      const [height, width, channels] = input;
      const pictures = { count: COUNT, height, width, channels };
      const one = { strengths, pass: 2 };
      const changes = changesOf(one, PLACE, pictures);
      const x = normal(3, 61, 0, COUNT * height * width * channels);
      const before = tf.memory().numTensors;
      const given = tf.tensor(x, [COUNT, ...input]);
      const there = augment(given, changes);
      const back = augmentBack(given, changes);
      const [found, gradient] = [await there.data(), await back.data()];
      tf.dispose([given, there, back]);
      expect(tf.memory().numTensors).toBe(before);
      expect(relativeError(found, referenceAugment(x, pictures, one, PLACE))).toBeLessThan(2e-6);
      const wanted = referenceAugmentBack(x, pictures, one, PLACE);
      expect(relativeError(gradient, wanted)).toBeLessThan(2e-6);
    });

    it('[TRN15] a strength of 0 changes no bit', async () => {
      await open();
      const x = normal(3, 61, 0, COUNT * 8 * 8 * 3);
      const strengths = { colour: 0, translation: 0, cutout: 0 };
      const changes = changesOf({ strengths, pass: 0 }, PLACE, { height: 8, width: 8 });
      const found = tf.tidy(() => augment(tf.tensor(x, [COUNT, 8, 8, 3]), changes));
      expect(await found.data()).toEqual(x);
      found.dispose();
    });
  });
}
