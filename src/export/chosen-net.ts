import { StudioError } from '../contract/errors';
import type { ExportSources, KeptNet } from '../contract/exports';
import { checkTensors } from '../nets/fit';
import { weightsOf } from '../nets/kept-generator';
import { weightSpecs } from '../nets/weights';

/**
 * The net and the weights that were chosen.
 * @throws StudioError `generator-without-weights`, `discriminator-not-kept`; `model-missing` where the
 *   weights are not the net's.
 */
export function chosenNet({
  generator,
  discriminator,
  net,
  weights,
}: ExportSources['network']): KeptNet {
  const chosen =
    net === 'generator'
      ? { spec: generator.spec, weights: weightsOf(generator, weights) }
      : discriminator;
  if (!chosen) throw new StudioError('discriminator-not-kept', { step: generator.step });
  checkTensors('weights', weightSpecs(chosen.spec), chosen.weights);
  return chosen;
}
