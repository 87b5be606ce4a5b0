import { Pipelines } from '../kernels/pipelines';
import { traitsOf, type GpuTraits } from '../plan/traits';

/** A device and what was compiled for it. */
export interface GpuContext {
  readonly device: GPUDevice;
  readonly pipelines: Pipelines;
  /** Emulated on the processor. */
  readonly software: boolean;
  /** Of its kind, for plans. */
  readonly traits: GpuTraits;
  /** Name of the adapter; choices of kernels are remembered under it. */
  readonly adapter: string;
}

export const makeGpuContext = (
  device: GPUDevice,
  adapter: string,
  software: boolean,
): GpuContext => ({
  device,
  pipelines: new Pipelines(device),
  software,
  traits: traitsOf(software),
  adapter,
});
