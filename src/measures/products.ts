/** Outputs that are summed side by side: each number of a row is read once for all of them. */
const TOGETHER = 8;

/**
 * All products of rows with rows, summed in float64.
 * @param rows float32 [count, length].
 * @param others float32 [many, length].
 * @returns float32 [many, count].
 */
export function products(
  rows: Float32Array,
  others: Float32Array,
  length: number,
  into = new Float32Array((rows.length / length) * (others.length / length)),
): Float32Array {
  const count = rows.length / length;
  const many = others.length / length;
  const packed = new Float64Array(length * TOGETHER);
  for (let first = 0; first < many; first += TOGETHER) {
    const width = Math.min(TOGETHER, many - first);
    packed.fill(0);
    for (let j = 0; j < width; j++) {
      for (let k = 0; k < length; k++) {
        packed[k * TOGETHER + j] = others[(first + j) * length + k]!;
      }
    }
    for (let i = 0; i < count; i++) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let s4 = 0;
      let s5 = 0;
      let s6 = 0;
      let s7 = 0;
      const end = (i + 1) * length;
      for (let at = i * length, p = 0; at < end; at++, p += TOGETHER) {
        const value = rows[at]!;
        s0 += value * packed[p]!;
        s1 += value * packed[p + 1]!;
        s2 += value * packed[p + 2]!;
        s3 += value * packed[p + 3]!;
        s4 += value * packed[p + 4]!;
        s5 += value * packed[p + 5]!;
        s6 += value * packed[p + 6]!;
        s7 += value * packed[p + 7]!;
      }
      const to = first * count + i;
      into[to] = s0;
      if (width > 1) into[to + count] = s1;
      if (width > 2) into[to + 2 * count] = s2;
      if (width > 3) into[to + 3 * count] = s3;
      if (width > 4) into[to + 4 * count] = s4;
      if (width > 5) into[to + 5 * count] = s5;
      if (width > 6) into[to + 6 * count] = s6;
      if (width > 7) into[to + 7 * count] = s7;
    }
  }
  return into;
}
