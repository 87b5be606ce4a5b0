import type { Verdict } from '../../contract/explore';

/** A picture by its seed, as the discriminator takes it. */
export interface JudgedSeed extends Verdict {
  readonly seed: number;
}

export const SCORE_ORDERS = ['real', 'generated'] as const;
/** Which come first: those that are taken for real, or those that are taken for generated. */
export type ScoreOrder = (typeof SCORE_ORDERS)[number];

/**
 * Sorted by logit, which still tells apart what has the same score. Of the same logit the smaller seed
 * comes first, and what has no number last, whichever way round.
 */
export function byScore<T extends JudgedSeed>(judged: readonly T[], order: ScoreOrder): T[] {
  const sign = order === 'real' ? -1 : 1;
  return [...judged].sort((one, other) => {
    const missing = Number(Number.isNaN(one.logit)) - Number(Number.isNaN(other.logit));
    // Infinities less each other are no number either.
    const apart = Number(one.logit > other.logit) - Number(one.logit < other.logit);
    return missing || sign * apart || one.seed - other.seed;
  });
}
