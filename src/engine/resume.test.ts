import * as tf from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { resumeSuite } from '../testing/engine/resume-suite';
import { openCpu } from './tfjs/backends/cpu';

// TensorFlow.js recommends its Node package, which is not what is tested here.
tf.env().set('IS_TEST', true);

describe('the CPU engine', { timeout: 120_000 }, () => {
  const open = async (): Promise<void> => {
    await openCpu();
  };
  resumeSuite('cpu', open, { artgan: 2, keragan: 1, tensorflow: 4 });
});
