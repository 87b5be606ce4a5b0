import { statisticsOf } from '../normalise/normalise.reference';

/** Gradients of one group, in float64. */
export interface NormGradients {
  /** [rows, channels]. */
  readonly raw: Float64Array;
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
}

/**
 * The way back through batch normalisation by the batch's own moments.
 * @param gradient, raw [rows, channels] of one group.
 */
export function normaliseBackReference(
  gradient: ArrayLike<number>,
  raw: ArrayLike<number>,
  gamma: ArrayLike<number>,
  epsilon: number,
): NormGradients {
  const channels = gamma.length;
  const rows = raw.length / channels;
  const { mean, variance } = statisticsOf(raw, channels);
  const inverse = variance.map((value) => 1 / Math.sqrt(value + epsilon));
  const unit = (i: number): number => (raw[i]! - mean[i % channels]!) * inverse[i % channels]!;
  const [dGamma, dBeta] = [new Float64Array(channels), new Float64Array(channels)];
  for (let i = 0; i < raw.length; i++) {
    dGamma[i % channels]! += gradient[i]! * unit(i);
    dBeta[i % channels]! += gradient[i]!;
  }
  const dRaw = Float64Array.from({ length: raw.length }, (_, i) => {
    const c = i % channels;
    const passed = gradient[i]! - (dBeta[c]! + unit(i) * dGamma[c]!) / rows;
    return gamma[c]! * inverse[c]! * passed;
  });
  return { raw: dRaw, gamma: dGamma, beta: dBeta };
}
