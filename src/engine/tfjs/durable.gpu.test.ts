import { describe, expect } from 'vitest';
import type { EngineId } from '../../contract/events';
import { healthSuite } from '../../testing/engine/health-suite';
import { resumeSuite } from '../../testing/engine/resume-suite';
import type { Engine } from '../engine';
import { openEngine } from '../opening/open';

const open = (id: EngineId) => async (): Promise<Engine> => {
  const engine = await openEngine(id);
  expect(engine.report.engine).toBe(id);
  return engine;
};
const slow = { artgan: 2, keragan: 1, tensorflow: 2 };

describe('WASM', () => {
  resumeSuite('wasm', open('wasm'));
  healthSuite(open('wasm'));
});
describe('WebGPU', () => {
  resumeSuite('webgpu', open('webgpu'), slow);
  healthSuite(open('webgpu'));
});
describe('WebGL', () => {
  resumeSuite('webgl', open('webgl'), { ...slow, atelier: 4 });
  healthSuite(open('webgl'));
});
