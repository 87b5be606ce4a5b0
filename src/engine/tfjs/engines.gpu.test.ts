import { describe, expect } from 'vitest';
import type { EngineId } from '../../contract/events';
import { PRESET_IDS } from '../../contract/hyperparameters';
import { augmentSuite } from '../../testing/engine/augment-suite';
import { averageSuite } from '../../testing/engine/average-suite';
import { gradientSuite } from '../../testing/engine/gradient-suite';
import { penaltySuite } from '../../testing/engine/penalty-suite';
import { referenceSuite, watchedTfjs } from '../../testing/engine/reference-suite';
import { stepSuite } from '../../testing/engine/step-suite';
import { smoke } from '../../testing/smoke';
import { openEngine } from '../opening/open';
import { GanModel } from './gan-model';

const ENGINES: readonly EngineId[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

/** The CPU engine is plain JavaScript, which Node runs as well. */
const ALL = smoke<EngineId>(
  'recipes, augmentation and averages on TensorFlow.js’s WebGPU and WebGL, but for the first steps of Atelier',
  ['wasm'],
  ['webgpu', 'webgl', 'wasm'],
);

// A missing engine fails here: `openEngine` rejects where what was asked for cannot be had.
describe.each(ENGINES)('the engine %s', (engine) => {
  const open = async (): Promise<void> => {
    const { report } = await openEngine(engine);
    expect(report.engine).toBe(engine);
  };
  if (ALL.includes(engine)) {
    augmentSuite(open);
    averageSuite(async () => {
      await open();
      return (plan) => new GanModel(plan);
    });
  }
  // What a model of TensorFlow.js does with its tensors is the same on every engine. What engines compute
  // is held by each recipe's gradients and weights against PyTorch, by their operations in backends/, and by
  // runs that go on to the bit (durable.gpu.test.ts).
  if (engine === 'wasm') {
    gradientSuite(open);
    stepSuite(open);
    penaltySuite(watchedTfjs(open));
  }
  // The nets of TensorFlow's tutorial are among the augmented recipes, which every engine has in the whole.
  const recipes = engine === 'cpu' || ALL.includes(engine);
  referenceSuite(watchedTfjs(open), engine === 'wasm' ? PRESET_IDS : ['atelier'], recipes);
});
