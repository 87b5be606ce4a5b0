import { describe, expect } from 'vitest';
import type { EngineId } from '../../contract/events';
import { healthSuite } from '../../testing/engine/health-suite';
import { resumeSuite } from '../../testing/engine/resume-suite';
import { openEngine } from './backends/open';

const open = (engine: EngineId) => async (): Promise<void> => {
  const report = await openEngine(engine, () => undefined);
  expect(report.engine).toBe(engine);
};
const slow = { artgan: 2, keragan: 1, tensorflow: 2 };

describe('WASM', () => {
  resumeSuite('wasm', open('wasm'));
  healthSuite('wasm', open('wasm'));
});
describe('WebGPU', () => {
  resumeSuite('webgpu', open('webgpu'), slow);
  healthSuite('webgpu', open('webgpu'));
});
describe('WebGL', () => {
  resumeSuite('webgl', open('webgl'), { ...slow, atelier: 4 });
  healthSuite('webgl', open('webgl'));
});
