import { describe, expect } from 'vitest';
import type { EngineId } from '../../contract/events';
import { PRESET_IDS } from '../../contract/hyperparameters';
import { augmentSuite } from '../../testing/engine/augment-suite';
import { averageSuite } from '../../testing/engine/average-suite';
import { gradientSuite } from '../../testing/engine/gradient-suite';
import { penaltySuite } from '../../testing/engine/penalty-suite';
import { referenceSuite, watchedTfjs } from '../../testing/engine/reference-suite';
import { stepSuite } from '../../testing/engine/step-suite';
import { openEngine } from '../opening/open';
import { GanModel } from './gan-model';

const ENGINES: readonly EngineId[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

// A missing engine fails here: `openEngine` rejects where what was asked for cannot be had.
describe.each(ENGINES)('the engine %s', (engine) => {
  const open = async (): Promise<void> => {
    const { report } = await openEngine(engine);
    expect(report.engine).toBe(engine);
  };
  // It is plain JavaScript, which Node runs as well.
  if (engine !== 'cpu') {
    augmentSuite(open);
    gradientSuite(open);
    stepSuite(open);
    penaltySuite(watchedTfjs(open));
    averageSuite(async () => {
      await open();
      return (plan) => new GanModel(plan);
    });
  }
  // The nets of TensorFlow's tutorial are among the augmented ones on every engine.
  referenceSuite(watchedTfjs(open), engine === 'wasm' ? PRESET_IDS : ['atelier']);
});
