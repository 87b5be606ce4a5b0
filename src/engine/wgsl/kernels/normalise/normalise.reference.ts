/** Statistics of one group and channel. */
export interface Statistics {
  readonly mean: Float64Array;
  /** Of the batch, not corrected for its size. */
  readonly variance: Float64Array;
}

/** @param raw [rows, channels] of one group. */
export function statisticsOf(raw: ArrayLike<number>, channels: number): Statistics {
  const rows = raw.length / channels;
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  for (let i = 0; i < raw.length; i++) mean[i % channels]! += raw[i]! / rows;
  for (let i = 0; i < raw.length; i++) {
    variance[i % channels]! += (raw[i]! - mean[i % channels]!) ** 2 / rows;
  }
  return { mean, variance };
}

/**
 * gamma (raw - mean) / sqrt(variance + epsilon) + beta in float64 (Ioffe and Szegedy 2015).
 * @param raw [rows, channels].
 */
export function normaliseReference(
  raw: ArrayLike<number>,
  { mean, variance }: Statistics,
  gamma: ArrayLike<number>,
  beta: ArrayLike<number>,
  epsilon: number,
): Float64Array {
  const channels = mean.length;
  return Float64Array.from({ length: raw.length }, (_, i) => {
    const c = i % channels;
    const unit = (raw[i]! - mean[c]!) / Math.sqrt(variance[c]! + epsilon);
    return unit * gamma[c]! + beta[c]!;
  });
}
