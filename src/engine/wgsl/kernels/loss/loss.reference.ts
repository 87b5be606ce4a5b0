/** Derivative of the mean cross-entropy of sigmoid(l) to a target in each logit. */
export const logitGradients = (
  logits: ArrayLike<number>,
  target: number,
  share: number,
): Float64Array =>
  Float64Array.from(logits, (l) => ((1 / (1 + Math.exp(-l)) - target) * share) / logits.length);
