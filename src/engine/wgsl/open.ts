import type { OpenedEngine } from '../engine';
import { openDevice } from '../gpu/device';
import { makeGpuContext } from './context/gpu-context';
import { openCompiledJudge } from './judge-alone';
import { WgslModel } from './model';
import { openCompiledPainter } from './painter';

/**
 * Opens a WebGPU device for the compiled engine.
 * @throws StudioError('engine-unavailable') where there is none.
 */
export async function openWgsl(): Promise<OpenedEngine> {
  const { device, adapter, software, maxBufferBytes, lost, close } = await openDevice();
  const gpu = makeGpuContext(device, adapter, software);
  return {
    report: {
      engine: 'compiled',
      adapter: { kind: 'gpu', name: adapter },
      software,
      maxBufferBytes,
    },
    lost,
    close,
    activate: () => Promise.resolve(),
    createModel: (options, notify) => WgslModel.create(gpu, options, notify),
    openPainter: (spec, weights, limit) => openCompiledPainter(gpu, spec, weights, limit),
    openJudge: (spec, weights) => openCompiledJudge(gpu, spec, weights),
  };
}
