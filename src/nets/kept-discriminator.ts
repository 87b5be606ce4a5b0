import type { KeptNet } from '../contract/exports';
import type { ModelState, RunRecord } from '../contract/records';
import { allWeights } from './model-state';
import { buildGan } from './presets';

/** The discriminator of a checkpoint's state. @throws StudioError `settings-invalid` as `buildGan`. */
export function keptDiscriminator(run: RunRecord, { tensors }: ModelState): KeptNet {
  const spec = buildGan(run.settings, run).discriminator;
  const groups = [tensors['discriminator.weights'], tensors['discriminator.statistics']];
  return { spec, weights: allWeights(spec, ...groups.map((group) => group ?? [])) };
}
