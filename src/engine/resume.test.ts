import * as tf from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { PRESET_IDS, type PresetId } from '../contract/hyperparameters';
import { openCpuEngine } from '../testing/engine/cpu-engine';
import { resumeSuite } from '../testing/engine/resume-suite';
import { smoke } from '../testing/smoke';

// TensorFlow.js recommends its Node package, which is not what is tested here.
tf.env().set('IS_TEST', true);

describe('the CPU engine', { timeout: 120_000 }, () => {
  const presets = smoke<PresetId>(
    'going on to the bit with every preset but Atelier, on the CPU',
    ['atelier'],
    PRESET_IDS,
  );
  resumeSuite('cpu', openCpuEngine, { atelier: 4, artgan: 2, keragan: 1, tensorflow: 4 }, presets);
});
