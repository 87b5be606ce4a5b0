import type { AdamSpec } from '../../../../contract/net-spec';

export interface AdamState {
  readonly w: number;
  readonly m: number;
  readonly v: number;
}

/** One update, by the paper (Kingma and Ba 2015, algorithm 1 with epsilon as it stands there). */
export function adamUpdate(
  { w, m, v }: AdamState,
  gradient: number,
  rate: number,
  { beta1, beta2, epsilon, form }: AdamSpec,
  t: number,
): AdamState {
  const first = beta1 * m + (1 - beta1) * gradient;
  const second = beta2 * v + (1 - beta2) * gradient * gradient;
  const [unbiasedFirst, unbiasedSecond] = [first / (1 - beta1 ** t), second / (1 - beta2 ** t)];
  // Keras adds epsilon to the square root before that is corrected.
  const added = form === 'keras' ? epsilon / Math.sqrt(1 - beta2 ** t) : epsilon;
  return {
    w: w - (rate * unbiasedFirst) / (Math.sqrt(unbiasedSecond) + added),
    m: first,
    v: second,
  };
}
