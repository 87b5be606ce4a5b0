import type { MeanLogits } from '../contract/measuring';

/**
 * How far D knows its training pictures by heart (Karras et al. 2020, "Training GANs with Limited
 * Data", r_v): 0 where pictures that it never saw look as real to it as those, 1 where they look like
 * generated ones. A difference of logits, so that a loss that leaves their level free changes nothing.
 * Null where D cannot tell its training pictures from generated ones.
 */
export function overfitting({ training, heldOut, generated }: MeanLogits): number | null {
  const known = training - generated;
  return known > 0 ? (training - heldOut) / known : null;
}
