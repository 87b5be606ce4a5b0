import { describe, expect } from 'vitest';
import type { EngineId } from '../../contract/events';
import { PRESET_IDS, type PresetId } from '../../contract/hyperparameters';
import { healthSuite } from '../../testing/engine/health-suite';
import { resumeSuite } from '../../testing/engine/resume-suite';
import { smoke } from '../../testing/smoke';
import type { Engine } from '../engine';
import { openEngine } from '../opening/open';

const open = (id: EngineId) => async (): Promise<Engine> => {
  const engine = await openEngine(id);
  expect(engine.report.engine).toBe(id);
  return engine;
};
/** Steps before and after, of which an epoch has two or somewhat fewer. */
const halves = { atelier: 4, artgan: 2, keragan: 1, tensorflow: 4 };
/** Of what the session does, nothing depends on the engine: WASM goes through every preset. */
const presets = smoke<PresetId>(
  'going on to the bit with every preset, on WebGL and on TensorFlow.js’s WebGPU',
  ['atelier'],
  PRESET_IDS,
);

describe('WASM', () => {
  resumeSuite('wasm', open('wasm'), halves);
  healthSuite(open('wasm'));
});
describe('WebGPU', () => {
  resumeSuite('webgpu', open('webgpu'), halves, presets);
  healthSuite(open('webgpu'));
});
describe('WebGL', () => {
  resumeSuite('webgl', open('webgl'), halves, presets);
  healthSuite(open('webgl'));
});
