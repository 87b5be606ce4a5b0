import * as tf from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { openCpuEngine } from '../testing/engine/cpu-engine';
import { healthSuite } from '../testing/engine/health-suite';

// TensorFlow.js recommends its Node package, which is not what is tested here.
tf.env().set('IS_TEST', true);

describe('the CPU engine', { timeout: 60_000 }, () => {
  healthSuite(openCpuEngine);
});
