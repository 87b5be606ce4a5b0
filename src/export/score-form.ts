import type { LossId } from '../contract/hyperparameters';

/** How a score, 0..1, is made of a logit, for those who cannot call `LOSSES`; a test holds them together. */
export interface ScoreForm {
  /** Logits are told from the mean of those that are judged together. */
  readonly fromMean: boolean;
  /** The logistic function; else `scale * logit + shift`, cut to 0..1. */
  readonly line: { readonly scale: number; readonly shift: number } | null;
}

export const SCORE_FORMS: Readonly<Record<LossId, ScoreForm>> = {
  'cross-entropy': { fromMean: false, line: null },
  hinge: { fromMean: false, line: { scale: 0.5, shift: 0.5 } },
  'least-squares': { fromMean: false, line: { scale: 1, shift: 0 } },
  relativistic: { fromMean: true, line: null },
};
