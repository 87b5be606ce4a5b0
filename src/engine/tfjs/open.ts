import * as tf from '@tensorflow/tfjs-core';
// The core alone knows no gradients; they are to come after it, for they ask for its flags.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { EngineId } from '../../contract/events';
import { fetchPart } from '../../contract/fetch-part';
import type { OpenedEngine } from '../engine';
import type { Opened } from './backends/opened';
import { GanModel } from './gan-model';
import { openTfjsJudge } from './judge';
import { openTfjsPainter } from './painter';

export { measure, tryOut } from './backends/trial';

/** The engines that are backends of TensorFlow.js. */
export type TfjsEngine = Exclude<EngineId, 'compiled'>;

/**
 * Opens an engine and makes it the active backend of this thread; its code is loaded when it is
 * needed. Of the backends that are open, one is active at a time.
 * @throws StudioError('engine-unavailable') where it is missing.
 */
export async function openTfjs(id: TfjsEngine): Promise<OpenedEngine> {
  const opened = await load(id);
  const { report } = opened;
  return {
    ...opened,
    activate: async () => void (await tf.setBackend(id)),
    createModel: (options) => Promise.resolve(new GanModel({ ...options, room: report })),
    openPainter: (spec, weights, limit) => Promise.resolve(openTfjsPainter(spec, weights, limit)),
    openJudge: (spec, weights) => Promise.resolve(openTfjsJudge(spec, weights)),
  };
}

async function load(id: TfjsEngine): Promise<Opened> {
  switch (id) {
    case 'webgpu':
      return (await fetchPart('webgpu', () => import('./backends/webgpu'))).openWebgpu();
    case 'webgl':
      return (await fetchPart('webgl', () => import('./backends/webgl'))).openWebgl();
    case 'wasm':
      return (await fetchPart('wasm', () => import('./backends/wasm/open'))).openWasm();
    case 'cpu':
      return (await fetchPart('cpu', () => import('./backends/cpu'))).openCpu();
  }
}
