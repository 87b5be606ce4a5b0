import type { StudioError } from '../../contract/errors';
import type { EngineReport } from '../../contract/events';
import type { NetSpec } from '../../contract/net-spec';
import type { WeightTensor } from '../../contract/records';
import { openDevice } from '../gpu/device';
import type { SampledPictures, TrainingModel } from '../model';
import { makeGpuContext } from './context/gpu-context';
import { WgslModel, type WgslModelOptions } from './model';
import { paintFrom } from './paint-from';

/** The compiled engine on an open device. */
export interface OpenedWgsl {
  readonly report: Omit<EngineReport, 'reason'>;
  readonly lost: Promise<StudioError> | null;
  close(): void;
  /**
   * Compiles kernels and takes all memory of a run.
   * @param tell is given what is going on, for people.
   * @throws StudioError as `WgslModel.create`.
   */
  createModel(options: WgslModelOptions, notify: (text: string) => void): Promise<TrainingModel>;
  /**
   * Pictures of a generator alone, in inference mode.
   * @param latents float32 [count, latentSize].
   * @param between awaited between portions.
   */
  paint(
    spec: NetSpec,
    weights: readonly WeightTensor[],
    latents: Float32Array,
    count: number,
    between: (done: number) => Promise<void>,
  ): Promise<SampledPictures>;
}

/**
 * Opens a WebGPU device for the compiled engine.
 * @throws StudioError('engine-unavailable') where there is none.
 */
export async function openWgsl(): Promise<OpenedWgsl> {
  const { device, adapter, software, maxBufferBytes, lost, close } = await openDevice();
  const gpu = makeGpuContext(device, adapter, software);
  return {
    report: { engine: 'wgsl', adapter, software, maxBufferBytes },
    lost,
    close,
    createModel: (options, notify) => WgslModel.create(gpu, options, notify),
    paint: (spec, weights, latents, count, between) =>
      paintFrom(gpu, spec, weights, latents, count, between),
  };
}
