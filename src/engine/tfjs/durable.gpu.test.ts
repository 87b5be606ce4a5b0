import { describe, expect } from 'vitest';
import type { EngineId } from '../../contract/events';
import { healthSuite, sightSuite } from '../../testing/engine/health-suite';
import { RESUMED, resumeSuite } from '../../testing/engine/resume-suite';
import { onlyWhole } from '../../testing/smoke';
import type { Engine } from '../engine';
import { openEngine } from '../opening/open';

const open = (id: EngineId) => async (): Promise<Engine> => {
  const engine = await openEngine(id);
  expect(engine.report.engine).toBe(id);
  return engine;
};
/** Steps before and after, of which an epoch has two or somewhat fewer. */
const halves = { atelier: 4, artgan: 2, keragan: 1, tensorflow: 4 };

// What a session does is tried on WASM; what an engine computes for it, on every one.
describe('WASM', () => {
  resumeSuite('wasm', open('wasm'), halves);
  healthSuite(open('wasm'));
});
onlyWhole('going on to the bit on TensorFlow.js’s WebGPU and WebGL', () => {
  describe('WebGPU', () => {
    resumeSuite('webgpu', open('webgpu'), halves, RESUMED, false);
    sightSuite(open('webgpu'));
  });
  describe('WebGL', () => {
    resumeSuite('webgl', open('webgl'), halves, RESUMED, false);
    sightSuite(open('webgl'));
  });
});
