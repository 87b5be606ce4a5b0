// AssemblyScript: the innermost loop of a page of artwork, with SIMD. `npm run kernels` compiles it.

/**
 * to[o] += sum over i of from[i] w[i, o], all float32. Addresses are in bytes.
 * @param inputs how many i there are.
 * @param outputs how many o.
 */
export function addProducts(
  from: usize,
  inputs: i32,
  weights: usize,
  to: usize,
  outputs: i32,
): void {
  const row = (<usize>outputs) << 2;
  const end = from + ((<usize>inputs) << 2);
  let o = 0;
  for (; o + 16 <= outputs; o += 16) {
    const at = to + ((<usize>o) << 2);
    let w = weights + ((<usize>o) << 2);
    let a = v128.load(at);
    let b = v128.load(at, 16);
    let c = v128.load(at, 32);
    let d = v128.load(at, 48);
    for (let i = from; i < end; i += 4, w += row) {
      const value = f32x4.splat(load<f32>(i));
      a = f32x4.add(a, f32x4.mul(value, v128.load(w)));
      b = f32x4.add(b, f32x4.mul(value, v128.load(w, 16)));
      c = f32x4.add(c, f32x4.mul(value, v128.load(w, 32)));
      d = f32x4.add(d, f32x4.mul(value, v128.load(w, 48)));
    }
    v128.store(at, a);
    v128.store(at, b, 16);
    v128.store(at, c, 32);
    v128.store(at, d, 48);
  }
  for (; o < outputs; o++) {
    const at = to + ((<usize>o) << 2);
    let w = weights + ((<usize>o) << 2);
    let sum = load<f32>(at);
    for (let i = from; i < end; i += 4, w += row) sum += load<f32>(i) * load<f32>(w);
    store<f32>(at, sum);
  }
}
