import * as tf from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { openCpuEngine } from '../testing/engine/cpu-engine';
import { RESUMED, resumeSuite } from '../testing/engine/resume-suite';

// TensorFlow.js recommends its Node package, which is not what is tested here.
tf.env().set('IS_TEST', true);

describe('the CPU engine', { timeout: 120_000 }, () => {
  resumeSuite('cpu', openCpuEngine, { atelier: 4, artgan: 2, keragan: 1, tensorflow: 4 }, RESUMED);
});
