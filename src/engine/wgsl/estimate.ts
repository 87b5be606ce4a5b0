import type { GanSpec } from '../../contract/net-spec';
import type { MemoryEstimate } from '../../contract/memory';
import { slicesFor } from './plan/footprint';
import { GanPlan } from './plan/step-plan';
import { traitsOf } from './plan/traits';

/**
 * What the compiled engine takes, read off the plan that it would run.
 * @param maxBufferBytes what the GPU holds in one piece; null where that is not known: the batch is
 *   taken whole then.
 * @param software whether the GPU is emulated.
 * @throws StudioError('settings-invalid') for nets without a plan.
 */
export function estimateCompiled(
  gan: GanSpec,
  batchSize: number,
  maxBufferBytes: number | null,
  software: boolean,
): MemoryEstimate {
  const traits = traitsOf(software);
  const plan = new GanPlan({ gan, seed: 0, batchSize, orderSteps: 1, mirror: false, traits });
  const { slices, footprint } = slicesFor(plan, maxBufferBytes);
  const { weights, optimizer, total, largestBuffer } = footprint;
  return {
    weights,
    optimizer,
    activations: total - weights - optimizer,
    total,
    largestBuffer,
    slices,
  };
}
