import type { Engine } from '../../src/engine/engine';
import type { TrainingModel } from '../../src/engine/model';
import type { Pictures } from '../../src/measures/pictures';

/** An engine that trains; one that is at hand as tensors judges pictures of our choice as well. */
export interface BenchEngine extends Engine {
  /** Mean of D's logits, in inference mode. */
  readonly meanLogit: ((model: TrainingModel, pictures: Pictures) => number) | null;
}
