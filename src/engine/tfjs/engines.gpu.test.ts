import { describe, expect } from 'vitest';
import type { EngineId } from '../../contract/events';
import { gradientSuite } from '../../testing/engine/gradient-suite';
import { referenceSuite, watchedTfjs } from '../../testing/engine/reference-suite';
import { stepSuite } from '../../testing/engine/step-suite';
import { openEngine } from '../opening/open';

const ENGINES: readonly EngineId[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

// A missing engine fails here: `openEngine` rejects where what was asked for cannot be had.
describe.each(ENGINES)('the engine %s', (engine) => {
  const open = async (): Promise<void> => {
    const { report } = await openEngine(engine);
    expect(report.engine).toBe(engine);
  };
  gradientSuite(open);
  stepSuite(open);
  referenceSuite(watchedTfjs(open));
});
