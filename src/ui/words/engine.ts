import type { EngineChoice } from '../../contract/hyperparameters';

const NAMES: Record<EngineChoice, string> = {
  automatic: 'Automatic',
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'CPU',
};

export const engineName = (engine: EngineChoice): string => NAMES[engine];
