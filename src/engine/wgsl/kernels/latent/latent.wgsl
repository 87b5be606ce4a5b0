// z ~ N(0, 1), [stream][count, size], by Box and Muller on pairs of words, as contract/random.ts. Drivers'
// own sines and logarithms may be off by 1e-3; these are good to float32.
struct Params {
  count: u32, size: u32, size4: u32, yBase: u32, seed: u32, stream: u32,
  // Pictures of the batch before these.
  firstImage: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(2) var<storage, read> state: array<u32>;

// ln(x) for x in (0, 1]: x = m 2^e with m near 1, and the series of 2 artanh((m - 1) / (m + 1)).
fn logarithm(x: f32) -> f32 {
  let parts = frexp(x);
  var m = parts.fract;
  var e = f32(parts.exp);
  if (m < 0.70710678) {
    m *= 2.0;
    e -= 1.0;
  }
  let s = (m - 1.0) / (m + 1.0);
  let q = s * s;
  let series = 1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q / 11.0))));
  return e * 0.693147180559945 + 2.0 * s * series;
}

// sin(2 pi x), cos(2 pi x) for x in [-1/8, 1/8], by their series.
fn sine(x: f32) -> f32 {
  let t = 6.283185307179586 * x;
  let q = t * t;
  return t * (1.0 - q / 6.0 * (1.0 - q / 20.0 * (1.0 - q / 42.0 * (1.0 - q / 72.0))));
}
fn cosine(x: f32) -> f32 {
  let t = 6.283185307179586 * x;
  let q = t * t;
  return 1.0 - q / 2.0 * (1.0 - q / 12.0 * (1.0 - q / 30.0 * (1.0 - q / 56.0 * (1.0 - q / 90.0))));
}

// cos and sin of 2 pi u for u in [0, 1): the eighth of the circle next to a multiple of a quarter.
fn circle(u: f32) -> vec2f {
  let quarter = floor(u * 4.0 + 0.5);
  let rest = u - quarter * 0.25;
  let c = cosine(rest);
  let s = sine(rest);
  switch (u32(quarter) & 3u) {
    case 0u: { return vec2f(c, s); }
    case 1u: { return vec2f(-s, c); }
    case 2u: { return vec2f(-c, -s); }
    default: { return vec2f(s, -c); }
  }
}

fn unit(word: u32) -> f32 { return f32(word >> 8u) / 16777216.0; }

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) invocation: vec3u) {
  let vector = invocation.x;
  if (vector >= params.count * params.size4) { return; }
  let image = vector / params.size4;
  var value = vec4f(0.0);
  for (var c = 0u; c < 4u; c++) {
    let place = (vector % params.size4) * 4u + c;
    if (place < params.size) {
      let index = (params.firstImage + image) * params.size + place;
      let numbers = words(params.seed, params.stream + invocation.y, state[0], index >> 2u);
      let pair = index & 2u;
      // 1 - u is in (0, 1], which keeps the logarithm finite.
      let radius = sqrt(-2.0 * logarithm(1.0 - unit(numbers[pair])));
      let point = circle(unit(numbers[pair + 1u]));
      value[c] = radius * point[index & 1u];
    }
  }
  y[params.yBase + invocation.y * params.count * params.size4 + vector] = value;
}
