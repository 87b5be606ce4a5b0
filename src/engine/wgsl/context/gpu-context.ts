import { Pipelines } from '../kernels/pipelines';
import { traitsOf, type CardTraits } from '../plan/traits';

/** A device and what was compiled for it. */
export interface Card {
  readonly device: GPUDevice;
  readonly pipelines: Pipelines;
  /** Emulated on the processor. */
  readonly software: boolean;
  /** Of its kind, for plans. */
  readonly traits: CardTraits;
  /** Name of the adapter; choices of kernels are remembered under it. */
  readonly adapter: string;
}

export const makeCard = (device: GPUDevice, adapter: string, software: boolean): Card => ({
  device,
  pipelines: new Pipelines(device),
  software,
  traits: traitsOf(software),
  adapter,
});
