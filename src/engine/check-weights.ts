import { countOf } from '../contract/count';
import { StudioError } from '../contract/errors';
import type { WeightTensor } from '../contract/records';
import { elements } from '../nets/shapes';
import type { WeightSpec } from '../nets/weights';

const HINT = 'The stored model does not fit its network; take another saved epoch.';

/**
 * Refuses weights of another net: names, shapes and counts must agree one by one.
 * @throws StudioError('model-missing')
 */
export function checkWeights(specs: readonly WeightSpec[], weights: readonly WeightTensor[]): void {
  specs.forEach((spec, index) => {
    const weight = weights[index];
    const found = weight ? `${weight.name} [${weight.shape.join(', ')}]` : 'nothing';
    const fits =
      weight !== undefined &&
      weight.name === spec.name &&
      weight.shape.join() === spec.shape.join() &&
      weight.values.length === elements(spec.shape);
    if (!fits) {
      throw new StudioError(
        'model-missing',
        `Weight ${index} should be ${spec.name} [${spec.shape.join(', ')}]; found ${found}.`,
        HINT,
      );
    }
  });
  if (weights.length !== specs.length) {
    throw new StudioError(
      'model-missing',
      `The network has ${countOf(specs.length, 'weight')}; the stored model has ${weights.length}.`,
      HINT,
    );
  }
}
