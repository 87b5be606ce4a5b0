// Pictures moved along the gradient of their own logit, by an L2 step of `reach` up and down:
// x + reach g / |g| and x - reach g / |g|, |g| over all numbers of a picture. One without a gradient stays.
// A workgroup for each picture of `vectors`.
struct Params {
  vectors: u32, reach: f32,
  xBase: u32, gradientBase: u32, aboveBase: u32, belowBase: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> above: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> below: array<vec4f>;

var<workgroup> sums: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) thread: u32,
  @builtin(workgroup_id) workgroup: vec3u,
) {
  let first = workgroup.x * params.vectors;
  var sum = 0.0;
  for (var i = thread; i < params.vectors; i += THREADS) {
    let g = gradient[params.gradientBase + first + i];
    sum += dot(g, g);
  }
  sums[thread] = sum;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { sums[thread] += sums[thread + half]; }
  }
  workgroupBarrier();
  let scale = params.reach / max(sqrt(sums[0]), 1e-15);
  for (var i = thread; i < params.vectors; i += THREADS) {
    let value = x[params.xBase + first + i];
    let step = gradient[params.gradientBase + first + i] * scale;
    above[params.aboveBase + first + i] = value + step;
    below[params.belowBase + first + i] = value - step;
  }
}
