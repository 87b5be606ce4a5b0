import type { TrainingProgress } from '../contract/events';
import type { Throughput } from './throughput';

type Place = Pick<
  TrainingProgress,
  'step' | 'epoch' | 'totalEpochs' | 'stepsPerEpoch' | 'totalSteps'
>;

/** How far a run is, how fast it goes, and how long it will take. */
export function progressOf(
  place: Place,
  throughput: Throughput,
  usage: { readonly tensors: number; readonly bytes: number },
): TrainingProgress {
  const { steps, pictures } = throughput.rates();
  const { step, stepsPerEpoch, totalSteps } = place;
  return {
    ...place,
    imagesPerSecond: pictures,
    secondsPerEpoch: steps > 0 ? stepsPerEpoch / steps : 0,
    secondsLeft: steps > 0 ? (totalSteps - step) / steps : 0,
    tensors: usage.tensors,
    engineBytes: usage.bytes,
  };
}
