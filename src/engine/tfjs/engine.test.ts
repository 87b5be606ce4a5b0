import * as tf from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { augmentSuite } from '../../testing/engine/augment-suite';
import { averageSuite } from '../../testing/engine/average-suite';
import { gradientSuite } from '../../testing/engine/gradient-suite';
import { stepSuite } from '../../testing/engine/step-suite';
import { openCpu } from './backends/cpu';
import { GanModel } from './gan-model';

// TensorFlow.js recommends its Node package, which is not what is tested here.
tf.env().set('IS_TEST', true);

describe('the CPU engine', () => {
  const open = async (): Promise<void> => {
    await openCpu();
  };
  augmentSuite(open);
  gradientSuite(open);
  stepSuite(open);
  averageSuite(async () => {
    await open();
    return (plan) => new GanModel(plan);
  });
});
