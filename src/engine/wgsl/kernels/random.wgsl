// The counter-based numbers of contract/random.ts, word for word: pcg4d of Jarzynski and Olano (2020).
fn words(seed: u32, stream: u32, step: u32, index: u32) -> vec4u {
  var v = vec4u(seed, stream, step, index) * 1664525u + 1013904223u;
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  v ^= v >> vec4u(16u);
  v.x += v.y * v.w;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v.w += v.y * v.z;
  return v;
}

// Which of four elements in a row, from `element` on, dropout keeps: `scale` or 0 for each. An element
// is kept where its number of 24 bits is not below `threshold`.
fn dropoutMask(seed: u32, stream: u32, step: u32, element: u32, threshold: u32, scale: f32) -> vec4f {
  let first = words(seed, stream, step, element >> 2u);
  var numbers = first;
  let shift = element & 3u;
  if (shift != 0u) {
    let second = words(seed, stream, step, (element >> 2u) + 1u);
    if (shift == 1u) { numbers = vec4u(first.yzw, second.x); }
    if (shift == 2u) { numbers = vec4u(first.zw, second.xy); }
    if (shift == 3u) { numbers = vec4u(first.w, second.xyz); }
  }
  return select(vec4f(0.0), vec4f(scale), (numbers >> vec4u(8u)) >= vec4u(threshold));
}
