/**
 * A kernel [k, k, a, b] composed with the resampling by 2 beside it, [k + 1, k + 1, a, b], of stride 2:
 * average pooling after it spreads each tap over four, a quarter each; nearest upsampling before it is
 * the transpose of that, with sums for means and taps turned round.
 */
export function composedKernel(
  kernel: ArrayLike<number>,
  edge: number,
  numbers: number,
  fold: 'upsample' | 'pool',
): Float64Array {
  const out = new Float64Array((edge + 1) ** 2 * numbers);
  for (let i = 0; i < edge; i++) {
    for (let j = 0; j < edge; j++) {
      for (const [di, dj] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ] as const) {
        const [y, x] = fold === 'pool' ? [i + di, j + dj] : [edge - 1 - i + di, edge - 1 - j + dj];
        for (let n = 0; n < numbers; n++) {
          out[(y * (edge + 1) + x) * numbers + n]! +=
            (fold === 'pool' ? 0.25 : 1) * kernel[(i * edge + j) * numbers + n]!;
        }
      }
    }
  }
  return out;
}
